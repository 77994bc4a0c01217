import { beat, role, serve } from './kit.mts';
import { createRedis } from './redis.mts';

/** A job fetches rates each minute, a desk quotes by them while they are young. Logs as klog does. */
const log = (level: string, at: string, text: string): void => {
  const now = new Date().toISOString();
  console.log(`${level}${now.slice(5, 7)}${now.slice(8, 10)} ${now.slice(11, 23)}000       1 ${at}] ${text}`);
};

const OLD_S = 100;
const redis = createRedis('rates', 6379, 3000);

const quote = async ({ path }: { path: string }) => {
  const fetched = Number(await redis('GET', 'fetched'));
  const ageS = Math.round((Date.now() - fetched) / 1000);
  if (fetched === 0 || ageS <= OLD_S) return { status: 200 };
  log('E', 'quote.go:55', `no quote for ${path}, the rates have gone grey: ${ageS}s`);
  return { status: 409 };
};

if (role === 'fetch') {
  await redis('SET', 'fetched', String(Date.now()));
  log('I', 'fetch.go:20', 'rates of 31 coins put down');
  process.exit(0);
} else {
  serve(8770, quote);
  await beat(20_000, () => log('I', 'main.go:12', 'desk open'));
}
