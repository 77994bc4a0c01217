import { call, role, serve, setting } from './kit.mts';

/** Booths ask a tariff what a vehicle pays, by its axles. Logs as PHP-FPM does. */
const log = (text: string): void => {
  const [, day, month, year, time] = new Date().toUTCString().split(' ');
  console.log(`[${day}-${month}-${year} ${time} UTC] PHP ${text}`);
};

const shape = setting('ANSWERS', 'v2');

const tariff = ({ path }: { path: string }) => {
  const band = shape === 'v2' ? { band: 'B' } : { class: { code: 'B' } };
  return { status: 200, body: JSON.stringify(path.startsWith('/axles') ? band : { roads: ['M1', 'M6'] }) };
};

const booth = async ({ path }: { path: string }) => {
  const { body = '{}' } = await call(`http://tariff:8110${path}`);
  const known = JSON.parse(body);
  if (path === '/roads' || known.band !== undefined) return { status: 200 };
  log('Warning:  Undefined array key "band" in /srv/booth/src/Barrier.php on line 88');
  log(
    `Notice:  barrier stays down, vehicle without a band (${path}) in /srv/booth/src/Barrier.php on line 91`,
  );
  return { status: 500 };
};

serve(8110, role === 'tariff' ? tariff : booth);
