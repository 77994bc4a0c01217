import type { KubernetesPort } from '../clients/kubernetes/port.ts';
import { mapBounded } from '../collectors/bounded.ts';
import type { OptionalRight } from '../collectors/collector.ts';
import { COLLECTORS } from '../collectors/index.ts';
import { SHARED_NAMESPACES, sharedRules } from '../collectors/role-manifest.ts';
import { Failure } from '../core/failure.ts';
import { maybeFlag, record } from '../core/lenient.ts';
import type { Playbook } from '../core/playbook/playbook.ts';
import type { RbacRule } from '../core/rbac.ts';
import type { Fixes } from './fixes.ts';
import { fault, type Line, ok } from './line.ts';

/** Reviews at a time: each takes some milliseconds, and a playbook has about fifty. */
const PARALLEL = 8;
/** "service:NAMESPACE/NAME:PORT", a Prometheus behind the API server. */
const PROXIED = /^service:([^/]+)\/(.+)$/;

/** One right that is needed, as an access review asks for it. */
export interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** '' for what has none. */
  readonly namespace: string;
  /** '' for any name. */
  readonly name: string;
  /** What `firstnote rbac` needs to print it. */
  readonly options: string;
}

const rulesOf = (optional: OptionalRight | undefined): RbacRule[] =>
  COLLECTORS.filter((collector) =>
    'optional' in collector ? collector.optional === optional : optional === undefined,
  ).flatMap(({ rbac }) => rbac);

/** The rights that a triage of this playbook uses: out of what the collectors declare, as the printed roles are. */
export function rightsFor(playbook: Playbook, prometheus: string | undefined): readonly Right[] {
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
    ...(playbook.allow.exec ? rulesOf('exec').flatMap((rule) => rightsOf(rule, namespace, ' --exec')) : []),
    ...(proxyNamespace !== undefined && service !== undefined
      ? rulesOf('prometheus').flatMap((rule) =>
          rightsOf(rule, proxyNamespace, ` --prometheus ${proxyNamespace}/${service}`, service),
        )
      : []),
  ];
  return [...new Map(rights.map((right) => [rightText(right), right])).values()];
}

function rightsOf(rule: RbacRule, namespace: string, options = '', name = ''): Right[] {
  const [resource = '', subresource = ''] = rule.resource.split('/');
  return rule.verbs.map((verb) => ({
    ...{ verb, group: rule.apiGroup, resource, subresource, namespace, name, options },
  }));
}

/** "list pods in production", "get pods/log in production", "list nodes". */
export function rightText({ verb, group, resource, subresource, namespace, name }: Right): string {
  const path = [resource, subresource].filter((part) => part !== '').join('/');
  const of = group === '' ? '' : `.${group}`;
  const named = name === '' ? '' : ` ${name}`;
  return `${verb} ${path}${of}${named}${namespace === '' ? '' : ` in ${namespace}`}`;
}

const reviewAnswer = record({ status: record({ allowed: maybeFlag }) });

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-access-review-v1/ */
async function isGranted(kubernetes: KubernetesPort, right: Right, signal: AbortSignal): Promise<boolean> {
  const { verb, group, resource, subresource, namespace, name } = right;
  const resourceAttributes = { verb, group, resource, subresource, namespace, name };
  const answer = await kubernetes.review(
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    },
    signal,
  );
  if (!answer.ok) throw new Failure('retryLater', `not checked: ${answer.failure.message}`);
  return reviewAnswer.parse(answer.value).status.allowed === true;
}

/** Asks the API server for each right; one line for all that are granted, and one for each that is not. */
export async function checkRights(
  what: string,
  rights: readonly Right[],
  kubernetes: KubernetesPort,
  fixes: Fixes,
  signal: AbortSignal,
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
