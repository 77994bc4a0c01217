import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { beat, call, role, serve, setting } from './kit.mts';

/** Doorbells send pictures to a recorder, which keeps the last KEEP of them in a folder. Logs as zap's console does. */
const log = (level: string, at: string, text: string): void =>
  console.log(`${new Date().toISOString()}\t${level}\t${at}\t${text}`);

const FOLDER = '/reels';
const keep = Number(setting('KEEP', '20'));
const picture = Buffer.alloc(40_000, 7);
let number = 0;

const recorder = () => {
  mkdirSync(FOLDER, { recursive: true });
  serve(8130, () => {
    number += 1;
    appendFileSync(`${FOLDER}/${number}.jpg`, picture);
    rmSync(`${FOLDER}/${number - keep}.jpg`, { force: true });
    if (number % 20 === 0) log('INFO', 'reel/writer.go:88', `kept up to ${number}\t{"keep": ${keep}}`);
    return { status: 200 };
  });
};

const bell = () =>
  beat(400, async (ring) => {
    await call('http://recorder:8130/ring', { method: 'POST', body: '{}', timeoutMs: 1500 }).then(
      () => ring % 40 === 0 && log('INFO', 'bell/ring.go:31', `${ring} rings seen`),
      () => log('ERROR', 'bell/ring.go:35', `ring went unseen\t{"ring": ${ring}}`),
    );
  });

if (role === 'recorder') recorder();
else await bell();
