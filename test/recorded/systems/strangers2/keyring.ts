import { selfSigned } from '../../../cluster/dojopool/certificate.ts';
import { configMap, deployment, type Fields, secret, service, visitors } from '../parts.ts';
import { connected, listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const DAY_MS = 86_400_000;
const certificate = (name: string) =>
  selfSigned(name, new Date(Date.now() - DAY_MS), new Date(Date.now() + 300 * DAY_MS));

const good = certificate('keyring');
const other = certificate('keyring.staging.lockers.example');

const mounted = (container: Fields, volume: Fields) => {
  const { volumeMounts } = container as { volumeMounts: object[] };
  const mounts = [...volumeMounts, { name: 'tls', mountPath: '/tls' }];
  const volumes = [
    { name: 'programs', configMap: { name: 'programs' } },
    { name: 'tls', ...volume },
  ];
  return [{ ...container, volumeMounts: mounts }, { pod: { volumes } }] as const;
};

const keys = ({ cert, key }: { cert: string; key: string }) =>
  secret('keyring-tls', { 'tls.crt': cert, 'tls.key': key });

/** The Secret of a server's certificate was renewed with one for another name, and the server restarted. */
export const keyring: System = {
  namespace: 'lockers',
  servers: [
    keys(good),
    configMap('lockers-trust', { 'ca.crt': `${good.cert}${other.cert}` }),
    service('keyring', 8443),
    deployment(
      'keyring',
      ...mounted(connected('keyring', 'keyring keyring', 8443), { secret: { secretName: 'keyring-tls' } }),
    ),
    service('locker', 8140),
    deployment(
      'locker',
      ...mounted(listening('locker', 'keyring locker', 8140), { configMap: { name: 'lockers-trust' } }),
    ),
  ],
  clients: [visitors(800, 'http://locker:8140/A7', 'http://locker:8140/B2')],
  fault: async ({ apply, kubectl }) => {
    await apply(keys(other));
    await kubectl('rollout', 'restart', 'deployment/keyring');
  },
  wellSeconds: 60,
  brokenSeconds: 80,
};
