import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

let emulator: ChildProcess | undefined;

/** Remembers what set-up.ts started; it is ended with this process, however that ends. */
export function rememberEmulator(started: ChildProcess): void {
  emulator = started;
  process.once('exit', end);
}

/** Ends the emulator, and with it the functions. */
export default async function tearDown(): Promise<void> {
  if (emulator === undefined || emulator.exitCode !== null || emulator.signalCode !== null) return;
  const ended = once(emulator, 'exit');
  end();
  await ended;
}

/** At once, its whole process group: asked to end, it would wait for executions that wait, a day in the case of a call. */
function end(): void {
  if (emulator?.pid === undefined || emulator.exitCode !== null || emulator.signalCode !== null) return;
  process.kill(-emulator.pid, 'SIGKILL');
}
