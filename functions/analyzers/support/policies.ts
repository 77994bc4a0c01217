import type { NetworkPolicy } from '../../core/kubernetes/objects.ts';
import { matchesSelector } from '../../core/view/selectors.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';
import type { Failure } from './failures.ts';

export interface Blocked {
  readonly policy: NetworkPolicy;
  readonly why: string;
}

type Direction = 'Ingress' | 'Egress';

/** The policy that, with all that select the same pods, allows no such call; undefined when one allows it. */
export function blockedBy(view: ClusterView, failure: Failure): Blocked | undefined {
  const to = failure.peer?.service?.workloads[0];
  const egress = selecting(view, failure.workload, 'Egress');
  const first = egress[0];
  if (first && failure.kind === 'dns' && !egress.some((policy) => allowsDns(policy)))
    return {
      policy: first,
      why: `it lets pods of ${failure.workload.ref.name} send nothing to port 53, so names do not resolve`,
    };
  if (
    first &&
    to &&
    !egress.some((policy) =>
      allows(
        view,
        policy.spec.egress.map(({ to: peers, ports }) => ({ peers, ports })),
        to,
        policy,
      ),
    )
  )
    return {
      policy: first,
      why: `it lets pods of ${failure.workload.ref.name} send nothing to ${to.ref.name}`,
    };
  const ingress = to ? selecting(view, to, 'Ingress') : [];
  const second = ingress[0];
  if (
    second &&
    to &&
    !ingress.some((policy) =>
      allows(
        view,
        policy.spec.ingress.map(({ from, ports }) => ({ peers: from, ports })),
        failure.workload,
        policy,
      ),
    )
  )
    return {
      policy: second,
      why: `it lets nothing from ${failure.workload.ref.name} to pods of ${to.ref.name}`,
    };
  return undefined;
}

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

/** Ports are not judged: a rule that names the peer counts as allowing it, so that nothing is blamed wrongly. */
function allows(view: ClusterView, rules: readonly Rule[], peer: Workload, policy: NetworkPolicy): boolean {
  return rules.some(
    ({ peers }) =>
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
      }),
  );
}

const allowsDns = ({ spec }: NetworkPolicy): boolean =>
  spec.egress.some(
    ({ ports }) =>
      ports.length === 0 || ports.some(({ port }) => port === undefined || port === 53 || port === 'dns'),
  );
