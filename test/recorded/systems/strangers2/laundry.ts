import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, nodeContainer, service } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'drums' },
  spec: { podSelector: { matchLabels: { app: 'drum' } }, policyTypes: ['Ingress'], ingress: [{}] },
} as KubeObject;

/** Nothing is wrong: drums were made more and fewer again, what they dropped was washed by others, and a policy lets all in. */
export const laundry: System = {
  namespace: 'laundry',
  servers: [
    service('drum', 8930),
    deployment('drum', listening('drum', 'laundry drum', 8930), { replicas: 2 }),
  ],
  clients: [deployment('counter', nodeContainer('counter', 'laundry counter'), { replicas: 2 })],
  fault: async ({ apply, kubectl }) => {
    await apply(policy);
    await kubectl('scale', 'deployment/drum', '--replicas=4');
    await sleep(20_000);
    await kubectl('scale', 'deployment/drum', '--replicas=2');
  },
  wellSeconds: 60,
  brokenSeconds: 80,
};
