import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, IMAGES, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const resources = { requests: { cpu: '50m', memory: '48Mi' }, limits: { memory: '160Mi' } };

const slips = (...beside: object[]): KubeObject => {
  const made = deployment('slips', listening('slips', 'payroll', 8400, {}, { resources }));
  const { spec } = made as unknown as { spec: { template: { spec: { containers: object[] } } } };
  spec.template.spec.containers.push(...beside);
  return made;
};

/** Ships nothing, and asks for no CPU, so that nobody can say how much of its share it uses. */
const shipper = {
  name: 'log-shipper',
  image: IMAGES.redis,
  command: ['sh', '-c', 'while sleep 30; do :; done'],
};

const scaler: KubeObject = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'slips' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'slips' },
    minReplicas: 1,
    maxReplicas: 5,
    metrics: [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 90 } },
      },
    ],
  },
} as KubeObject;

/** A sidecar without a CPU request came with a release; then pay day came, and the autoscaler could not reckon. */
export const payroll: System = {
  namespace: 'payday',
  servers: [service('slips', 8400), slips(), scaler],
  clients: [visitors(1500, 'http://slips:8400/slip/1')],
  fault: async ({ apply, kubectl }) => {
    await apply(slips(shipper));
    await kubectl('rollout', 'status', 'deployment/slips', '--timeout=60s');
    await apply(visitors(60, 'http://slips:8400/slip/1', 'http://slips:8400/slip/2'));
  },
  wellSeconds: 110,
  brokenSeconds: 110,
};
