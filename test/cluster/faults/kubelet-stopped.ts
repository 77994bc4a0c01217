import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, object } from '../harness/fault.ts';
import { kubectl } from '../harness/kubectl.ts';
import { until } from '../harness/until.ts';

/** The kubelet of the bare cluster, by its pid file; no other cluster has one here. */
const signalKubelet = (signal: 'SIGSTOP' | 'SIGCONT'): void => {
  const { CLUSTER_DIR, HOME = '' } = process.env;
  const file = join(CLUSTER_DIR ?? join(HOME, '.cache/bare-cluster'), 'pid/kubelet');
  process.kill(Number(readFileSync(file, 'utf8')), signal);
};
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
  expected: { causes: ['node-infrastructure'], objects: [object('Node', 'node-1')] },
  revert: async () => {
    signalKubelet('SIGCONT');
    await until('the node is ready', () => nodesReady('True'));
  },
  lastsMs: 5000,
  needs: 'node',
};
