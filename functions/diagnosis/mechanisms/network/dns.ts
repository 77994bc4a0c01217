import { type Action, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { kindWord, nameWord } from '../../../model/command/word.ts';
import type { FactsOf } from '../../../model/facts.ts';
import type { Finding } from '../../../model/finding.ts';
import { isReady } from '../../../model/kubernetes/ready.ts';
import type { ObjectRef } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
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
    return present(...failures.map((failure) => callerOf(view, failure)), server);
  },
};

/** A name of the caller's own namespace: the Services of another were not read. */
const isOfNamespace = (host: string, namespace: string): boolean =>
  isInternal(host) && [undefined, namespace].includes(host.split('.')[1]);

const SAYS_DNS = { test: (text: string): boolean => failureKind(text) === 'dns' };

function callerOf(view: ClusterView, failure: CallFailure): Finding {
  const { workload, peer } = failure;
  const service = peer?.service;
  const alias = aliasOf(service);
  const noService = peer !== undefined && isNameOfNoService(view, workload, peer);
  const dnsPolicy = ownDnsPolicy(workload);
  const weight = weightOf(view, workload, { ...failure.said, count: failure.count }, SAYS_DNS);
  return finding({
    cause: 'dns-resolution',
    facts: { wrong: wrongOf(noService, alias), peers: calledBy(view, [failure]) },
    // What a Service of type ExternalName stands for is set there, not by its callers.
    object: alias?.ref ?? workload.ref,
    title: titleOf(failure, noService, alias),
    // A resolver's hiccup passes, and a collector of traces that nobody installed is missed in the log alone.
    strength: peer || weight === 'hint' ? weight : 'strong',
    evidence: present<Statement>(
      callsFail(failure),
      alias && { says: 'service-is-alias', service: alias.ref.name, alias: alias.name },
      service &&
        alias === undefined && {
          says: 'unresolved-service-exists',
          service: service.ref.name,
          readyEndpoints: service.readyAddresses,
        },
      dnsPolicy !== null && { says: 'dns-policy-elsewhere', dnsPolicy },
    ),
    // A name that nobody has may be the Service that a full quota keeps from being made.
    basis: noService ? ['logs', 'pods', 'services', 'resourcequotas'] : ['logs', 'pods'],
    explains: withCallers(view, workload),
    since: failure.said.first,
    actions: alias === undefined ? looksAt(workload.ref) : [lookAtAlias(alias.ref)],
  });
}

interface Alias {
  readonly ref: ObjectRef;
  readonly name: string;
}

/** What a Service of type ExternalName stands for; undefined of any other. */
const aliasOf = (service: ServiceView | undefined): Alias | undefined =>
  service?.service.spec.type === 'ExternalName' && service.service.spec.externalName !== undefined
    ? { ref: service.ref, name: service.service.spec.externalName }
    : undefined;

/** A name of the cluster that none of its Services has. */
const isNameOfNoService = (view: ClusterView, { ref }: Workload, { host, service }: Peer): boolean =>
  service === undefined && view.evidence.complete('services') && isOfNamespace(host, ref.namespace);

/** A policy that asks another resolver than the cluster's; null where none does. */
function ownDnsPolicy({ spec }: Workload): string | null {
  const policy = spec?.dnsPolicy ?? '';
  const asksCluster =
    ['', 'ClusterFirst'].includes(policy) ||
    (policy === 'ClusterFirstWithHostNet' && spec?.hostNetwork === true);
  return asksCluster ? null : policy;
}

function wrongOf(noService: boolean, alias: Alias | undefined): FactsOf['dns-resolution']['wrong'] {
  if (noService) return 'name';
  return alias === undefined ? 'resolving' : 'alias';
}

function titleOf({ peer, workload }: CallFailure, noService: boolean, alias: Alias | undefined): Statement {
  if (noService && peer) return { says: 'name-of-no-service', host: peer.host };
  if (alias) return { says: 'alias-unresolved', alias: alias.name };
  return { says: 'name-unresolved', host: peer?.host ?? null, dnsPolicy: ownDnsPolicy(workload) };
}

const lookAtAlias = ({ namespace, name }: ObjectRef): Action =>
  look(
    kubectl(namespace, 'get', 'service', nameWord(name), '-o', 'jsonpath={.spec.externalName}'),
    'the name that it stands for',
  );

const looksAt = ({ namespace, kind, name }: ObjectRef): readonly Action[] => [
  look(
    kubectl(
      namespace,
      'get',
      kindWord(kind),
      nameWord(name),
      '-o',
      'jsonpath={..dnsPolicy}{..dnsConfig}{..env}',
    ),
    'its DNS settings and the names that it is given',
  ),
  look(kubectl('kube-system', 'logs', '-l', 'k8s-app=kube-dns', '--tail=50'), 'what the DNS server says'),
];

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
    evidence: present<Statement>(
      down && { says: 'dns-pods-unready', pods: pods.length },
      ...felt.slice(0, 3).map(callsFail),
    ),
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
