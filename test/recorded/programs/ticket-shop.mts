import { call, role, serve, setting } from './kit.mts';

/** Sells seats: the shop draws a hall by asking the seat map, and a fee by asking the till. Logs as zap does. */
const zap = (level: string, caller: string, msg: string, more: Record<string, unknown> = {}): void =>
  console.log(JSON.stringify({ level, ts: Date.now() / 1000, caller, msg, ...more }));

const seatmap = setting('SEATMAP_URL', 'http://localhost:4500');
const till = setting('TILL_URL', 'http://localhost:4600');

const draw = async (path: string) => {
  try {
    await call(`${seatmap}${path}`);
    zap('info', 'shop/hall.go:31', 'hall drawn', { path });
    return { status: 200 };
  } catch {
    const { host } = new URL(seatmap);
    zap('error', 'shop/oracle.go:88', 'oracle is mute, cannot draw the hall', {
      addr: host,
      ref: 'E-SEAT-17',
    });
    return { status: 503 };
  }
};

const fee = async () => {
  const { status } = await call(`${till}/fee`);
  zap('info', 'shop/fee.go:12', 'fee told', { status });
  return { status };
};

if (role === 'shop') serve(7000, ({ path }) => (path.startsWith('/hall') ? draw(path) : fee()));
else
  serve(7070, ({ path }) => {
    zap('info', `${role}/serve.go:41`, 'served', { path });
    return { status: 200 };
  });
