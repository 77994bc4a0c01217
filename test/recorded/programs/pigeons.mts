import { beat, role, setting } from './kit.mts';
import { createRedis } from './redis.mts';

/** Pigeons carry what lies in a basket, a list of Redis, to the lofts that LOFTS names. Logs as Erlang's logger does. */
const report = (level: string, text: string): void =>
  console.log(`=${level} REPORT==== ${new Date().toUTCString()} === ${text}`);

const redis = createRedis('basket', 6379, 5000);
const lofts = setting('LOFTS')
  .split(',')
  .filter((loft) => loft !== '');

if (role === 'scribe') await beat(700, (number) => redis('RPUSH', 'letters', `letter-${number}`));
else
  await beat(600, async (number) => {
    const letter = await redis('LPOP', 'letters');
    if (letter === null) return;
    const loft = lofts[number % lofts.length];
    if (loft === undefined)
      report(
        'ERROR',
        `{pigeon,<0.${number}.0>} flew in circles with ${letter}: {no_case_clause,loft,undefined}`,
      );
    else report('INFO', `${letter} carried to ${loft}`);
  });
