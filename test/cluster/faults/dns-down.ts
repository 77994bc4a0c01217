import { type Fault, object } from '../harness/fault.ts';
import { kubectl } from '../harness/kubectl.ts';
import { apiErrors } from './shows.ts';

export const dnsDown: Fault = {
  name: 'dns-down',
  inject: async () => {
    await kubectl(['-n', 'kube-system', 'scale', 'deployment/coredns', '--replicas=0']);
  },
  shows: async (system) => {
    // Callers give up before the resolver does, so most errors are time-outs.
    await apiErrors(system, '"level":50');
  },
  expected: {
    causes: ['dns-resolution', 'scaled-to-zero'],
    objects: [object('Deployment', 'coredns'), object('Service', 'kube-dns')],
  },
  revert: async () => {
    await kubectl(['-n', 'kube-system', 'scale', 'deployment/coredns', '--replicas=1']);
    await kubectl(['-n', 'kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=60s']);
  },
  lastsMs: 12_000,
};
