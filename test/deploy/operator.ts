import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Line } from '../../functions/doctor/line.ts';
import { ROOT } from './emulator/ministack.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** bin/firstnote as an operator runs it, whose AWS is the emulator. */
export const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      join(ROOT, 'bin/firstnote'),
      [...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

export interface DoctorSays {
  readonly code: number;
  readonly lines: readonly Line[];
  readonly faults: readonly string[];
}

/** `firstnote doctor` of the stack of an environment. */
export async function askDoctor(environment: string): Promise<DoctorSays> {
  const { code, stdout, stderr } = await run(['doctor', '--environment', environment, '--json']);
  if (stderr !== '') throw new Error(stderr);
  const { lines } = JSON.parse(stdout) as { lines: readonly Line[] };
  const faults = lines.filter(({ status }) => status === 'fault');
  return { code, lines, faults: faults.map(({ what, says, fix }) => `${what}: ${says} -> ${fix}`) };
}
