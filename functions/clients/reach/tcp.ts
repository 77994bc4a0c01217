import net from 'node:net';
import type { ReachabilityProbe } from '../../model/evidence.ts';
import { reachResult } from '../../model/reach-result.ts';
import type { ReachPort } from './port.ts';

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.message;

/** Connects over TCP from this process. */
export function createTcpReach(from: string, clock: () => number): ReachPort {
  return {
    from,
    connect: (host, port, signal) =>
      new Promise((resolve) => {
        const started = clock();
        const done = (result: ReachabilityProbe['result'], detail: string): void => {
          signal.removeEventListener('abort', onAbort);
          socket.destroy();
          resolve({ host, port, from, inside: false, result, detail, ms: Math.round(clock() - started) });
        };
        const onAbort = (): void => done('timeout', 'no connection before the deadline');
        const socket = net.connect({ host, port });
        socket.on('connect', () => done('open', ''));
        socket.on('error', (error) => done(reachResult(codeOf(error)), codeOf(error)));
        if (signal.aborted) onAbort();
        else signal.addEventListener('abort', onAbort);
      }),
  };
}
