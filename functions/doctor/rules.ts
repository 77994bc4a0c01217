import { attributesOf, isGranted, type ResourceAttributes } from '../collectors/access-review.ts';
import { mapBounded } from '../collectors/bounded.ts';
import { COLLECTORS } from '../collectors/index.ts';
import { SHARED_NAMESPACES, sharedRules } from '../collectors/role-manifest.ts';
import type { OptionalRight, RbacRule } from '../model/rbac.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Asking } from './asking.ts';
import { fault, type Line, ok } from './line.ts';

/** Reviews at a time: each takes some milliseconds, and a playbook has about fifty. */
const PARALLEL = 8;
/** "service:NAMESPACE/NAME:PORT", a Prometheus behind the API server. */
const PROXIED = /^service:([^/]+)\/(.+)$/;

/** One right that is needed. */
export interface Right extends ResourceAttributes {
  /** What `firstnote rbac` needs to print it. */
  readonly options: string;
}

const rulesOf = (optional: OptionalRight | undefined): RbacRule[] =>
  COLLECTORS.filter((collector) =>
    'optional' in collector ? collector.optional === optional : optional === undefined,
  ).flatMap(({ rbac }) => rbac);

/** The namespaces in whose pods this playbook lets programs run: the target's, and those of its dependencies. */
export const execNamespaces = ({ allow, target, dependencies }: Playbook): readonly string[] =>
  allow.exec
    ? [...new Set([target.namespace, ...dependencies.flatMap(({ namespace }) => namespace ?? [])])]
    : [];

/** The rights to run programs in a namespace's pods. */
export const execRights = (namespace: string): readonly Right[] =>
  rulesOf('exec').flatMap((rule) => rightsOf(rule, namespace, ` --exec ${namespace}`));

/**
 * The rights that a triage of this playbook uses: out of what the collectors declare, as the printed roles are.
 * `exec` are the namespaces in which whoever asks is the one that runs programs, too.
 */
export function rightsFor(
  playbook: Playbook,
  prometheus: string | undefined,
  exec: readonly string[],
): readonly Right[] {
  const { namespace } = playbook.target;
  const shared = new Set([
    ...SHARED_NAMESPACES,
    ...playbook.dependencies.flatMap((dependency) => dependency.namespace ?? []),
  ]);
  shared.delete(namespace);
  const reading = rulesOf(undefined);
  const [, proxyNamespace, service] = PROXIED.exec(prometheus ?? '') ?? [];
  const rights = [
    ...reading.flatMap((rule) => rightsOf(rule, rule.clusterScoped === true ? '' : namespace)),
    ...[...shared].flatMap((other) => sharedRules(reading).flatMap((rule) => rightsOf(rule, other))),
    ...exec.flatMap(execRights),
    ...(proxyNamespace !== undefined && service !== undefined
      ? rulesOf('prometheus').flatMap((rule) =>
          rightsOf(rule, proxyNamespace, ` --prometheus ${proxyNamespace}/${service}`, service),
        )
      : []),
  ];
  return [...new Map(rights.map((right) => [rightText(right), right])).values()];
}

function rightsOf(rule: RbacRule, namespace: string, options = '', name = ''): Right[] {
  return attributesOf(rule, namespace, name).map((attributes) => ({ ...attributes, options }));
}

/** "list pods in production", "get pods/log in production", "list nodes". */
function rightText({ verb, group, resource, subresource, namespace, name }: Right): string {
  const path = [resource, subresource].filter((part) => part !== '').join('/');
  const of = group === '' ? '' : `.${group}`;
  const named = name === '' ? '' : ` ${name}`;
  return `${verb} ${path}${of}${named}${namespace === '' ? '' : ` in ${namespace}`}`;
}

/** Asks the API server for each right; one line for all that are granted, and one for each that is not. */
export async function checkRights(
  what: string,
  rights: readonly Right[],
  { kubernetes, fixes, signal }: Asking,
): Promise<readonly Line[]> {
  const granted = await mapBounded(rights, PARALLEL, (right) => isGranted(kubernetes, right, signal));
  const missing = rights.filter((_, index) => granted[index] !== true);
  if (missing.length === 0) return [ok(what, `all ${rights.length} that the collectors use are granted`)];
  if (missing.length === rights.length)
    return [fault(what, `none of ${rights.length} is granted`, fixes.rules(''))];
  const rest = rights.length - missing.length;
  return [
    ok(what, `${rest} of ${rights.length} are granted`),
    ...missing.map((right) =>
      fault(`${what}: ${rightText(right)}`, 'not granted', fixes.rules(right.options)),
    ),
  ];
}
