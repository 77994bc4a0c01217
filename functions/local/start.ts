import { reportFailure } from './error-text.ts';
import { run } from './host/run.ts';
import { processIo } from './io.ts';

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
