import { setTimeout as sleep } from 'node:timers/promises';
import { call, dayTime, role, serve, setting } from './kit.mts';

/** Invoices ask what tax a basket bears; how exactly that is worked out is a setting. Logs as logback does. */
const log = (level: string, logger: string, text: string): void =>
  console.log(`${dayTime('.')} ${level.padEnd(5)} [exec-${process.pid}] ${logger} : ${text}`);

let baskets = 0;
const assess = async () => {
  baskets += 1;
  const isExact = setting('ROUNDING', 'banker') === 'exhaustive';
  await sleep(isExact ? 2600 : 15);
  log('INFO', 'com.ledgerly.tax.Assessor', `basket ${baskets} assessed`);
  return { status: 200 };
};

const invoice = async () => {
  baskets += 1;
  try {
    await call('http://tax:8100/assess', { timeoutMs: 2000 });
    log('INFO', 'com.ledgerly.bill.Writer', `invoice ${baskets} written`);
    return { status: 201 };
  } catch {
    log('ERROR', 'com.ledgerly.bill.Writer', `patience over, the assessor still ponders basket ${baskets}`);
    return { status: 504 };
  }
};

serve(8100, role === 'tax' ? assess : invoice);
