import { ANY, type Fault, object } from '../harness/fault.ts';
import { kubectl } from '../harness/kubectl.ts';
import { signalKubelet } from '../harness/kubelet.ts';
import { until } from '../harness/until.ts';

const nodesReady = async (status: string): Promise<boolean> =>
  (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}']))
    .split(' ')
    .every((one) => one === status);

export const kubeletStopped: Fault = {
  name: 'kubelet-stopped',
  inject: async () => signalKubelet('SIGSTOP'),
  shows: async () => {
    await until('the node is not ready', () => nodesReady('Unknown'));
  },
  expected: { causes: ['node-infrastructure'], objects: [object('Node', ANY)] },
  revert: async () => {
    signalKubelet('SIGCONT');
    await until('the node is ready', () => nodesReady('True'));
  },
  lastsMs: 5000,
  needs: 'node',
};
