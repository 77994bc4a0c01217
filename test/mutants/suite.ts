import { addEventHandler, getState, resetState, run } from 'jest-circus';
import type { Instances } from './modules.ts';

/** Why the first test that failed did; undefined when all passed. */
export type Failure = string | undefined;

/** ms that one test may wait; one that never returns is ended from outside. */
const TEST_MS = 60_000;

let failed: Failure;
addEventHandler((event, state) => {
  if (event.name === 'test_done' && event.test.errors.length > 0)
    failed ??= `${event.test.name}: ${textOf(event.test.errors[0])}`;
  // One failure is enough: the tests after it are not run.
  if (event.name === 'test_start' && failed !== undefined) event.test.mode = 'skip';
  if (event.name === 'run_start') state.testTimeout = TEST_MS;
});

/** Runs the tests of one file until the first that fails. */
export async function runSuite(instances: Instances, file: string): Promise<Failure> {
  failed = undefined;
  resetState();
  try {
    await instances.load(file);
    const { unhandledErrors } = await run();
    return failed ?? (unhandledErrors.length > 0 ? String(unhandledErrors[0]) : undefined);
  } catch (error) {
    return `does not load: ${textOf(error)}`;
  } finally {
    getState().unhandledErrors.length = 0;
  }
}

const textOf = (error: unknown): string => {
  const [one] = Array.isArray(error) ? error : [error];
  return one instanceof Error ? one.message : String(one);
};
