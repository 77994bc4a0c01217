import { nodeDeployment } from '../dojopool/manifests/node-deployment.ts';
import { type Fault, object } from '../harness/fault.ts';
import { podUnscheduled } from './shows.ts';

/** A new workload claims a volume of a storage class that the cluster does not have. */
export const claimWithoutClass: Fault = {
  name: 'claim-without-class',
  inject: async (system) => {
    const { namespace, settings } = system;
    const deployment = nodeDeployment(settings, {
      name: 'replay-store',
      program: 'worker',
      replicas: 1,
      memory: { request: '48Mi', limit: '128Mi' },
      env: [],
      claims: { '/var/replays': 'replays' },
    });
    await system.apply(
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'replays', namespace },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast-ssd',
          resources: { requests: { storage: '1Gi' } },
        },
      },
      deployment,
    );
  },
  shows: async (system) => {
    await podUnscheduled(system, 'replay-store');
  },
  expected: {
    causes: ['volume-unbound'],
    objects: [object('PersistentVolumeClaim', 'replays'), object('Deployment', 'replay-store')],
  },
  revert: (system) => system.remove('deployment/replay-store', 'pvc/replays'),
};
