import type { KubernetesPort } from '../clients/kubernetes/port.ts';
import { Failure } from '../model/failure.ts';
import { maybeFlag, record } from '../model/lenient.ts';
import type { RbacRule } from '../model/rbac.ts';

/** What an access review asks for, as the API names it. */
export interface ResourceAttributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** '' for what has none. */
  readonly namespace: string;
  /** '' for any name. */
  readonly name: string;
}

/** What a rule lets one do, verb by verb. */
export function attributesOf(rule: RbacRule, namespace: string, name = ''): ResourceAttributes[] {
  const [resource = '', subresource = ''] = rule.resource.split('/');
  return rule.verbs.map((verb) => ({ verb, group: rule.apiGroup, resource, subresource, namespace, name }));
}

const reviewAnswer = record({ status: record({ allowed: maybeFlag }) });

/**
 * Whether whoever asks may do this
 * (https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-access-review-v1/).
 * @throws Failure when the API server gives no answer.
 */
export async function isGranted(
  kubernetes: Pick<KubernetesPort, 'review'>,
  { verb, group, resource, subresource, namespace, name }: ResourceAttributes,
  signal: AbortSignal,
): Promise<boolean> {
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
