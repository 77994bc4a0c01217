import { clock, serve, setting } from './kit.mts';

/** Reckons payslips, each for a while of CPU, and turns people away when too many wait. Logs as Quarkus does. */
const log = (level: string, text: string): void =>
  console.log(`${clock()} ${level} [slips] (vert.x-1) ${text}`);

const WORK_MS = Number(setting('WORK_MS', '25'));
const SEATS = 3;
let waiting = 0;

serve(8400, async ({ path }) => {
  if (waiting >= SEATS) {
    log('WARN', `bench is full (${SEATS}), asked ${path} to come again`);
    return { status: 503 };
  }
  waiting += 1;
  await new Promise((resolve) => setTimeout(resolve, WORK_MS * 8));
  const until = process.cpuUsage().user + WORK_MS * 1000;
  while (process.cpuUsage().user < until) Math.sqrt(until);
  waiting -= 1;
  log('INFO', `slip for ${path} reckoned`);
  return { status: 200 };
});
