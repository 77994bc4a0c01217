import { type ChildProcess, fork } from 'node:child_process';
import type { Order, Told } from './child.ts';

/** MB of heap: a mutant that fills it is found. */
const HEAP_MB = 1_500;
/** Orders that one process takes: modules that were loaded stay in its memory. */
const ORDERS = 60;
const FLAGS = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  `--max-old-space-size=${HEAP_MB}`,
];

/** A process that runs tests, which is replaced when a test never comes back or takes the process with it. */
export class Worker {
  #child: ChildProcess | undefined;
  #orders = 0;

  /**
   * Tells every message to `hear`, until the one that it answers `true` to, and answers that; undefined when the process
   * ended before or a test took longer than `limitOf` says, in ms.
   */
  ask(
    order: Order,
    limitOf: (test: string) => number,
    isLast: (told: Told) => boolean,
  ): Promise<Told | undefined> {
    const child = this.#ready();
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (told: Told | undefined): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (told === undefined) this.end();
        resolve(told);
      };
      child.on('exit', () => end(undefined));
      child.on('message', (message) => {
        const told = message as Told;
        if (told.kind === 'begins') {
          clearTimeout(timer);
          timer = setTimeout(() => end(undefined), limitOf(told.test));
        }
        if (isLast(told)) end(told);
      });
      child.send(order);
    });
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #ready(): ChildProcess {
    if (this.#orders++ % ORDERS === 0) this.end();
    this.#child ??= fork('bin/run.mjs', ['test/mutants/child.ts'], { execArgv: FLAGS });
    return this.#child;
  }
}
