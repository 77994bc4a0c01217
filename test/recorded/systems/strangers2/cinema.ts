import { configMap, deployment, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const table = (seats: string) =>
  configMap('proxy-table', {
    'table.json': JSON.stringify({ '/seats': seats, '/films': 'films:8330' }),
  });

const proxy = () => {
  const container = listening('proxy', 'cinema proxy', 8330);
  const { volumeMounts } = container as { volumeMounts: object[] };
  return deployment(
    'proxy',
    { ...container, volumeMounts: [...volumeMounts, { name: 'table', mountPath: '/etc/routes' }] },
    {
      replicas: 2,
      pod: {
        volumes: [
          { name: 'programs', configMap: { name: 'programs' } },
          { name: 'table', configMap: { name: 'proxy-table' } },
        ],
      },
    },
  );
};

/** One route of a proxy's ConfigMap leads to a port where nobody listens, which its pods take up without a restart. */
export const cinema: System = {
  namespace: 'cinema',
  servers: [
    table('seats:8330'),
    ...['seats', 'films'].flatMap((name) => [
      service(name, 8330),
      deployment(name, listening(name, `cinema ${name}`, 8330)),
    ]),
    service('proxy', 8330),
    proxy(),
  ],
  clients: [
    visitors(600, 'http://proxy:8330/seats/4', 'http://proxy:8330/films', 'http://proxy:8330/seats/9'),
  ],
  fault: ({ apply }) => apply(table('seats:8303')),
  wellSeconds: 60,
  // The kubelet takes up to a minute and a half to renew a mounted ConfigMap.
  brokenSeconds: 140,
};
