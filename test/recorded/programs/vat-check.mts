import { call, dayTime, role, serve, setting } from './kit.mts';

/** Sales have a number checked before they write it down; the checker asks a register outside. Logs as Laravel does. */
const log = (level: string, text: string): void =>
  console.log(`[${dayTime('.').slice(0, 19)}] production.${level}: ${text}`);

const register = setting('REGISTER_URL');
const check = async () => {
  try {
    const { status } = await call(`${register}/number`, { timeoutMs: 2500 });
    log('INFO', 'number looked up');
    return { status };
  } catch {
    log('ERROR', `hung up on ${new URL(register).host}, the line stayed quiet for 2500 ms`);
    return { status: 504 };
  }
};

const sell = async () => {
  const { status } = await call('http://checker:8010/');
  if (status === 200) log('INFO', 'sale written');
  else log('WARNING', 'sale put aside, number not checked');
  return { status: status === 200 ? 200 : 503 };
};

serve(8010, role === 'checker' ? check : sell);
