import { Agent, createServer, request } from 'node:http';
import { beat, role, setting } from './kit.mts';

/** Kiosks keep their connections to a menu server, which closes one that was idle for IDLE_MS. Logs as slog does. */
const slog = (level: string, msg: string, more = ''): void =>
  console.log(`time=${new Date().toISOString()} level=${level} msg="${msg}" ${more}`.trimEnd());

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const order = (number: number): Promise<void> =>
  new Promise((resolve) => {
    const asked = request('http://menu:8600/order', { method: 'POST', agent }, (answer) => {
      answer.resume().on('end', resolve);
      if (number % 25 === 0) slog('INFO', 'orders rung up', `upto=${number}`);
    });
    asked.on('error', () => {
      slog('ERROR', 'wire to the menu fell dead in mid-order', `order=${number} peer=menu:8600`);
      resolve();
    });
    asked.end('{}');
  });

/** Drops a connection at the request that comes after a long pause, as if its close had crossed with it. */
const menu = (): void => {
  const idleMs = Number(setting('IDLE_MS', '60000'));
  const last = new WeakMap<object, number>();
  createServer(({ url, socket }, response) => {
    const before = last.get(socket) ?? Date.now();
    last.set(socket, Date.now());
    if (url !== '/up' && Date.now() - before > idleMs) return void socket.resetAndDestroy();
    response.end('ok');
  }).listen(8600);
};

if (role === 'menu') menu();
// Mostly in haste, with a pause after each twelfth.
else
  await beat(350, async (number) => {
    if (number % 12 === 0) await new Promise((resolve) => setTimeout(resolve, 1800));
    await order(number);
  });
