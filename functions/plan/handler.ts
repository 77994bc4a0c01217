import type { PlanInput, PlanOutput } from '../contracts/states.ts';
import { task } from '../runtime/middleware.ts';
import { openTaskPorts } from '../runtime/open.ts';
import { storedPlaybooks } from '../runtime/playbooks.ts';
import { settingsOf } from '../runtime/settings.ts';
import { type PlanPorts, plan } from './plan.ts';

/** Decides what is looked at, and by whom in a storm. */
export const createHandler = (open: () => Promise<PlanPorts>) =>
  task<PlanInput, PlanOutput, PlanPorts>(open, plan);

export const handler = createHandler(async () => {
  const settings = settingsOf('plan');
  const ports = await openTaskPorts(settings);
  return {
    ...ports,
    playbooks: storedPlaybooks(ports.store, ports),
    cluster: settings.optional('clusterName') ?? '',
  };
});
