import { Failure } from '../../model/failure.ts';
import type { StorePort } from './port.ts';

/** The store, each request of which fails as retryLater after so many ms: for what goes on without it. */
export function hurried(store: StorePort, ms: number): StorePort {
  const within =
    <Args extends unknown[], T>(request: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      new Promise((resolve, reject) => {
        const late = () => reject(new Failure('retryLater', `store: no answer within ${ms} ms`));
        const timer = setTimeout(late, ms);
        request(...args)
          .then(resolve, reject)
          .finally(() => clearTimeout(timer));
      });
  return {
    get: within(store.get),
    put: within(store.put),
    create: within(store.create),
    replace: within(store.replace),
  };
}
