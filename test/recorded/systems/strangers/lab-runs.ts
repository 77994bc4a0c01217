import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, IMAGES, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { cronJob, listening } from './parts.ts';

const quota: KubeObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'house-rules' },
  spec: { hard: { 'requests.cpu': '600m', 'requests.memory': '1Gi' } },
};

const resources = { requests: { cpu: '10m', memory: '48Mi' }, limits: { memory: '160Mi' } };

/** A quota on requests came into the namespace; the runs of a CronJob ask for nothing, and are refused since. */
export const labRuns: System = {
  namespace: 'laboratory',
  servers: [
    service('notebook', 8480),
    deployment('notebook', listening('notebook', 'notebook', 8480, {}, { resources })),
  ],
  clients: [
    visitors(900, 'http://notebook:8480/page/1'),
    cronJob('sample-run', '* * * * *', {
      name: 'run',
      image: IMAGES.redis,
      command: ['sh', '-c', 'echo "sample weighed"; sleep 2; echo "sample filed"'],
    }),
  ],
  fault: ({ apply }) => apply(quota),
  wellSeconds: 125,
  brokenSeconds: 130,
};
