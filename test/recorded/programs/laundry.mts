import { beat, call, dayTime, role, serve } from './kit.mts';

/** A counter hands shirts to drums and hands them over again where a drum has just stopped. Logs as Serilog's console does. */
const log = (level: string, text: string): void =>
  console.log(`[${dayTime('.').slice(11)} ${level}] ${text}`);

const drum = ({ path }: { path: string }) => {
  const isLost = /^\/1\/\d*7$/.test(path);
  if (isLost) log('ERR', `button lost in drum, shirt ${path.slice(3)} goes round again`);
  return { status: isLost ? 409 : 200 };
};

const wash = async (number: number): Promise<void> => {
  for (let turn = 1; turn <= 3; turn += 1) {
    const { status } = await call(`http://drum:8930/${turn}/${number}`).catch(() => ({ status: 0 }));
    if (status === 200) break;
    log('WRN', `shirt ${number} handed back by the drum (${status}), turn ${turn}`);
  }
  if (number % 20 === 0) log('INF', `${number} shirts clean`);
};

if (role === 'drum') {
  serve(8930, drum);
  process.removeAllListeners('SIGTERM').on('SIGTERM', () => {
    log('ERR', 'told to stop, shirts left wet');
    process.exit(0);
  });
} else await beat(500, wash);
