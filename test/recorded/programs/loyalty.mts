import { beat, call, clock, role, serve, setting } from './kit.mts';

/** Counts people's points, once its abacus is warm. Logs as Zig's std.log does. */
const log = (level: string, text: string): void => console.log(`${clock()} ${level}(${role}): ${text}`);

const beads = Number(setting('BEADS', '3'));
let warm = 0;

if (role === 'points') {
  serve(8710, ({ path }) => {
    if (warm < beads) return { status: 503 };
    if (path !== '/warm') log('info', 'points counted');
    return { status: 200 };
  });
  await beat(1000, () => {
    if (warm >= beads) return;
    warm += 1;
    log('info', `abacus ${warm} of ${beads} beads warm`);
  });
} else
  serve(8710, async () => {
    try {
      const { status } = await call('http://points:8710/of/7', { timeoutMs: 2000 });
      return { status };
    } catch {
      log('err', 'no counter lifts the receiver, points withheld');
      return { status: 503 };
    }
  });
