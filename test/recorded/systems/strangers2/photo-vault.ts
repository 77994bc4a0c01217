import { deployment, nodeContainer, service } from '../parts.ts';
import { connected, reaching } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const HOST = 'vault.picture-store.example';

const keeper = (name: string, zone: string) =>
  deployment(name, nodeContainer(name, `photo-vault ${name}`, { VAULT_URL: `http://${HOST}`, ZONE: zone }), {
    pod: reaching(HOST),
  });

/** A release of one of two callers of a host outside stamps its requests by local time. */
export const photoVault: System = {
  namespace: 'darkroom',
  outside: [service('outside', 80), deployment('outside', connected('outside', 'photo-vault outside', 80))],
  servers: [],
  clients: [keeper('weddings', 'UTC'), keeper('portraits', 'UTC')],
  fault: ({ apply }) => apply(keeper('portraits', 'Europe/Oslo')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
