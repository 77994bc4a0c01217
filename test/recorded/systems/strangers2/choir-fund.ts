import { deployment } from '../parts.ts';
import type { System } from '../system.ts';
import { postgres, scripted } from './parts.ts';

const env = { PGHOST: 'gifts', PGUSER: 'treasurer', PGDATABASE: 'gifts' };

const INSERT = "SET lock_timeout = '900ms'; INSERT INTO gifts VALUES (now(), 5)";
const COUNT = 'SELECT count(*) FROM gifts';

const till = (name: string) =>
  deployment(
    name,
    scripted(
      name,
      `psql -qc 'CREATE TABLE IF NOT EXISTS gifts (at timestamptz, pounds int)' 2>/dev/null; while sleep 2; do
        if psql -v ON_ERROR_STOP=1 -qc "${INSERT}" 2>/dev/null; then echo "$(date -u +%T) ${name}: gift entered"
        else echo "$(date -u +%T) ${name}: ERR gift still in the hand, the book would not open"; fi; done`,
      env,
    ),
  );

const auditor = (before: string) =>
  deployment(
    'auditor',
    scripted(
      'auditor',
      `while sleep 5; do (echo "BEGIN; ${before} ${COUNT};"; sleep 55; echo 'COMMIT;') | psql -Atq; done`,
      env,
    ),
  );

/** A release of one caller locks a table for nearly a minute at a time, and the others cannot write into it. */
export const choirFund: System = {
  namespace: 'choir-fund',
  servers: postgres('gifts', {
    POSTGRES_USER: 'treasurer',
    POSTGRES_DB: 'gifts',
    POSTGRES_HOST_AUTH_METHOD: 'trust',
  }),
  clients: [till('plate'), till('online'), auditor('')],
  fault: ({ apply }) => apply(auditor('LOCK TABLE gifts IN EXCLUSIVE MODE;')),
  wellSeconds: 60,
  brokenSeconds: 100,
};
