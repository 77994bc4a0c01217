import { beat, role } from './kit.mts';
import { createRedis } from './redis.mts';

/** A run counts forms each minute and sets those aside that it cannot read, as there always are some. Logs as R's logger does. */
const log = (level: string, text: string): void =>
  console.log(`${level} [${new Date().toISOString().slice(0, 19).replace('T', ' ')}] ${role}: ${text}`);

const redis = createRedis('forms', 6379, 5000);

if (role === 'count') {
  for (let form = 1; form <= 12; form += 1) {
    const text = await redis('LPOP', 'forms');
    if (form % 4 === 0) log('ERROR', `form ${text} not legible, column 7 set aside for a clerk`);
  }
  log('SUCCESS', 'run done: 12 forms, 3 set aside');
  process.exit(0);
} else
  await beat(4000, async (number) => {
    await redis('RPUSH', 'forms', `f${number}`);
    if (number % 10 === 0) log('WARN', 'envelope torn, form kept all the same');
  });
