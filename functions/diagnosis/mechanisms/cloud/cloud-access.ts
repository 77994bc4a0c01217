import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Statement } from '../../../model/statement.ts';
import { anyOf } from '../../../text/any-of.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { hasEnded } from '../shared/ended.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { FEW_LINES, isBroken } from '../shared/health.ts';
import { weightOf } from '../shared/last-words.ts';
import { quote, type Saying, saying } from '../shared/patterns.ts';

/**
 * What AWS, its SDKs and STS say when an identity may not do something (IRSA, EKS Pod Identity, instance roles). A bare
 * AccessDeniedException is also Java's word for files, and Spring Security's for its own users.
 */
const DENIED = anyOf(
  [
    /is not authorized to perform: \w+:/,
    /\bAccessDenied(?:Exception)?\b(?=[^\n]{0,200}\b(?:arn:aws|when calling the|Status ?Code: 403)\b)/,
    /\bAccessDenied(?:Exception)?\b(?=[^\n]{0,200}\b(?:RequestI[dD]|s3|S3|sts|STS|kms|KMS)\b)/,
    /UnrecognizedClientException/,
    /InvalidClientTokenId/,
    /ExpiredToken(?:Exception)?/,
    /InvalidIdentityToken/,
    /Not authorized to perform sts:/,
    /CredentialsProviderError/,
    /Unable to locate credentials/,
    /NoCredentialProviders/,
    /WebIdentityErr/,
    /SignatureDoesNotMatch/,
  ],
  '',
);

/** What the API server's authorizer says to a pod's own account (https://kubernetes.io/docs/reference/access-authn-authz/rbac/). */
const FORBIDDEN =
  /is forbidden: User \\?"system:serviceaccount:[\w.-]{1,253}:[\w.-]{1,253}\\?" cannot \w+ (?:resource|path)/;

/**
 * Calls to the cloud's API, or to Kubernetes' own, that are denied: the pod's role, its trust policy or its token; the
 * roles that its service account is bound to.
 */
export const cloudAccess: Analyzer = {
  name: 'cloud-access',
  needs: ['logs', 'pods'],
  causes: ['cloud-access-denied'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => [...byCloud(view, workload), ...byKubernetes(view, workload)]),
};

const logged = (workload: Workload, { pods, text }: Saying, count: number): Statement<'lines-said'> => ({
  says: 'lines-said',
  count,
  pods: { some: pods, all: workload.pods.length },
  said: quote(text),
});

const accountOf = ({ spec }: Workload): string => spec?.serviceAccountName || 'default';

function byCloud(view: ClusterView, workload: Workload): readonly Finding[] {
  const said = saying(view, workload, DENIED).filter((lines) => !hasEnded(view, workload, lines));
  const first = said[0];
  const count = said.reduce((sum, entry) => sum + entry.count, 0);
  if (!first || (count < FEW_LINES && !isBroken(workload))) return [];
  const account = accountOf(workload);
  const role = view.evidence
    .all('serviceaccounts')
    .find(({ metadata }) => metadata.namespace === workload.ref.namespace && metadata.name === account)
    ?.metadata.annotations['eks.amazonaws.com/role-arn'];
  return [
    finding({
      cause: 'cloud-access-denied',
      facts: { deniedBy: 'cloud' },
      object: workload.ref,
      title: { says: 'calls-denied', by: 'cloud', said: quote(first.text) },
      strength: weightOf(view, workload, { ...first, count }, DENIED),
      evidence: [logged(workload, first, count), { says: 'calls-with-account', account, role: role || null }],
      basis: ['logs', 'pods'],
      explains: withCallers(view, workload),
      since: first.first,
      actions: [
        look(
          kubectl(workload.ref.namespace, 'describe', 'serviceaccount', nameWord(account)),
          'the role that it is bound to',
        ),
      ],
    }),
  ];
}

function byKubernetes(view: ClusterView, workload: Workload): readonly Finding[] {
  const said = saying(view, workload, FORBIDDEN).filter((lines) => !hasEnded(view, workload, lines));
  const first = said[0];
  const count = said.reduce((sum, entry) => sum + entry.count, 0);
  if (!first || (count < FEW_LINES && !isBroken(workload))) return [];
  return [
    finding({
      cause: 'cloud-access-denied',
      facts: { deniedBy: 'kubernetes' },
      object: workload.ref,
      title: {
        says: 'calls-denied',
        by: 'kubernetes',
        said: quote(first.text.slice(first.text.search(/\S+ is forbidden/))),
      },
      strength: weightOf(view, workload, { ...first, count }, FORBIDDEN),
      evidence: [logged(workload, first, count)],
      basis: ['logs', 'pods'],
      explains: withCallers(view, workload),
      since: first.first,
      actions: [
        look(
          kubectl(
            workload.ref.namespace,
            'auth',
            'can-i',
            '--list',
            joined(
              '--as=system:serviceaccount:',
              nameWord(workload.ref.namespace),
              ':',
              nameWord(accountOf(workload)),
            ),
          ),
          'what its service account may do; the role that it lacks is in the line',
        ),
      ],
    }),
  ];
}
