/** A process that died: what it would have done next does not happen. */
export class Crash extends Error {}

export interface CrashPoint {
  /** The step, counted over all ports, 1 the first; 0 for never. */
  readonly at: number;
  /** Before the step does anything, or after it did and before the process knows. */
  readonly moment: 'before' | 'after';
}

/** Lets every port die with one process: at one step, and from then on at each. */
export function mortality({ at, moment }: CrashPoint) {
  let steps = 0;
  let dead = false;
  const fate = (): 'before' | 'after' | 'no' => {
    if (dead) return 'before';
    steps += 1;
    if (steps !== at) return 'no';
    dead = true;
    return moment;
  };
  return <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          const now = fate();
          if (now === 'before') throw new Crash();
          const result: unknown = await method.apply(target, args);
          if (now === 'after') throw new Crash();
          return result;
        };
      },
    });
}
