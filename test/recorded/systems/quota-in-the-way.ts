import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const quota: KubeObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'team' },
  spec: { hard: { pods: '4', 'requests.memory': '512Mi' } },
};

const survey = (release: string) =>
  deployment('survey', webContainer('survey', { RELEASE: release }), {
    replicas: 3,
    spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
  });

/** A release makes no progress: the namespace's quota has no room for one more pod. */
export const quotaInTheWay: System = {
  namespace: 'surveys',
  servers: [quota, service('survey', 8080), survey('14')],
  clients: [visitors(400, 'http://survey:8080/s/1', 'http://survey:8080/s/2')],
  fault: ({ apply }) => apply(survey('15')),
};
