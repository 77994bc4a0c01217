import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { beat, serve, setting } from './kit.mts';

/** Writes a volume of the index each second and keeps the newest of them. Logs as Ruby's Logger does. */
const log = (level: string, text: string): void =>
  console.log(
    `${level[0]}, [${new Date().toISOString().slice(0, 23)} #1] ${level.padStart(5)} -- shelver: ${text}`,
  );

const SHELF = '/shelf';
const VOLUME = Buffer.alloc(256 * 1024, 7);
const keep = setting('KEEP', '4');

const thinOut = (number: number): void => {
  if (keep === 'all') return;
  for (const name of readdirSync(SHELF))
    if (Number(name) <= number - Number(keep)) rmSync(`${SHELF}/${name}`);
};

serve(9200, () => ({ status: 200 }));
await beat(900, (number) => {
  try {
    writeFileSync(`${SHELF}/${number}`, VOLUME);
    thinOut(number);
    log('INFO', `volume ${number} shelved`);
  } catch {
    log('ERROR', `shelf will take no more, volume ${number} left on the trolley`);
  }
});
