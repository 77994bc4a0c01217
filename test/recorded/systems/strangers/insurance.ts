import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const assessors = (selector: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'assessors', labels: { app: 'assessors' } },
  spec: { selector, ports: [{ port: 8660, targetPort: 8660 }] },
});

const part = (name: string, floor: string, replicas = 1) =>
  deployment(name, listening(name, `insurance ${name}`, 8660), { replicas, labels: { floor } });

/** A Service selects the pods of another program, which are ready and answer 404. */
export const insurance: System = {
  namespace: 'insurance',
  servers: [
    assessors({ floor: 'third' }),
    part('assessors', 'third', 2),
    part('trainees', 'fourth'),
    service('desk', 8660),
    part('desk', 'ground', 2),
  ],
  clients: [visitors(450, 'http://desk:8660/claim/1', 'http://desk:8660/claim/2')],
  fault: ({ apply }) => apply(assessors({ floor: 'fourth' })),
};
