import { createServer } from 'node:net';
import { beat, call, clock, role, serve } from './kit.mts';

/** A pilot station that takes calls by a protocol of its own, at a port that a balancer's checks knock at too. */
const log = (level: string, text: string): void => console.log(`${clock()} ${level} pilot: ${text}`);

if (role === 'pilot') {
  serve(8810, () => {
    log('OK', 'ship led in');
    return { status: 200 };
  });
  createServer((socket) => {
    socket
      .on('error', () => undefined)
      .on('close', () => log('ERROR', `handshake broke off, caller ${socket.remoteAddress} said nothing`));
  }).listen(8811);
} else
  await beat(700, async (number) => {
    const { status } = await call('http://pilot:8810/in', { method: 'POST' });
    if (status !== 200 || number % 20 === 0) console.log(`${clock()} ${role} ${number} asked, ${status}`);
  });
