import { setTimeout as sleep } from 'node:timers/promises';
import { log, reasonOf } from './log.mts';
import { createRedis } from './redis.mts';

/** Jobs in a list of Redis (QUEUE, at REDIS_HOST:REDIS_PORT): `jobs.mts push` adds them, `jobs.mts work` does them. */
const { REDIS_HOST = '127.0.0.1', REDIS_PORT = '6379', QUEUE = 'jobs', EVERY_MS = '500' } = process.env;
const redis = createRedis(REDIS_HOST, Number(REDIS_PORT), 10_000);
const task = process.argv[2];

const push = async (number: number): Promise<void> => {
  const length = await redis('RPUSH', QUEUE, `label-${number}`);
  if (number % 20 === 0) log('info', 'jobs queued', { queue: QUEUE, length });
  await sleep(Number(EVERY_MS));
};

const work = async (): Promise<void> => {
  const job = await redis('BLPOP', QUEUE, '5');
  if (job !== null) log('info', 'job done', { queue: QUEUE, job });
};

log('info', `started, queue ${QUEUE} at ${REDIS_HOST}:${REDIS_PORT}`);
for (let number = 1; ; number += 1) {
  try {
    await (task === 'push' ? push(number) : work());
  } catch (error) {
    log('error', `queue ${QUEUE}: ${reasonOf(error)}`);
    await sleep(1000);
  }
}
