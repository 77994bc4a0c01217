import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { log, reasonOf } from './log.mts';
import { createRedis } from './redis.mts';

/**
 * A web service. CALLS: URLs that each request asks, REDIS: HOST:PORT of a cache, STARTS_MS: how long it reads its index
 * before it listens, DELAY_MS: how long a request waits, WORK_MS: how long it computes, KEEP_KB: what it keeps of each.
 * FAILS: a path that it answers with 500.
 */
const { PORT = '8080', CALLS = '', REDIS = '', FAILS, STARTS_MS, DELAY_MS, WORK_MS, KEEP_KB } = process.env;
const calls = CALLS.split(' ').filter((url) => url !== '');
const [host = '', port = '6379'] = REDIS.split(':');
const redis = host === '' ? undefined : createRedis(host, Number(port), 2000);
const kept: Buffer[] = [];

/** Uses so much CPU, however long that takes where a limit slows it down. */
const compute = (ms: number): void => {
  const before = process.cpuUsage();
  for (let usedMs = 0; usedMs < ms; ) {
    for (let n = 0; n < 100_000; n += 1) Math.sqrt(n);
    const { user, system } = process.cpuUsage(before);
    usedMs = (user + system) / 1000;
  }
};

const serve = async (request: IncomingMessage): Promise<void> => {
  if (request.url === FAILS) throw new TypeError("Cannot read properties of undefined (reading 'total')");
  if (DELAY_MS !== undefined) await sleep(Number(DELAY_MS));
  if (WORK_MS !== undefined) compute(Number(WORK_MS));
  if (KEEP_KB !== undefined) kept.push(Buffer.alloc(Number(KEEP_KB) * 1024, 1));
  await redis?.('INCR', `views:${request.url}`);
  for (const url of calls) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(3000) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  }
};

const server = createServer((request, response) => {
  const started = performance.now();
  const end = (status: number): void => {
    response.writeHead(status).end();
    const ms = Math.round(performance.now() - started);
    log('info', 'request completed', { method: request.method, path: request.url, status, ms });
  };
  if (request.url === '/healthz') response.end('ok');
  else
    serve(request).then(
      () => end(200),
      (error: unknown) => {
        log('error', `${request.method} ${request.url} failed: ${reasonOf(error)}`);
        end(calls.length > 0 ? 502 : 500);
      },
    );
});

process.on('SIGTERM', () => {
  log('info', 'SIGTERM: closing');
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
if (STARTS_MS !== undefined) {
  log('info', 'reading the index');
  await sleep(Number(STARTS_MS));
}
server.listen(Number(PORT), () => log('info', `listening on ${PORT}`));
