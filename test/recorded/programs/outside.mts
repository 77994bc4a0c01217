import { createServer } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { setting } from './kit.mts';

/** Somebody else's API: answers STATUS with BODY after HANG_MS, over TLS where CERT and KEY (PEM) are given. */
const { CERT, KEY } = process.env;

const server = CERT === undefined ? createServer() : createSecure({ cert: CERT, key: KEY });
server.on('request', async (_, response) => {
  await sleep(Number(setting('HANG_MS', '0')));
  response.writeHead(Number(setting('STATUS', '200'))).end(setting('BODY', '{}'));
});
server.listen(Number(setting('PORT', '80')));
