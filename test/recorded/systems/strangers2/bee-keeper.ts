import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { configMap, deployment, nodeContainer, service, visitors, webContainer } from '../parts.ts';
import type { System } from '../system.ts';

const ROLE_API = 'rbac.authorization.k8s.io';

const may = (verb: string): KubeObject =>
  ({
    apiVersion: `${ROLE_API}/v1`,
    kind: 'Role',
    metadata: { name: 'keeper' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: [verb] }],
  }) as KubeObject;

const binding = {
  apiVersion: `${ROLE_API}/v1`,
  kind: 'RoleBinding',
  metadata: { name: 'keeper' },
  roleRef: { apiGroup: ROLE_API, kind: 'Role', name: 'keeper' },
  subjects: [{ kind: 'ServiceAccount', name: 'keeper' }],
} as KubeObject;

/** A Role was changed, and who has it may no longer read what it reads at each round. */
export const beeKeeper: System = {
  namespace: 'apiary',
  servers: [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'keeper' } } as KubeObject,
    may('get'),
    binding,
    configMap('hives', { list: 'linden,heather,rape' }),
    service('shop', 8080),
    deployment('shop', webContainer('shop')),
  ],
  clients: [
    deployment('keeper', nodeContainer('keeper', 'bee-keeper'), { pod: { serviceAccountName: 'keeper' } }),
    visitors(900, 'http://shop:8080/honey'),
  ],
  fault: ({ apply }) => apply(may('list')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
