import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const fees = (days: string) =>
  deployment('fees', listening('fees', 'clearing fees', 8210, { LOOKBACK_DAYS: days }));

/** Lets in whoever asks, as was so without it. */
const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'fees-callers' },
  spec: {
    podSelector: { matchLabels: { app: 'fees' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8210 }] }],
  },
} as KubeObject;

/** A release of one of two callees is too slow for the desk; the NetworkPolicy of the same moment is innocent. */
export const clearing: System = {
  namespace: 'clearing-house',
  servers: [
    service('fees', 8210),
    fees('30'),
    service('holders', 8210),
    deployment('holders', listening('holders', 'clearing holders', 8210)),
    service('desk', 8210),
    deployment('desk', listening('desk', 'clearing desk', 8210), { replicas: 2 }),
  ],
  clients: [visitors(600, 'http://desk:8210/T-4411', 'http://desk:8210/T-4412')],
  fault: async ({ apply }) => {
    await apply(policy);
    await apply(fees('400'));
  },
  wellSeconds: 60,
  brokenSeconds: 80,
};
