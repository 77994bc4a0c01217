import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { numeric, required } from './environment.ts';
import { logger } from './log.ts';

/** An in-cluster TLS service: its certificate comes from a mounted Secret and is read once, at the start. */
const server = createServer(
  { key: readFileSync(required('TLS_KEY_FILE')), cert: readFileSync(required('TLS_CERT_FILE')) },
  (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
    logger.info({ method: request.method, url: request.url, statusCode: 200 }, 'request completed');
  },
);
server.on('tlsClientError', (err) => logger.warn({ err }, 'TLS handshake failed'));
process.on('SIGTERM', () => process.exit(0));
server.listen(numeric('PORT', 8443), () => logger.info({ port: numeric('PORT', 8443) }, 'listening'));
