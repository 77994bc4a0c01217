import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the range that systems take for outgoing calls and for port 0 (32,768 and up on Linux, 49,152 and up elsewhere,
 * RFC 6335): a port that is left alone between two suites is not taken by something else meanwhile.
 */
const LOWEST = 20_000;
const PORTS = 12_000;
const TRIES = 50;

/** A loopback port that nobody listens on now. */
export async function freePort(): Promise<number> {
  for (let left = TRIES; left > 0; left--) {
    const port = LOWEST + Math.floor(Math.random() * PORTS);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port in ${TRIES} tries between ${LOWEST} and ${LOWEST + PORTS}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
