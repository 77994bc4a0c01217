import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const registers = (host: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'registers', labels: { app: 'registers' } },
  spec: { type: 'ExternalName', externalName: host },
});

/** A Service that is another name of one leads to a name that nobody has. */
export const parish: System = {
  namespace: 'parish',
  servers: [
    service('shelf', 8150),
    deployment('shelf', listening('shelf', 'parish shelf', 8150)),
    registers('shelf.parish.svc.cluster.local'),
    service('room', 8150),
    deployment('room', listening('room', 'parish room', 8150), { replicas: 2 }),
  ],
  clients: [visitors(700, 'http://room:8150/1843/12', 'http://room:8150/1790/3')],
  fault: ({ apply }) => apply(registers('shelf.parish-archive.svc.cluster.local')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
