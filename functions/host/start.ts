import { reportFailure } from '../local/error-text.ts';
import { processIo } from '../local/io.ts';
import { run } from './run.ts';

/** `npm start`. The first Ctrl-C ends it in order, a second one at once. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

/** A wait that was due while no host ran is over at once, as it has to be: Node's warning of it tells nobody anything. */
const listeners = process.listeners('warning');
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name === 'TimeoutNegativeWarning') return;
  for (const listener of listeners) listener(warning);
});

const io = processIo();
try {
  process.exitCode = await run(process.argv.slice(2), io, stop.signal);
} catch (error) {
  process.exitCode = reportFailure(error, io);
}
// Everything is written and closed; a check of PagerDuty that is still under way, up to 15 s, has nobody left to tell.
process.stdout.write('', () => process.exit());
