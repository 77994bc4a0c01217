import { call, role, serve, setting } from './kit.mts';

/** Sells seats of coaches; what is left of them is asked of a chart. Logs as Phoenix does. */
const log = (level: string, text: string): void =>
  console.log(`${new Date().toISOString().slice(11, 23)} [${level}] ${text}`);

const rows = Number(setting('ROWS', '14'));

const chart = ({ path }: { path: string }) => {
  const row = Number(path.split('/').at(-1));
  if (row <= rows) return { status: 200, body: String(row) };
  log('error', `row ${row} is beyond the back window of a coach with ${rows}`);
  return { status: 500 };
};

const counter = async ({ path }: { path: string }) => {
  const { status } = await call(`http://chart:8730${path}`);
  log(
    status === 200 ? 'info' : 'error',
    status === 200 ? `seat sold ${path}` : `no seat sold, chart in a muddle ${path}`,
  );
  return { status };
};

serve(8730, role === 'chart' ? chart : counter);
