import { setTimeout as sleep } from 'node:timers/promises';
import { call, role, serve, setting } from './kit.mts';

/** A desk clears trades, for which it asks what they cost and who holds them. Logs as go-kit does. */
const log = (level: string, caller: string, msg: string, more = ''): void =>
  console.log(
    `ts=${new Date().toISOString()} caller=${caller} level=${level} component=${role} msg="${msg}" ${more}`.trimEnd(),
  );

const depth = Number(setting('LOOKBACK_DAYS', '30'));

const fees = async () => {
  await sleep(depth * 12);
  return { status: 200, body: '{"bp":4}' };
};

const desk = async ({ path }: { path: string }) => {
  const trade = path.slice(1);
  await call('http://holders:8210/of');
  try {
    await call('http://fees:8210/for', { timeoutMs: 2200 });
    log('info', 'desk.go:71', 'trade cleared', `trade=${trade}`);
    return { status: 200 };
  } catch {
    log('error', 'desk.go:77', 'patience spent, trade parked for tomorrow', `trade=${trade} party=fees`);
    return { status: 504 };
  }
};

const answers = { fees, desk, holders: () => ({ status: 200 }) };
serve(8210, answers[role as keyof typeof answers]);
