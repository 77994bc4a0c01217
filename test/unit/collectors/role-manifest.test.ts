import { describe, expect, it } from '@jest/globals';
import type { Collector } from '../../../functions/collectors/collector.ts';
import { COLLECTORS } from '../../../functions/collectors/index.ts';
import {
  type Manifest,
  type RoleOptions,
  roleManifests,
} from '../../../functions/collectors/role-manifest.ts';
import { EXEC_GROUP } from '../../../functions/contracts/cluster.ts';

interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
  readonly resourceNames?: string[];
}
const make = (options: Partial<RoleOptions> = {}): Manifest[] =>
  roleManifests(COLLECTORS, { rights: new Set(), ...options });
const rulesOf = (manifests: readonly Manifest[]): Rule[] =>
  manifests.flatMap(({ rules }) => (rules as Rule[] | undefined) ?? []);
const gives = (manifests: readonly Manifest[], resource: string): Rule[] =>
  rulesOf(manifests).filter(({ resources }) => resources.includes(resource));

describe('the generated roles', () => {
  it('give every right that a collector declares, and none that writes', () => {
    const rules = rulesOf(make());
    for (const { rbac, optional } of COLLECTORS as readonly Collector[])
      for (const { apiGroup, resource, verbs } of optional === undefined ? rbac : [])
        expect(rules).toContainEqual(
          expect.objectContaining({
            apiGroups: [apiGroup],
            resources: expect.arrayContaining([resource]),
            verbs,
          }),
        );
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list']));
  });

  it.each(['secrets', 'pods/exec', 'services/proxy'])('leave out %s unless asked for', (resource) => {
    expect(gives(make(), resource)).toEqual([]);
  });

  it('give exec in the named namespaces alone, to a group of its own', () => {
    const manifests = make({ execIn: ['shop', 'db'] });
    const exec = manifests.filter(({ metadata }) => metadata.name === EXEC_GROUP);
    expect(exec.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ['Role', 'shop'],
      ['RoleBinding', 'shop'],
      ['Role', 'db'],
      ['RoleBinding', 'db'],
    ]);
    const rule = { apiGroups: [''], resources: ['pods/exec'], verbs: ['get', 'create'] };
    expect(rulesOf(exec)).toEqual([rule, rule]);
    expect(gives(manifests, 'pods/exec')).toEqual([rule, rule]);
    for (const { subjects } of exec.filter(({ kind }) => kind === 'RoleBinding'))
      expect(subjects).toEqual([{ kind: 'Group', name: EXEC_GROUP, apiGroup: 'rbac.authorization.k8s.io' }]);
  });

  it('give of the service proxy just the one Service', () => {
    const manifests = make({
      rights: new Set(['prometheus']),
      prometheus: { namespace: 'monitoring', service: 'prometheus:9090' },
    });
    expect(gives(manifests, 'services/proxy')).toEqual([
      { apiGroups: [''], resources: ['services/proxy'], verbs: ['get'], resourceNames: ['prometheus:9090'] },
    ]);
    expect(
      manifests.find(({ metadata }) => metadata.name === 'firstnote-prometheus')?.metadata.namespace,
    ).toBe('monitoring');
  });

  it('stay in one namespace, but for kinds that have none', () => {
    const manifests = make({ namespace: 'shop' });
    const cluster = rulesOf(manifests.filter(({ kind }) => kind === 'ClusterRole')).flatMap(
      ({ resources }) => resources,
    );
    expect(cluster.sort()).toEqual([
      'ingressclasses',
      'namespaces',
      'nodes',
      'nodes',
      'persistentvolumes',
      'storageclasses',
    ]);
    expect(
      gives(
        manifests.filter(({ metadata }) => metadata.namespace === 'shop'),
        'pods/log',
      ),
    ).toHaveLength(1);
  });

  it('bind a group, or an account that they make', () => {
    expect(make().find(({ kind }) => kind === 'ClusterRoleBinding')?.subjects).toEqual([
      { kind: 'Group', name: 'firstnote', apiGroup: 'rbac.authorization.k8s.io' },
    ]);
    const [account, , binding] = make({ serviceAccount: { namespace: 'ops', name: 'bot' } });
    expect(account).toMatchObject({ kind: 'ServiceAccount', metadata: { namespace: 'ops', name: 'bot' } });
    expect(binding?.subjects).toEqual([{ kind: 'ServiceAccount', namespace: 'ops', name: 'bot' }]);
  });
});
