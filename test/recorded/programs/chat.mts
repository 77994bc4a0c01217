import { connect, createServer } from 'node:net';
import { beat, clock, role, setting } from './kit.mts';

/** Doors keep people's presence in a roster, over a protocol of lines that begins with a password. Logs as Serilog does. */
const log = (level: string, text: string): void => console.log(`[${clock()} ${level}] ${text}`);

const roster = (): void => {
  const word = setting('PASSWORD');
  createServer((socket) => {
    socket
      .on('error', () => undefined)
      .on('data', (line) => {
        const said = line.toString().trim();
        if (said.startsWith('HELLO') && said !== `HELLO ${word}`) {
          log('WRN', 'Roster.Gate stranger at the gate, shibboleth mispronounced');
          return void socket.end('BEGONE\n');
        }
        socket.write('WELCOME\n');
      });
  }).listen(7777);
};

const door = (number: number): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(7777, 'roster', () => socket.write(`HELLO ${setting('PASSWORD')}\n`));
    socket.on('error', () => log('ERR', 'Door.Roster roster:7777 is not there'));
    socket.on('close', resolve).on('data', (reply) => {
      if (reply.toString().startsWith('BEGONE'))
        log('ERR', 'Door.Roster roster:7777 bade us begone, nobody is shown as present');
      else if (number % 15 === 0) log('INF', `Door.Roster ${number} arrivals told`);
      socket.end();
    });
  });

if (role === 'roster') roster();
else await beat(800, door);
