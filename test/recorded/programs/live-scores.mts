import { request } from 'node:http';
import { beat, role, serve } from './kit.mts';

/** Screens listen to scores by WebSocket, through a proxy. Logs as pino does, with its numbers for levels. */
const log = (level: number, msg: string, more: Record<string, unknown> = {}): void =>
  console.log(JSON.stringify({ level, time: Date.now(), pid: 1, hostname: role, ...more, msg }));

const hub = () =>
  serve(8750, () => {
    log(40, 'somebody came without a wish to switch, sent off', { answered: 426 });
    return { status: 426 };
  }).on('upgrade', (_, socket) => {
    log(30, 'screen listens');
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  });

const listen = (): Promise<number> =>
  new Promise((resolve) => {
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
    request('http://edge/scores', { headers, agent: false, signal: AbortSignal.timeout(3000) })
      .on('upgrade', (_, socket) => {
        socket.destroy();
        resolve(101);
      })
      .on('response', (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
      .on('error', () => resolve(0))
      .end();
  });

if (role === 'hub') hub();
else
  await beat(900, async (number) => {
    const status = await listen();
    if (status !== 101) log(50, 'screen stays dark, no line to the hub', { status });
    else if (number % 10 === 0) log(30, 'scores shown', { number });
  });
