import { call, role, serve } from './kit.mts';

/** Beacons tell where wheelchairs of a hospital are. Logs as Rust's env_logger. */
const log = (level: string, target: string, text: string): void =>
  console.log(`[${new Date().toISOString().slice(0, 19)}Z ${level.padEnd(5)} ${target}] ${text}`);

let placed = 0;
const locator = ({ path }: { path: string }) => {
  if (path === '/livez') return { status: 200 };
  if (!path.startsWith('/beacon/')) return { status: 404 };
  placed += 1;
  if (placed % 10 === 0) log('INFO', 'beacons::place', `${placed} beacons placed`);
  return { status: 200 };
};

const ward = async ({ path }: { path: string }) => {
  try {
    return await call(`http://locator:8610${path}`, { timeoutMs: 1500 });
  } catch {
    log('ERROR', 'beacons::ward', `nobody can say where ${path.slice(8)} is`);
    return { status: 503 };
  }
};

log('INFO', `beacons::${role}`, 'hello');
serve(8610, role === 'locator' ? locator : ward);
