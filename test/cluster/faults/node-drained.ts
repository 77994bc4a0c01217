import { ANY, type Fault, object } from '../harness/fault.ts';
import { kubectl, kubectlJson } from '../harness/kubectl.ts';
import { podUnscheduled } from './shows.ts';

const nodes = async (): Promise<string[]> =>
  (await kubectlJson<{ items: { metadata: { name: string } }[] }>(['get', 'nodes'])).items.map(
    (node) => node.metadata.name,
  );

/** All nodes are cordoned, and the API's pods drained: they have nowhere to go. */
export const nodeDrained: Fault = {
  name: 'node-drained',
  inject: async (system) => {
    for (const node of await nodes()) {
      await kubectl(['cordon', node]);
      await kubectl(['drain', node, '--pod-selector=app=dojopool-api', '--timeout=30s']);
    }
    await podUnscheduled(system, 'dojopool-api');
  },
  shows: async (system) => {
    await podUnscheduled(system, 'dojopool-api');
  },
  expected: {
    causes: ['unschedulable', 'node-infrastructure'],
    objects: [object('Deployment', 'dojopool-api'), object('Node', ANY)],
  },
  revert: async () => {
    for (const node of await nodes()) await kubectl(['uncordon', node]);
  },
};
