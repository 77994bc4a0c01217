import { connect, createServer } from 'node:net';
import { beat, call, role, serve, setting } from './kit.mts';

/** A desk takes letters by HTTP, a relay hands them to a host outside by a dialect of SMTP, which answers REPLY. */
const say = (text: string): void => console.log(`<22>${new Date().toUTCString()} ${role}[7]: ${text}`);

const outside = setting('SMARTHOST', 'localhost:2525');
const [host = '', port = ''] = outside.split(':');

const handOver = (letter: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(port), host, () => socket.write(`LETTER ${letter}\n`));
    socket.setTimeout(3000, () => reject(socket.destroy()));
    socket.on('error', reject).on('data', (reply) => {
      resolve(reply.toString().trim());
      socket.end();
    });
  });

const relay = () =>
  serve(8025, async ({ path }) => {
    const letter = path.slice(1);
    const reply = await handOver(letter).catch(() => 'silence');
    if (reply.startsWith('250')) {
      say(`${letter} gone out`);
      return { status: 202 };
    }
    say(`${letter} back in the bag: ${host} spoke "${reply}"`);
    return { status: 502 };
  });

if (role === 'outside')
  createServer((s) =>
    s.on('error', () => undefined).on('data', () => s.write(`${setting('REPLY')}\n`)),
  ).listen(2525);
else if (role === 'relay') relay();
else
  await beat(700, async (number) => {
    const { status } = await call(`http://relay:8025/${(0xa000 + number).toString(16)}`);
    say(
      status === 202
        ? `letter ${number} accepted`
        : `letter ${number} not accepted, the relay shrugs (${status})`,
    );
  });
