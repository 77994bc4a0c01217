import { deployment, secret, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const signing = (from: string) =>
  deployment(
    'signing',
    webContainer(
      'signing',
      {},
      {
        volumeMounts: [
          { name: 'programs', mountPath: '/programs' },
          { name: 'keys', mountPath: '/keys', readOnly: true },
        ],
      },
    ),
    {
      pod: {
        volumes: [
          { name: 'programs', configMap: { name: 'programs' } },
          { name: 'keys', secret: { secretName: from } },
        ],
      },
      spec: { strategy: { type: 'Recreate' } },
    },
  );

/** A release mounts a Secret that does not exist: its pod hangs in ContainerCreating, and its caller is refused. */
export const secretVolumeMissing: System = {
  namespace: 'documents',
  servers: [
    secret('signing-keys', { 'current.pem': 'not a key' }),
    service('signing', 8080),
    signing('signing-keys'),
    service('contracts', 8080),
    deployment('contracts', webContainer('contracts', { CALLS: 'http://signing:8080/sign' })),
  ],
  clients: [visitors(400, 'http://contracts:8080/new', 'http://contracts:8080/renew')],
  fault: ({ apply }) => apply(signing('signing-keys-2027')),
  brokenSeconds: 150,
};
