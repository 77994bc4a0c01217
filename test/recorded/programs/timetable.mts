import { setTimeout as sleep } from 'node:timers/promises';
import { beat, call, role, serve, setting } from './kit.mts';

/** Boards and an app ask a planner for departures; it lets in so many at once. Logs as winston's simple format with a stamp. */
const log = (level: string, text: string): void =>
  console.log(`${new Date().toISOString()} ${level}: [${role}] ${text}`);

const MAX_AT_ONCE = 6;
let inside = 0;
let turnedAway = 0;

const planner = async () => {
  if (inside >= MAX_AT_ONCE) {
    turnedAway += 1;
    return { status: 503, body: 'house full' };
  }
  inside += 1;
  await sleep(500);
  inside -= 1;
  return { status: 200 };
};

const ahead = Number(setting('AHEAD', '1'));
const ask = (): Promise<unknown> => call('http://planner:8720/departures').catch(() => undefined);

const asking = async (number: number): Promise<void> => {
  const { status } = await call('http://planner:8720/platform').catch(() => ({ status: 0 }));
  if (status === 200) {
    if (number % 20 === 0) log('info', `departures drawn, ${number} so far`);
  } else log('error', `blank row on the board, planner has no room for us (${status})`);
};

if (role === 'planner') {
  serve(8720, planner);
  await beat(15_000, () => {
    log('info', `inside ${inside} of ${MAX_AT_ONCE}, turned away ${turnedAway}`);
    turnedAway = 0;
  });
} else if (role === 'app')
  await beat(300, async (number) => {
    await Promise.all(Array.from({ length: ahead }, ask));
    if (number % 50 === 0) log('info', `departures thumbed through, ${number} times`);
  });
else await beat(500, asking);
