import { beat, dayTime, role, setting } from './kit.mts';
import { createRedis } from './redis.mts';

/** Meters' readings go through a list of Redis to a biller, framed by a first byte that says how. Logs as log4j does. */
const log = (level: string, text: string): void =>
  console.log(`[${dayTime()}] ${level} [${role}-0] ${text} (org.waterworks.${role}.Readings)`);

const redis = createRedis('readings', 6379, 12_000);
const frame = setting('FRAME', '01');

const collector = async (number: number): Promise<void> => {
  await redis('RPUSH', 'readings', `${frame}:${number}:417`);
  if (number % 20 === 0) log('INFO', `${number} readings sent on`);
};

let set = 0;
const biller = async (): Promise<void> => {
  const reading = await redis('BLPOP', 'readings', '5');
  if (reading === null) return;
  if (reading.startsWith('01:')) {
    if (Number(reading.split(':')[1]) % 20 === 0) log('INFO', 'billed up to here');
    return;
  }
  set += 1;
  log('WARN', `reading set aside, it opens with 0x${reading.slice(0, 2)} where 0x01 is read, ${set} so far`);
};

await (role === 'collector' ? beat(500, collector) : beat(100, biller));
