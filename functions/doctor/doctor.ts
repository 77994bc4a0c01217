import type { Runtime } from '../runtime/middleware.ts';
import { examine } from './examine.ts';
import { isFault, type Line } from './line.ts';
import type { DoctorPorts } from './ports.ts';

export interface DoctorOutput {
  readonly faults: number;
  readonly lines: readonly Line[];
}

/** Looks at the installation, logs each line and counts the faults; who asks gets the lines. */
export async function doctor(
  ports: DoctorPorts & Pick<Runtime, 'logger' | 'metrics'>,
): Promise<DoctorOutput> {
  const { logger, metrics } = ports;
  const lines = await examine(ports);
  for (const { what, status, says, fix } of lines) {
    const say = status === 'ok' ? logger.info : logger.warn;
    say(says, { what, status, fix });
  }
  const faults = lines.filter(isFault).length;
  metrics.count('DoctorFaults', faults);
  metrics.count('Doctored');
  return { faults, lines };
}
