import type { Fault } from './fault.ts';
import { CALLERS, type System } from './system.ts';

/** Undoes a fault and makes new pods, so that the next fault's logs hold nothing of this one. */
export const makeClean = async (system: System, fault: Fault): Promise<void> => {
  await fault.revert(system);
  if (fault.expected.causes.length === 0) return;
  await system.backendsReady();
  await system.renewPods(...CALLERS);
  await system.healthy();
};
