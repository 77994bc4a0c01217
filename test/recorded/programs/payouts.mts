import { beat, role, setting } from './kit.mts';
import { createRedis } from './redis.mts';

/** Payouts wait in a list until hands take them. Logs as Sidekiq does. */
const say = (level: string, text: string): void =>
  console.log(`${new Date().toISOString()} pid=1 tid=${role.slice(0, 3)} class=Payout ${level}: ${text}`);

const redis = createRedis('purse', 6379, 12_000);
const hands = Number(setting('HANDS', '2'));

if (role === 'intake')
  await beat(700, async (number) => {
    const waiting = Number(await redis('RPUSH', 'payouts', `p-${number}`));
    if (waiting > 15) say('WARN', `${waiting} payouts stand in line, the oldest since ${waiting * 700} ms`);
    else if (number % 15 === 0) say('INFO', `${number} payouts taken in`);
  });
else {
  say('INFO', `ready with ${hands} hands`);
  await beat(250, async (number) => {
    if (hands === 0) {
      if (number % 60 === 0) say('INFO', 'heartbeat, busy 0');
      return;
    }
    const payout = await redis('LPOP', 'payouts');
    if (payout !== null) say('INFO', `done ${payout}`);
  });
}
