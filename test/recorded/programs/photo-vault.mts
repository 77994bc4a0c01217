import { createServer } from 'node:http';
import { beat, call, dayTime, role, setting } from './kit.mts';

/** Two keepers put pictures into a vault outside, which turns away what bears a stamp that is not of now. Logs as Python does. */
const say = (level: string, text: string): void =>
  console.log(`${dayTime()} ${level.padEnd(8)} [${role}.upload:142] ${text}`);

const MAX_APART_MS = 300_000;
const HOUR_MS = 3_600_000;
/** Hours that this place is ahead of UTC, which its makers forget to take off. */
const ahead = { UTC: 0, 'Europe/Oslo': 1 }[setting('ZONE', 'UTC')] ?? 0;

const vault = () =>
  createServer(({ headers }, response) => {
    const apart = Math.abs(Date.now() - Number(headers['x-stamp']));
    response.writeHead(apart > MAX_APART_MS ? 403 : 200).end(apart > MAX_APART_MS ? 'StampNotOfNow' : 'kept');
  }).listen(80);

const keep = async (number: number): Promise<void> => {
  const stamp = String(Date.now() + ahead * HOUR_MS);
  const { status, body } = await call(`${setting('VAULT_URL')}/${number}`, {
    method: 'PUT',
    headers: { 'x-stamp': stamp },
  });
  if (status === 200) {
    if (number % 10 === 0) say('INFO', `picture ${number} kept`);
    return;
  }
  say('ERROR', `picture ${number} came back unkept`);
  const frames = ['/app/keeper/upload.py", line 142, in keep', '/app/keeper/vault.py", line 60, in put'];
  console.log('Traceback (most recent call last):');
  for (const frame of frames) console.log(`  File "${frame}\n    raise VaultSaidNo(answer)`);
  console.log(`keeper.vault.VaultSaidNo: ${status} ${body}`);
};

if (role === 'outside') vault();
else await beat(900, keep);
