import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { kindWord, nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import { isReady } from '../../../model/kubernetes/ready.ts';
import type { Statement } from '../../../model/statement.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import { calledBy } from '../shared/called.ts';
import { callsFail } from '../shared/calls-fail.ts';
import { type CallFailure, failuresOf } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { matters } from '../shared/health.ts';
import { weightOf } from '../shared/last-words.ts';
import { type FailureKind, failureKind, serverPort } from '../shared/messages.ts';
import { saying } from '../shared/patterns.ts';
import { isInternal, type Peer } from '../shared/peers.ts';

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

/** A name of the caller's own namespace: the Services of another were not read. */
const isOfNamespace = (host: string, namespace: string): boolean =>
  isInternal(host) && [undefined, namespace].includes(host.split('.')[1]);

const SAYS_DNS = { test: (text: string): boolean => failureKind(text) === 'dns' };

function callerOf(view: ClusterView, failure: CallFailure): Finding {
  const { workload, peer } = failure;
  const service = peer?.service;
  const unknown =
    peer &&
    !service &&
    view.evidence.complete('services') &&
    isOfNamespace(peer.host, workload.ref.namespace);
  const policy = workload.spec?.dnsPolicy;
  const own =
    policy !== undefined &&
    !['', 'ClusterFirst'].includes(policy) &&
    !(policy === 'ClusterFirstWithHostNet' && workload.spec?.hostNetwork);
  const weight = weightOf(view, workload, { ...failure.said, count: failure.count }, SAYS_DNS);
  const alias = service?.service.spec.type === 'ExternalName' ? service.service.spec.externalName : undefined;
  const unresolved: Statement =
    alias === undefined
      ? { says: 'name-unresolved', host: peer?.host ?? null, dnsPolicy: own ? policy : null }
      : { says: 'alias-unresolved', alias };
  const resolving = alias === undefined ? 'resolving' : 'alias';
  return finding({
    cause: 'dns-resolution',
    facts: { wrong: unknown ? 'name' : resolving, peers: calledBy(view, [failure]) },
    // What a Service of type ExternalName stands for is set there, not by its callers.
    object: service && alias !== undefined ? service.ref : workload.ref,
    title: unknown ? { says: 'name-of-no-service', host: peer.host } : unresolved,
    // A resolver's hiccup passes, and a collector of traces that nobody installed is missed in the log alone.
    strength: peer || weight === 'hint' ? weight : 'strong',
    evidence: [
      callsFail(failure),
      ...(service && alias !== undefined
        ? [{ says: 'service-is-alias' as const, service: service.ref.name, alias }]
        : []),
      ...(service && alias === undefined
        ? [
            {
              says: 'unresolved-service-exists' as const,
              service: service.ref.name,
              readyEndpoints: service.readyAddresses,
            },
          ]
        : []),
      ...(own ? [{ says: 'dns-policy-elsewhere' as const, dnsPolicy: policy }] : []),
    ],
    // A name that nobody has may be the Service that a full quota keeps from being made.
    basis: ['logs', 'pods', ...(unknown ? (['services', 'resourcequotas'] as const) : [])],
    explains: withCallers(view, workload),
    since: failure.said.first,
    actions:
      service && alias !== undefined
        ? [
            look(
              kubectl(
                service.ref.namespace,
                'get',
                'service',
                nameWord(service.ref.name),
                '-o',
                'jsonpath={.spec.externalName}',
              ),
              'the name that it stands for',
            ),
          ]
        : [
            look(
              kubectl(
                workload.ref.namespace,
                'get',
                kindWord(workload.ref.kind),
                nameWord(workload.ref.name),
                '-o',
                'jsonpath={..dnsPolicy}{..dnsConfig}{..env}',
              ),
              'its DNS settings and the names that it is given',
            ),
            look(
              kubectl('kube-system', 'logs', '-l', 'k8s-app=kube-dns', '--tail=50'),
              'what the DNS server says',
            ),
          ],
  });
}

/** Enough workloads that fail on enough names to blame what they share. */
const SHARED_BY = 2;

function dnsServer(view: ClusterView, failures: readonly CallFailure[]): Finding | undefined {
  const pods = view.evidence
    .all('systempods')
    .filter(
      ({ metadata: { labels } }) =>
        labels['k8s-app'] === 'kube-dns' || labels['app.kubernetes.io/name'] === 'coredns',
    );
  const read = view.evidence.complete('systempods') && view.evidence.all('systempods').length > 0;
  const down = read && !pods.some(isReady);
  // Lookups that nobody answers last as long as a call may: callers say that the call timed out, not the lookup.
  const felt = down
    ? failuresOf(view).filter(
        ({ kind, workload, count }) => FELT.includes(kind) && matters(view, workload, count),
      )
    : failures;
  const workloads = [...new Set(felt.map(({ workload }) => workload))];
  const hosts = new Set(failures.flatMap(({ peer }) => peer?.host ?? []));
  const shared = workloads.length >= SHARED_BY && hosts.size >= SHARED_BY;
  // Where DNS runs under another name, or outside, there are no such pods: then failing lookups speak of it, or several
  // hosts that time out at once.
  const missing = down && pods.length === 0;
  const silent =
    new Set(felt.flatMap(({ peer }) => peer?.host ?? [])).size + namelessServers(view, felt).size;
  if (felt.length === 0 || !(down || shared)) return undefined;
  if (missing && failures.length === 0 && silent < SHARED_BY) return undefined;
  return finding({
    cause: 'dns-resolution',
    facts: { wrong: 'resolving', peers: calledBy(view, felt) },
    object: { kind: 'Deployment', namespace: 'kube-system', name: 'coredns' },
    title: down
      ? { says: 'cluster-dns-down', found: !missing }
      : { says: 'names-unresolved-by-many', workloads: workloads.length },
    strength: down && !missing ? 'proof' : 'strong',
    evidence: [
      ...(down ? [{ says: 'dns-pods-unready' as const, pods: pods.length }] : []),
      ...felt.slice(0, 3).map(callsFail),
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
      look(
        kubectl('kube-system', 'get', 'pods', '-l', 'k8s-app=kube-dns', '-o', 'wide'),
        'whether the DNS pods run',
      ),
    ],
  });
}

/** Servers that time out by the words of their drivers alone, and that are none of those which the lines name. */
function namelessServers(view: ClusterView, felt: readonly CallFailure[]): ReadonlySet<number> {
  const named = felt.flatMap(({ peer }) => peer ?? []);
  const isOf = (peer: Peer, port: number): boolean =>
    peer.service?.service.spec.ports.some((one) => one.port === port || one.targetPort === port) ??
    (peer.port === undefined || peer.port === port);
  const ports = [...new Set(felt.map(({ workload }) => workload))]
    .flatMap((workload) => saying(view, workload, TIMES_OUT))
    .flatMap(({ text }) => serverPort(text) ?? []);
  return new Set(ports.filter((port) => !named.some((peer) => isOf(peer, port))));
}

const TIMES_OUT = {
  test: (text: string): boolean => ['timeout', 'unavailable'].includes(failureKind(text) ?? ''),
};

const FELT: readonly FailureKind[] = ['dns', 'timeout', 'unavailable'];
