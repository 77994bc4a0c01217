import { call, role, serve, setting } from './kit.mts';

/** Waiters take orders to a kitchen, and read a card aloud. Logs as Swift's Logger does. */
const log = (level: string, text: string): void =>
  console.log(`${new Date().toISOString().slice(0, 19)}+0000 ${level} ${role} : [Catering] ${text}`);

const order = async () => {
  try {
    await call('http://kitchen:8500/cook', { timeoutMs: 2500 });
    log('info', 'dish carried out');
    return { status: 200 };
  } catch {
    log('error', 'hatch to the kitchen is nailed shut, guest goes hungry');
    return { status: 503 };
  }
};
const card = async () => ({ status: (await call('http://menu-card:8500/today')).status });

if (role === 'waiter') serve(8500, ({ path }) => (path.startsWith('/order') ? order() : card()));
else serve(8500, () => ({ status: 200 }));
log('info', `ready ${setting('SEASON')}`.trim());
