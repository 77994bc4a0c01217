import type { RawChange } from '../../../model/change.ts';
import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { NetworkPolicy } from '../../../model/kubernetes/objects.ts';
import { mayPrecede, NEAR_MS } from '../../../model/near.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { rawChanges } from '../../changes/changes.ts';
import { servicesNamedBy, wellBeside } from '../../differences/others.ts';
import { type Rise, risesOf } from '../../differences/rises.ts';
import { rose } from '../../differences/stating.ts';
import { difference, strengthBy } from '../../differences/verdict.ts';
import { matchesSelector } from '../../view/selectors.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { naming, othersAreWell } from '../shared/of-rise.ts';
import { calledHost } from '../shared/peers.ts';
import { type Blocked, blockedBy } from './policies.ts';

/**
 * A NetworkPolicy was made or changed, a caller fails since, in whatever words, and its policies now forbid the call that
 * it makes: packets of it are dropped, and a connection that is open may live on
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-existing-connections).
 */
export const changedPolicy: Analyzer = {
  name: 'changed-policy',
  needs: ['networkpolicies', 'logs'],
  causes: ['network-policy'],
  analyze: (view) => {
    const changes = rawChanges(view).filter(({ object }) => object.kind === 'NetworkPolicy');
    return risesOf(view).flatMap((rise) => changes.flatMap((change) => judge(view, rise, change) ?? []));
  },
};

function judge(view: ClusterView, rise: Rise, change: RawChange): Finding | undefined {
  const leadMs = rise.since - change.at;
  if (!mayPrecede(leadMs, rise, NEAR_MS.begins)) return undefined;
  const policy = view.evidence
    .all('networkpolicies')
    .find(
      ({ metadata: { namespace, name } }) =>
        refKey({ ...change.object, namespace, name }) === refKey(change.object),
    );
  const forbidden = policy && forbiddenCall(view, rise, policy);
  if (!policy || !forbidden) return undefined;
  const { blocked, service } = forbidden;
  const { workload } = rise;
  const { namespace, name } = policy.metadata;
  const differences = [
    ...difference(rise.before === null ? undefined : rose(rise, leadMs)),
    ...difference(naming(view, rise, service)),
    ...difference(othersWell(view, rise, policy), true),
  ];
  const strength = strengthBy(differences, []);
  return finding({
    cause: 'network-policy',
    facts: { peers: [calledHost({ host: service.ref.name, port: undefined, service, by: 'line' })] },
    object: change.object,
    title: { says: 'policy-forbids', ...blocked.call },
    // Whether policies are enforced is the CNI plugin's matter.
    strength: strength === 'proof' ? 'strong' : strength,
    evidence: [
      { says: 'object-changed', object: change.object, at: change.at, who: change.who, fields: [] },
      { says: 'named-policy-forbids', policy: name, call: blocked.call },
      ...differences.map(({ states }) => states),
    ],
    against: [{ says: 'policy-not-tried' }],
    basis: ['networkpolicies', 'logs', 'pods'],
    explains: [...withCallers(view, workload), ...service.workloads.map(({ ref }) => ref)],
    since: isoTime(change.at),
    actions: [
      look(kubectl(namespace, 'describe', 'networkpolicy', nameWord(name)), 'what it lets in and out'),
    ],
  });
}

interface Forbidden {
  readonly blocked: Blocked;
  readonly service: ServiceView;
}

/** A call of the caller's that its policies forbid and that the changed one is about: of those that its lines name, or of all. */
function forbiddenCall(view: ClusterView, rise: Rise, policy: NetworkPolicy): Forbidden | undefined {
  const { workload } = rise;
  const named = servicesNamedBy(view, rise);
  const called = view.calls
    .from(workload)
    .flatMap(({ service, port }) => (service ? [{ service, port }] : []));
  const asked = named.length === 0 ? called : called.filter(({ service }) => named.includes(service));
  for (const { service, port } of asked) {
    const blocked = blockedBy(view, { workload, kind: 'unavailable', peer: { service, port } });
    if (blocked && (selects(policy, workload) || service.workloads.some((one) => selects(policy, one))))
      return { blocked, service };
  }
  return undefined;
}

const selects = ({ metadata, spec }: NetworkPolicy, { ref, labels }: Workload): boolean =>
  metadata.namespace === ref.namespace && matchesSelector(labels, spec.podSelector);

/** Those whom the policy does not select, and who call nobody behind it, are well. */
function othersWell(view: ClusterView, rise: Rise, policy: NetworkPolicy): Statement | undefined {
  return othersAreWell(
    wellBeside(view, rise).filter(
      (well) => well.workload !== rise.workload && !selects(policy, well.workload),
    ),
  );
}
