import type { PlanInput, PlanOutput } from '../contracts/states.ts';
import { task } from '../runtime/middleware.ts';
import { openTaskPorts } from '../runtime/open.ts';
import { settingsOf } from '../runtime/settings.ts';
import { type PlanPorts, plan } from './plan.ts';

/** Decides what is looked at, and by whom in a storm. */
export const createHandler = (open: () => Promise<PlanPorts>) =>
  task<PlanInput, PlanOutput, PlanPorts>(open, plan);

export const handler = createHandler(async () => {
  const settings = settingsOf('plan');
  return { ...(await openTaskPorts(settings)), cluster: settings.optional('clusterName') ?? '' };
});
