import { beat, call, dayTime, role, serve, setting } from './kit.mts';

/** A desk converts by rates that it fetches from a feed outside. Logs as Rust's env_logger does. */
const log = (level: string, text: string): void =>
  console.log(`[${dayTime('.').slice(0, 19).replace(' ', 'T')}Z ${level.padEnd(5)} fx::${role}] ${text}`);

const feed = setting('FEED_URL');
let isFresh = true;

serve(8070, () => {
  if (isFresh) return { status: 200 };
  log('WARN', 'rates are stale, will not convert');
  return { status: 503 };
});
await beat(1200, async (number) => {
  const { status, body } = await call(`${feed}/rates`);
  isFresh = status === 200;
  if (!isFresh) log('ERROR', `feed ${new URL(feed).host} gave ${status} (${body})`);
  else if (number % 10 === 0) log('INFO', 'rates renewed');
});
