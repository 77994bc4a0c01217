import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

let emulator: ChildProcess | undefined;

export function rememberEmulator(started: ChildProcess): void {
  emulator = started;
}

/** Ends the emulator that set-up.ts started, and with it the functions. */
export default async function tearDown(): Promise<void> {
  if (emulator === undefined || emulator.exitCode !== null) return;
  emulator.kill();
  await once(emulator, 'exit');
}
