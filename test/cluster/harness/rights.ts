import { parseAllDocuments } from 'yaml';
import { firstnote, printedRoles } from './firstnote.ts';
import { kubectl } from './kubectl.ts';

/** Rights that every authenticated account has (system:basic-user, system:discovery, system:public-info-viewer). */
const EVERYONE = /^(\S*(selfsubject|selfsubjectrules)\S*|\/\S*|) /;

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}
interface Role {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules?: Rule[];
}

const rolesOf = (yaml: string): Role[] => parseAllDocuments(yaml).map((document) => document.toJS() as Role);

/** "pods/log get", sorted: what `firstnote rbac` declares. */
export const declaredRights = async (): Promise<string[]> => {
  const rules = rolesOf(await printedRoles()).flatMap((role) => role.rules ?? []);
  return rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      resources.flatMap((resource) =>
        apiGroups.map(
          (group) => `${resource}${group === '' ? '' : `.${group}`} ${verbs.toSorted().join(' ')}`,
        ),
      ),
    )
    .sort();
};

/** The same as the API server grants it: `kubectl auth can-i --list`, without what everyone may. */
export const grantedRights = async (kubeconfig: string): Promise<string[]> => {
  const list = await kubectl(['auth', 'can-i', '--list', '--no-headers', '--kubeconfig', kubeconfig]);
  return list
    .split('\n')
    .filter((line) => line.trim() !== '' && !EVERYONE.test(line))
    .map((line) => {
      const [resource = ''] = line.split(/\s+/);
      const verbs = /\[([^\]]*)\]\s*$/.exec(line)?.[1] ?? '';
      return `${resource} ${verbs.split(' ').toSorted().join(' ')}`;
    })
    .sort();
};

/** Looks while the account lacks the rule for this resource; the rule is given back at the end. */
export const duringWithout = async <T>(resource: string, look: () => Promise<T>): Promise<T> => {
  const printed = await printedRoles();
  const without = rolesOf(printed).map((role) => ({
    ...role,
    ...(role.rules && {
      rules: role.rules.map((rule) => ({
        ...rule,
        resources: rule.resources.filter((one) => one !== resource),
      })),
    }),
  }));
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: without }));
  try {
    return await look();
  } finally {
    await kubectl(['apply', '-f', '-'], printed);
  }
};

/** The note of a triage while the account lacks the rule for this resource. */
export const withoutRule = (resource: string, kubeconfig: string, namespace: string): Promise<string> =>
  duringWithout(
    resource,
    async () => (await firstnote(['triage', '--kubeconfig', kubeconfig, '--namespace', namespace])).stdout,
  );
