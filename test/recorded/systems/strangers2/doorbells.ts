import { deployment, nodeContainer, service } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const recorder = (keep: string) => {
  const container = listening('recorder', 'doorbells recorder', 8130, { KEEP: keep });
  const { volumeMounts } = container as { volumeMounts: object[] };
  return deployment(
    'recorder',
    { ...container, volumeMounts: [...volumeMounts, { name: 'reels', mountPath: '/reels' }] },
    {
      pod: {
        volumes: [
          { name: 'programs', configMap: { name: 'programs' } },
          { name: 'reels', emptyDir: { sizeLimit: '3Mi' } },
        ],
      },
    },
  );
};

/** A release keeps more pictures than its emptyDir may hold, and the kubelet evicts its pods one after another. */
export const doorbells: System = {
  namespace: 'doorbells',
  servers: [service('recorder', 8130), recorder('20')],
  clients: [deployment('bell', nodeContainer('bell', 'doorbells bell'))],
  fault: ({ apply }) => apply(recorder('5000')),
  wellSeconds: 60,
  brokenSeconds: 120,
};
