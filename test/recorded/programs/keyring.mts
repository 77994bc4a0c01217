import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { call, role, serve } from './kit.mts';

/** Lockers ask a keyring over TLS for the key of a door. Logs as .NET's console does. */
const log = (level: string, text: string): void =>
  console.log(`${level}: Lockers.${role}.Keys[14]\n      ${text}`);

const file = (name: string): string => readFileSync(`/tls/${name}`, 'utf8');

const locker = async ({ path }: { path: string }) => {
  try {
    await call(`https://keyring:8443${path}`, { ca: file('ca.crt') });
    log('info', `door ${path.slice(1)} sprang open`);
    return { status: 200 };
  } catch (error) {
    log(
      'fail',
      `door ${path.slice(1)} stays shut: the keyring is not who it says (${(error as { code?: string }).code})`,
    );
    return { status: 502 };
  }
};

if (role === 'keyring')
  createServer({ cert: file('tls.crt'), key: file('tls.key') }, (_, response) => response.end('k')).listen(
    8443,
  );
else serve(8140, locker);
