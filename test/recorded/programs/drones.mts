import { beat, call, role, serve, setting } from './kit.mts';

/** Pilots hand flights to a hangar, in messages of which it takes so many bytes. Logs as gRPC's zap middleware does. */
const log = (level: string, msg: string, more: Record<string, unknown>): void =>
  console.log(
    JSON.stringify({
      level,
      ts: Date.now() / 1000,
      msg,
      'grpc.service': 'hangar.v1.Flights',
      'grpc.method': 'Hand',
      ...more,
    }),
  );

const MAX_BYTES = 65_536;
const flight = 'x'.repeat(2000);
const atOnce = Number(setting('FLIGHTS_AT_ONCE', '10'));

const hangar = ({ body }: { body: string }) => {
  const isTaken = body.length <= MAX_BYTES;
  const code = isTaken ? 'OK' : 'OutOfRange';
  log(isTaken ? 'info' : 'warn', 'finished unary call', { 'grpc.code': code, bytes: body.length });
  return { status: isTaken ? 200 : 422, body: code };
};

const pilot = async (number: number): Promise<void> => {
  const { status, body } = await call('http://hangar:8760/hand', {
    method: 'POST',
    body: flight.repeat(atOnce),
  });
  if (status !== 200)
    log('error', 'flights not handed over', { code: body, flights: atOnce, peer: 'hangar:8760' });
  else if (number % 10 === 0) log('info', 'flights handed over', { upto: number * atOnce });
};

if (role === 'hangar') serve(8760, hangar);
else await beat(900, pilot);
