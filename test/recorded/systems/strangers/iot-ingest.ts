import { deployment, nodeContainer, service } from '../parts.ts';
import type { System } from '../system.ts';
import { connected } from './parts.ts';

const broker = (slots: number) =>
  deployment('broker', connected('broker', 'iot-ingest broker', 5683, { SLOTS: String(slots) }), {
    spec: { strategy: { type: 'Recreate' } },
  });

const gateway = (name: string) =>
  deployment(name, nodeContainer(name, 'iot-ingest gateway', { BROKER: 'broker:5683' }), { replicas: 2 });

/** A release of the broker has two slots, and four gateways want one. */
export const iotIngest: System = {
  namespace: 'sensors',
  servers: [service('broker', 5683), broker(64)],
  clients: [gateway('gateway-north'), gateway('gateway-south')],
  fault: ({ apply }) => apply(broker(1)),
};
