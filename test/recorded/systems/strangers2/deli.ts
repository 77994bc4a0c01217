import { configMap, deployment, edge, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const switches = (isWeighed: boolean) =>
  configMap('switches', { 'all.json': JSON.stringify({ weighed_cheese: isWeighed, olives_first: true }) });

const orders = () => {
  const container = listening('orders', 'deli orders', 8740);
  const { volumeMounts } = container as { volumeMounts: object[] };
  return deployment(
    'orders',
    { ...container, volumeMounts: [...volumeMounts, { name: 'switches', mountPath: '/switches' }] },
    {
      replicas: 2,
      pod: {
        volumes: [
          { name: 'programs', configMap: { name: 'programs' } },
          { name: 'switches', configMap: { name: 'switches' } },
        ],
      },
    },
  );
};

/** A switch in a ConfigMap was turned on, and what it switches on is not ready; nothing was restarted. */
export const deli: System = {
  namespace: 'delicatessen',
  servers: [switches(false), service('orders', 8740), orders(), ...edge({ '/': 'http://orders:8740' })],
  clients: [visitors(500, 'http://edge/order/ham', 'http://edge/order/cheese', 'http://edge/order/olives')],
  fault: ({ apply }) => apply(switches(true)),
  wellSeconds: 60,
  brokenSeconds: 140,
};
