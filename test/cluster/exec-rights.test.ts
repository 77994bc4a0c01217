import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments, stringify } from 'yaml';
import { COLLECTORS } from '../../functions/collectors/index.ts';
import { roleManifests } from '../../functions/collectors/role-manifest.ts';
import { EXEC_GROUP, KUBERNETES_GROUP } from '../../functions/contracts/cluster.ts';
import { kubectl } from './harness/kubectl.ts';

/** Who may run programs in pods by the roles that `firstnote rbac --exec NAMESPACE` prints, as a real API server has it. */

const NAMED = 'firstnote-exec-named';
const OTHER = 'firstnote-exec-other';

beforeAll(async () => {
  const namespaces = [NAMED, OTHER].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  // Of the printed roles those of the namespace alone: what the whole cluster has is other tests' business.
  const printed = roleManifests(COLLECTORS, { rights: new Set(), execIn: [NAMED] });
  const roles = printed.filter(({ metadata }) => metadata.namespace === NAMED);
  await kubectl(['apply', '-f', '-'], [...namespaces, ...roles].map((each) => stringify(each)).join('---\n'));
});
afterAll(async () => {
  await kubectl(['delete', 'namespace', NAMED, OTHER, '--wait=false', '--ignore-not-found']);
});

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/subject-access-review-v1/ */
async function may(group: string, verb: string, namespace: string): Promise<boolean> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: {
      ...{ user: 'firstnote-test', groups: [group, 'system:authenticated'] },
      resourceAttributes: { verb, resource: 'pods', subresource: 'exec', namespace },
    },
  };
  const [answer] = parseAllDocuments(
    await kubectl(['create', '-o', 'yaml', '-f', '-'], JSON.stringify(review)),
  );
  return answer?.toJS().status.allowed;
}

describe.each(['get', 'create'])('%s pods/exec', (verb) => {
  it.each([
    [EXEC_GROUP, NAMED, true],
    [EXEC_GROUP, OTHER, false],
    [EXEC_GROUP, 'kube-system', false],
    [KUBERNETES_GROUP, NAMED, false],
    [KUBERNETES_GROUP, OTHER, false],
  ])('of %s in %s: %s', async (group, namespace, expected) => {
    expect(await may(group, verb, namespace)).toBe(expected);
  });
});
