import { createServer } from 'node:http';
import { setting } from './kit.mts';

/** Pages for those who studied here; who they are goes into a cookie. Logs as Apache's combined log does. */
const cookie = 'a'.repeat(Number(setting('COOKIE_BYTES', '80')));

createServer(({ method, url, headers }, response) => {
  if (url !== '/up') {
    const [, day, month, year, time] = new Date().toUTCString().split(' ');
    response.setHeader('Set-Cookie', `who=${cookie}; Path=/`);
    console.log(
      `${headers['x-real-ip'] ?? '-'} - - [${day}/${month}/${year}:${time} +0000] "${method} ${url} HTTP/1.0" 200 5120 "-" "-"`,
    );
  }
  response.end('hello');
}).listen(8790);

process.on('SIGTERM', () => process.exit(0));
