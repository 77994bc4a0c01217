import { connect, createServer as createFramed } from 'node:http2';
import { role, serve, setting } from './kit.mts';

/** A counter asks a pricer by HTTP/2 frames, as gRPC does; WIRE=1 has the pricer speak HTTP/1 instead. Logs as glog does. */
const glog = (level: 'I' | 'E', place: string, text: string): void => {
  const at = new Date().toISOString();
  console.log(`${level}${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000       1 ${place}] ${text}`);
};

const quote = (path: string): Promise<number> =>
  new Promise((resolve) => {
    const fail = (): void => resolve(0);
    const session = connect('http://pricer:9500').on('error', fail);
    const stream = session.request({ ':path': path }).on('error', fail);
    stream.setTimeout(2500, fail);
    stream.on('response', ({ ':status': status }) => resolve(status ?? 0));
    stream.on('close', () => session.destroy()).resume();
  });

const counter = async (path: string) => {
  const status = await quote(path);
  if (status === 200) return { status: 200 };
  glog(
    'E',
    'counter.cc:204',
    `Ask("/pricer.v1.Pricer/Quote") peer=pricer:9500 went sour: greeting was not a frame`,
  );
  return { status: 503 };
};

if (role === 'counter') serve(8300, ({ path }) => counter(path));
else if (setting('WIRE', '2') === '1') serve(9500, () => ({ status: 200 }));
else
  createFramed()
    .on('sessionError', () => undefined)
    .on('stream', (stream) => {
      stream.respond({ ':status': 200 });
      stream.end('{}');
      glog('I', 'pricer.cc:77', 'quoted');
    })
    .listen(9500);
glog('I', `${role}.cc:12`, 'up');
