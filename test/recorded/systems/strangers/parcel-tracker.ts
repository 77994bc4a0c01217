import { configMap, deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const carriers = (...known: string[]) => configMap('carriers', { 'table.json': JSON.stringify(known) });

const tracking = () => {
  const container = listening('track', 'parcel-tracker track', 8090);
  const { volumeMounts } = container as { volumeMounts: object[] };
  return deployment(
    'track',
    { ...container, volumeMounts: [...volumeMounts, { name: 'carriers', mountPath: '/etc/carriers' }] },
    {
      replicas: 2,
      pod: {
        volumes: [
          { name: 'programs', configMap: { name: 'programs' } },
          { name: 'carriers', configMap: { name: 'carriers' } },
        ],
      },
    },
  );
};

/** A carrier fell out of the table in a ConfigMap, and the tracker was restarted to read it. */
export const parcelTracker: System = {
  namespace: 'parcels',
  servers: [
    carriers('NVX', 'DHX', 'KUR'),
    service('track', 8090),
    tracking(),
    service('labels', 8090),
    deployment('labels', listening('labels', 'parcel-tracker labels', 8090)),
    ...edge({ '/track': 'http://track:8090', '/': 'http://labels:8090' }),
  ],
  clients: [visitors(400, 'http://edge/track/1', 'http://edge/track/2', 'http://edge/label')],
  fault: async ({ apply, kubectl }) => {
    await apply(carriers('DHX', 'KUR'));
    await kubectl('rollout', 'restart', 'deployment/track');
  },
};
