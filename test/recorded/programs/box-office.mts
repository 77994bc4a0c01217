import { clock, role, serve, setting } from './kit.mts';
import { createRedis } from './redis.mts';

/** Keeps what visitors have in their baskets in a Redis, a few KB each. Logs as Elixir's Logger does. */
const log = (level: string, text: string): void =>
  console.log(`${clock()} request_id=F${Date.now().toString(36)} [${level}] ${text}`);

const redis = createRedis(setting('BASKETS', 'baskets'), 6379, 2000);
let number = 0;

serve(8710, async ({ path }) => {
  number += 1;
  try {
    await redis('SET', `basket:${number}`, 'stalls,'.repeat(600));
    if (number % 10 === 0) log('info', `${role} put ${path} by`);
    return { status: 200 };
  } catch (error) {
    log(
      'error',
      `** (MatchError) no match of right hand side value: {:error, %Redix.Error{message: "${(error as Error).message}"}}`,
    );
    return { status: 500 };
  }
});
