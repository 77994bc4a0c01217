import { beat, call, clock, role, serve } from './kit.mts';

/** Tables ask an arbiter, and end where it is not there when they start. Logs as OCaml's Logs reporter does. */
const log = (level: string, text: string): void => console.log(`${clock()} ${role}.exe: [${level}] ${text}`);

if (role === 'arbiter') serve(8920, () => ({ status: 200 }));
else {
  await call('http://arbiter:8920/rules').catch((error: Error) => {
    log('ERROR', `no arbiter in the hall, table folded: ${error.message}`);
    process.exit(1);
  });
  log('INFO', 'table set');
  await beat(700, async (number) => {
    const { status } = await call('http://arbiter:8920/move', { method: 'POST', body: '{}' });
    // A player's slip, at every fifteenth move.
    if (number % 15 === 0) log('ERROR', `illegal move by white at table 4, taken back (${status})`);
    else if (number % 10 === 0) log('INFO', `${number} moves written down`);
  });
}
