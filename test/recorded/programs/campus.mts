import { createHmac } from 'node:crypto';
import { beat, call, clock, role, serve, setting } from './kit.mts';

/** An office seals passes, libraries and labs look at the seal, students carry them about. Logs as Vapor does. */
const log = (level: string, text: string): void =>
  console.log(`[ ${level} ] ${clock()} [campus.${role}] ${text}`);

const seal = (day: string): string =>
  createHmac('sha256', setting('WAX')).update(day).digest('hex').slice(0, 12);
const today = () => new Date().toISOString().slice(0, 10);

const look = ({ headers }: { headers: Readonly<Record<string, unknown>> }) => {
  if (headers['x-pass'] === seal(today())) {
    log('INFO', 'pass admired, come in');
    return { status: 200 };
  }
  log('WARNING', 'seal and wax do not belong together, pass torn up');
  return { status: 403 };
};

if (role === 'office') serve(8930, () => ({ status: 200, body: seal(today()) }));
else if (role === 'student')
  await beat(900, async (number) => {
    const { body = '' } = await call('http://office:8930/pass');
    const door = number % 2 === 0 ? 'library' : 'lab';
    const { status } = await call(`http://${door}:8930/in`, { headers: { 'x-pass': body } });
    if (status === 403) log('ERROR', `turned away at the ${door}`);
  });
else serve(8930, look);
