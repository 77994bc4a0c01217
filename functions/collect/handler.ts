import { eksPort } from '../clients/eks/eks.ts';
import { ENV } from '../contracts/env.ts';
import type { CollectInput, CollectOutput } from '../contracts/states.ts';
import { task } from '../runtime/middleware.ts';
import { openTaskPorts } from '../runtime/open.ts';
import { type CollectPorts, collect } from './collect.ts';

/** Reads one stage of the evidence out of the cluster into the store. */
export const createHandler = (open: () => Promise<CollectPorts>) =>
  task<CollectInput, CollectOutput, CollectPorts>(open, collect);

export const handler = createHandler(async () => {
  const [ports, { EKSClient }] = await Promise.all([
    openTaskPorts('collect', process.env),
    import('@aws-sdk/client-eks'),
  ]);
  const eks = eksPort(new EKSClient({}), ports.now);
  const prometheus = process.env[ENV.prometheusUrl] ?? '';
  return {
    ...ports,
    access: eks.access,
    health: eks.health,
    clock: () => performance.now(),
    surroundings: { vantage: 'the VPC', ...(prometheus === '' ? {} : { prometheus }) },
  };
});
