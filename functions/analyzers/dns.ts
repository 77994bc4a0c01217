import type { Analyzer } from '../core/analyzer.ts';
import type { Finding } from '../core/finding.ts';
import type { ClusterView } from '../core/view/view.ts';
import { isReady } from '../core/view/workloads.ts';
import { failureText } from './support/failure-text.ts';
import { type Failure, failuresOf } from './support/failures.ts';
import { finding, kubectl, look, withCallers } from './support/finding.ts';
import { isBroken, MANY_LINES, matters } from './support/health.ts';
import type { FailureKind } from './support/messages.ts';
import { isInternal } from './support/peers.ts';

/**
 * Names do not resolve. One workload alone has a misspelt name or DNS settings of its own; several workloads with
 * several names point at the cluster's DNS (https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/).
 */
export const dns: Analyzer = {
  name: 'dns',
  needs: ['pods'],
  causes: ['dns-resolution'],
  analyze: (view) => {
    const failures = failuresOf(view).filter(
      ({ kind, workload, count }) => kind === 'dns' && matters(view, workload, count),
    );
    const server = dnsServer(view, failures);
    return [...failures.map((failure) => callerOf(view, failure)), ...(server ? [server] : [])];
  },
};

function callerOf(view: ClusterView, failure: Failure): Finding {
  const { workload, peer } = failure;
  const service = peer?.service;
  const unknown = peer && !service && view.evidence.complete('services') && isInternal(peer.host);
  const policy = workload.spec?.dnsPolicy;
  const own =
    policy !== undefined &&
    !['', 'ClusterFirst'].includes(policy) &&
    !(policy === 'ClusterFirstWithHostNet' && workload.spec?.hostNetwork);
  return finding({
    cause: 'dns-resolution',
    object: workload.ref,
    title: unknown
      ? `it asks for ${peer.host}, a name that no Service has`
      : `it cannot resolve ${peer?.host ?? 'a host name'}${own ? ` (dnsPolicy ${policy})` : ''}`,
    // A resolver's hiccup passes; a program that fails on it, or a name that nobody has, does not.
    strength: peer && (isBroken(workload) || (unknown && failure.count >= MANY_LINES)) ? 'proof' : 'strong',
    evidence: [
      failureText(view, failure),
      ...(service
        ? [
            `Service ${service.ref.name} exists, with ${service.readyAddresses} ready addresses: the name is right, resolving it fails`,
          ]
        : []),
      ...(own ? [`its dnsPolicy is ${policy}: it does not ask the cluster's DNS`] : []),
    ],
    // A name that nobody has may be the Service that a full quota keeps from being made.
    basis: ['logs', 'pods', ...(unknown ? (['services', 'resourcequotas'] as const) : [])],
    explains: withCallers(view, workload),
    since: failure.said.first,
    actions: [
      look(
        `${kubectl(workload.ref.namespace)} get ${workload.ref.kind.toLowerCase()} ${workload.ref.name} -o jsonpath='{..dnsPolicy}{..dnsConfig}{..env}'`,
        'its DNS settings and the names that it is given',
      ),
      look('kubectl -n kube-system logs -l k8s-app=kube-dns --tail=50', 'what the DNS server says'),
    ],
  });
}

/** Enough workloads that fail on enough names to blame what they share. */
const SHARED_BY = 2;

function dnsServer(view: ClusterView, failures: readonly Failure[]): Finding | undefined {
  const pods = view.evidence
    .all('systempods')
    .filter(
      ({ metadata: { labels } }) =>
        labels['k8s-app'] === 'kube-dns' || labels['app.kubernetes.io/name'] === 'coredns',
    );
  const down =
    view.evidence.complete('systempods') && view.evidence.all('systempods').length > 0 && !pods.some(isReady);
  // Lookups that nobody answers last as long as a call may: callers say that the call timed out, not the lookup.
  const felt = down
    ? failuresOf(view).filter(
        ({ kind, workload, count }) => FELT.includes(kind) && matters(view, workload, count),
      )
    : failures;
  const workloads = [...new Set(felt.map(({ workload }) => workload))];
  const hosts = new Set(failures.flatMap(({ peer }) => peer?.host ?? []));
  const shared = workloads.length >= SHARED_BY && hosts.size >= SHARED_BY;
  if (felt.length === 0 || !(down || shared)) return undefined;
  return finding({
    cause: 'dns-resolution',
    object: { kind: 'Deployment', namespace: 'kube-system', name: 'coredns' },
    title: down
      ? "the cluster's DNS has no ready pod"
      : `${workloads.length} workloads cannot resolve names: the cluster's DNS`,
    strength: down ? 'proof' : 'strong',
    evidence: [
      ...(down ? [`${pods.length} DNS pods in kube-system, 0 ready`] : []),
      ...felt.slice(0, 3).map((failure) => failureText(view, failure)),
    ],
    basis: down ? ['systempods', 'logs'] : ['logs', 'pods'],
    explains: [
      ...workloads.flatMap((workload) => withCallers(view, workload)),
      ...felt.flatMap(({ peer }) => peer?.service?.workloads.map(({ ref }) => ref) ?? []),
    ],
    since: felt
      .map(({ said }) => said.first)
      .filter(Boolean)
      .sort()[0],
    actions: [
      look('kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide', 'whether the DNS pods run'),
    ],
  });
}

const FELT: readonly FailureKind[] = ['dns', 'timeout', 'unavailable'];
