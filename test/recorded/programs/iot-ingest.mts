import { connect, createServer } from 'node:net';
import { beat, role, setting } from './kit.mts';

/** Sensors' frames go from gateways to a broker that gives each a slot, over a protocol of lines. Logs as tracing does. */
const trace = (level: string, target: string, text: string): void =>
  console.log(`${new Date().toISOString().replace('Z', '000Z')} ${level.padStart(5)} ${target}: ${text}`);

const slots = Number(setting('SLOTS', '64'));
let taken = 0;
let frames = 0;

const broker = () =>
  createServer((socket) => {
    if (taken >= slots) {
      trace('INFO', 'broker::table', `no free slot, visitor sent home taken=${taken} of=${slots}`);
      return void socket.end('NAK 0x97\n');
    }
    taken += 1;
    socket
      .on('error', () => undefined)
      .on('close', () => {
        taken -= 1;
      });
    socket.on('data', () => {
      frames += 1;
      socket.write('ACK\n');
    });
  }).listen(5683, () => trace('INFO', 'broker', `open slots=${slots}`));

/** One link a gateway; it is made anew for each frame after the broker has closed it. */
const gateway = async () => {
  const address = setting('BROKER', 'localhost:5683');
  const [host = '', port = ''] = address.split(':');
  let link: ReturnType<typeof connect> | undefined;
  let parked = 0;
  await beat(900, (number) => {
    link ??= connect(Number(port), host)
      .on('error', () => trace('WARN', 'gateway::uplink', `no link broker=${address}`))
      .on('close', () => {
        link = undefined;
      })
      .on('data', (reply) => {
        if (reply.toString().startsWith('ACK')) return;
        parked += 1;
        const code = reply.toString().trim();
        trace(
          'ERROR',
          'gateway::uplink',
          `frame parked, broker handed back ${code} broker=${address} parked=${parked}`,
        );
      });
    link.write(`FRAME ${number}\n`);
    if (number % 20 === 0) trace('INFO', 'gateway', `frames passed upto=${number}`);
  });
};

if (role === 'broker') {
  broker();
  await beat(15_000, () => trace('INFO', 'broker::table', `frames=${frames} taken=${taken}`));
} else await gateway();
