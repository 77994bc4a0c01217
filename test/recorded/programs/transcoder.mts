import { beat, dayTime, role, setting } from './kit.mts';
import { createRedis } from './redis.mts';

/** Clips wait in a list of Redis until a transcoder takes them. Logs as Python's logging does. */
const say = (level: string, text: string): void =>
  console.log(`${dayTime()} - media.${role} - ${level} - ${text}`);

const redis = createRedis(setting('REDIS', 'clips'), 6379, 5000);
const reel = setting('REEL', 'reel:raw');

if (role === 'upload')
  await beat(800, async (number) => {
    const length = Number(await redis('RPUSH', reel, `clip-${number}`));
    if (length > 20) say('WARNING', `reel ${reel} is ${length} clips long, nobody cuts`);
    else if (number % 10 === 0) say('INFO', `${number} clips handed in`);
  });
else
  await beat(400, async (number) => {
    const clip = await redis('LPOP', reel);
    if (clip !== null) say('INFO', `cut ${clip}`);
    else if (number % 25 === 0) say('INFO', `reel ${reel} is bare, resting`);
  });
