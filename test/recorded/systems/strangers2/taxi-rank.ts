import { deployment } from '../parts.ts';
import type { System } from '../system.ts';
import { postgres, scripted } from './parts.ts';

const env = { PGHOST: 'rides', PGUSER: 'rank', PGDATABASE: 'rides' };

const INSERT = 'INSERT INTO rides VALUES (now())';

const rank = (name: string) =>
  deployment(
    name,
    scripted(
      name,
      `psql -qc 'CREATE TABLE IF NOT EXISTS rides (at timestamptz)' 2>/dev/null; while sleep 2; do
        if said=$(psql -v ON_ERROR_STOP=1 -qc '${INSERT}' 2>&1); then echo "time=$(date -u +%FT%TZ) level=info msg='ride written' rank=${name}"
        else echo "time=$(date -u +%FT%TZ) level=error msg='ride not written' rank=${name} said='$said'"; fi; done`,
      env,
    ),
  );

/** Somebody set a database to read only, by its own setting, and new sessions cannot write. */
export const taxiRank: System = {
  namespace: 'taxi-rank',
  servers: postgres('rides', {
    POSTGRES_USER: 'rank',
    POSTGRES_DB: 'rides',
    POSTGRES_HOST_AUTH_METHOD: 'trust',
  }),
  clients: [rank('station'), rank('harbour')],
  fault: async ({ kubectl }) =>
    void (await kubectl(
      ...['exec', 'deployment/rides', '--', 'psql', '-h', '127.0.0.1', '-U', 'rank', '-d', 'rides', '-c'],
      'ALTER DATABASE rides SET default_transaction_read_only = on',
    )),
  wellSeconds: 60,
  brokenSeconds: 80,
};
