import type { NetworkPolicy } from '../../../model/kubernetes/objects.ts';
import type { ForbiddenCall } from '../../../model/statements/network.ts';
import { matchesSelector } from '../../view/selectors.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import type { CallFailure } from '../shared/failures.ts';
import { resolvePort } from '../shared/ports.ts';

export interface Blocked {
  readonly policy: NetworkPolicy;
  readonly call: ForbiddenCall;
}

/** A call as far as policies are asked about it. */
export interface AttemptedCall extends Pick<CallFailure, 'workload' | 'kind'> {
  readonly peer: Pick<NonNullable<CallFailure['peer']>, 'service' | 'port'> | undefined;
}

const DNS_PORT = 53;

type Direction = 'Ingress' | 'Egress';

/**
 * The policy that, with all that select the same pods, allows no such call; undefined when one allows it. Of several
 * workloads behind one Service, each has policies of its own: one of them that is closed is where calls are lost.
 */
export function blockedBy(view: ClusterView, failure: AttemptedCall): Blocked | undefined {
  const [first] = selecting(view, failure.workload, 'Egress');
  const from = failure.workload.ref.name;
  if (first && failure.kind === 'dns' && !selecting(view, failure.workload, 'Egress').some(allowsDns))
    return { policy: first, call: { how: 'no-lookups', from, to: null, port: DNS_PORT } };
  for (const to of failure.peer?.service?.workloads ?? []) {
    const blocked = blockedOnTheWay(view, failure, to);
    if (blocked) return blocked;
  }
  return undefined;
}

/** The policy that lets a call to one workload not out, or not in. */
function blockedOnTheWay(view: ClusterView, failure: AttemptedCall, to: Workload): Blocked | undefined {
  const port = podPort(failure, to);
  const call = { from: failure.workload.ref.name, to: to.ref.name, port: port ?? null };
  const egress = selecting(view, failure.workload, 'Egress');
  const [out] = egress;
  if (out && !egress.some((policy) => allows(view, outwards(policy), { peer: to, served: to, port }, policy)))
    return { policy: out, call: { how: 'not-sent', ...call } };
  const ingress = selecting(view, to, 'Ingress');
  const [into] = ingress;
  const caller = { peer: failure.workload, served: to, port };
  return into && !ingress.some((policy) => allows(view, inwards(policy), caller, policy))
    ? { policy: into, call: { how: 'not-received', ...call } }
    : undefined;
}

const outwards = ({ spec }: NetworkPolicy): readonly Rule[] =>
  spec.egress.map(({ to: peers, ports }) => ({ peers, ports }));

const inwards = ({ spec }: NetworkPolicy): readonly Rule[] =>
  spec.ingress.map(({ from: peers, ports }) => ({ peers, ports }));

function selecting(view: ClusterView, workload: Workload, direction: Direction): readonly NetworkPolicy[] {
  return view.evidence.all('networkpolicies').filter(
    ({ metadata, spec }) =>
      metadata.namespace === workload.ref.namespace &&
      matchesSelector(workload.labels, spec.podSelector) &&
      // Without policyTypes: Ingress always, Egress when it has rules.
      (spec.policyTypes.length > 0
        ? spec.policyTypes.includes(direction)
        : direction === 'Ingress' || spec.egress.length > 0),
  );
}

interface Rule {
  readonly peers: NetworkPolicy['spec']['ingress'][number]['from'];
  readonly ports: NetworkPolicy['spec']['ingress'][number]['ports'];
}

/** The other side as the rule sees it, and the port of the pods that serve; undefined when it is not known. */
interface Called {
  readonly peer: Workload;
  readonly served: Workload;
  readonly port: number | undefined;
}

/** Policies are about the pods' ports, not the Service's (NetworkPolicyPort in the API reference). */
function podPort({ peer }: AttemptedCall, to: Workload): number | undefined {
  const ports = peer?.service?.service.spec.ports ?? [];
  const called = ports.find(({ port }) => port === peer?.port) ?? (ports.length === 1 ? ports[0] : undefined);
  return called && numberOf(called.targetPort ?? called.port, to);
}

function numberOf(port: number | string, { spec }: Workload): number | undefined {
  return spec?.containers
    .map((container) => resolvePort(port, container))
    .find((resolved) => typeof resolved === 'number');
}

/** A port that is not known counts as allowed, so that nothing is blamed wrongly. */
function allowsPort({ ports }: Rule, { served, port: called }: Called): boolean {
  if (ports.length === 0 || called === undefined) return true;
  return ports.some(({ port, endPort, protocol }) => {
    if (protocol !== '' && protocol !== 'TCP') return false;
    const from = port === undefined ? undefined : numberOf(port, served);
    return from === undefined || (called >= from && called <= (endPort ?? from));
  });
}

function allows(view: ClusterView, rules: readonly Rule[], called: Called, policy: NetworkPolicy): boolean {
  const { peer } = called;
  return rules.some((rule) => {
    const { peers } = rule;
    if (!allowsPort(rule, called)) return false;
    return (
      peers.length === 0 ||
      peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
        if (ipBlock) return true;
        const namespace = view.evidence
          .all('namespaces')
          .find(({ metadata }) => metadata.name === peer.ref.namespace);
        const inNamespace = namespaceSelector
          ? namespace === undefined || matchesSelector(namespace.metadata.labels, namespaceSelector)
          : peer.ref.namespace === policy.metadata.namespace;
        return inNamespace && (!podSelector || matchesSelector(peer.labels, podSelector));
      })
    );
  });
}

const allowsDns = ({ spec }: NetworkPolicy): boolean =>
  spec.egress.some(
    ({ ports }) =>
      ports.length === 0 ||
      ports.some(({ port }) => port === undefined || port === DNS_PORT || port === 'dns'),
  );
