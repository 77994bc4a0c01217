import { call, dayTime, role, serve } from './kit.mts';

/** A bank asks a sieve of each payment, which ponders it for 10 ms of CPU. Logs as NLog does. */
const log = (level: string, text: string): void =>
  console.log(`${dayTime('.')}|${level}|Bank.${role}|${text}`);

const ponder = () => {
  const until = process.cpuUsage().user + 10_000;
  while (process.cpuUsage().user < until) Math.sqrt(until);
  log('INFO', 'payment sifted');
  return { status: 200 };
};

const pay = async () => {
  try {
    await call('http://sieve:8770/sift', { timeoutMs: 2500 });
    log('INFO', 'payment let through');
    return { status: 200 };
  } catch {
    log('ERROR', 'sieve dawdles, payment held at the counter');
    return { status: 504 };
  }
};

serve(8770, role === 'sieve' ? ponder : pay);
