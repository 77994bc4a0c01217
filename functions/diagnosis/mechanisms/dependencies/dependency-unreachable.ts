import type { RawChange } from '../../../model/change.ts';
import { type Action, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { kindWord, nameWord, objectWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import { mayPrecede, NEAR_MS } from '../../../model/near.ts';
import { refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime, timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { managedChanges } from '../../changes/managed.ts';
import { changedBy, revisionsOf } from '../../changes/rollouts.ts';
import { settingsNaming } from '../../differences/settings.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { calledBy } from '../shared/called.ts';
import { callsFail } from '../shared/calls-fail.ts';
import { type CallFailure, callersOfService, failuresOf, refsOf } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { behind, copesWith, FEW_LINES, isBroken, isControl, matters } from '../shared/health.ts';
import { keptConnectionsOf } from '../shared/kept-connections.ts';
import { type FailureKind, gist } from '../shared/messages.ts';
import { liesOutside } from '../shared/outside-failures.ts';
import { quote } from '../shared/patterns.ts';
import { liveContainers } from '../shared/pods.ts';
import { refusalIn } from '../shared/refusal.ts';
import { unreachedBy } from './unreached.ts';
import { wrongPortCalls } from './wrong-ports.ts';

/**
 * Calls to another program fail before it answers. Who is to blame follows from who else calls it: a port that the
 * Service does not have is the caller's, a dependency without ready pods is the dependency's, one caller of many that
 * fails is to look at its own settings, all of them at the dependency.
 */
export const dependencyUnreachable: Analyzer = {
  name: 'dependency-unreachable',
  needs: ['logs', 'pods'],
  causes: ['dependency-unreachable', 'service-misrouting'],
  analyze: (view) => {
    // Who is reached, and hangs up on what is idle, is another matter, and so is a host outside.
    const failures = failuresOf(view).filter(
      (failure) =>
        KINDS.includes(failure.kind) &&
        keptConnectionsOf(view, failure) === undefined &&
        !liesOutside(view, failure.workload, failure.said),
    );
    const groups = new Map<string, CallFailure[]>();
    for (const failure of failures) {
      const key = failure.peer?.service
        ? refKey(failure.peer.service.ref)
        : `${refKey(failure.workload.ref)} ${failure.peer?.host ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), failure]);
    }
    return [...groups.values()].flatMap((group) => judge(view, group));
  },
};

const KINDS: readonly FailureKind[] = ['certificate', 'refused', 'timeout', 'no-answer', 'unavailable'];

function judge(view: ClusterView, group: readonly CallFailure[]): readonly Finding[] {
  const first = group[0];
  if (!first) return [];
  const service = first.peer?.service;
  const wrong = group.filter((failure) => wrongPortOf(view, failure) !== undefined);
  if (wrong.length > 0) return distinctCallers(wrong).flatMap((failure) => wrongPort(view, failure));
  if (!service) return distinctCallers(group).flatMap((failure) => external(view, failure));
  const dependency = behind(service);
  if (
    !dependency ||
    service.workloads.every(({ ready }) => ready === 0) ||
    (service.slices.length > 0 && service.readyAddresses === 0)
  )
    return [down(view, group, service, dependency)];
  const failing = distinctCallers(group).map(({ workload }) => workload);
  const callers = callersOfService(view, service);
  // That it logs is no sign that it is served: its requests have to succeed.
  const well = callers.filter((caller) => !failing.includes(caller) && isControl(view, caller, first.said));
  const changed = failing.length === 1 ? ownChange(view, first, service) : undefined;
  if (changed) return [changedCaller(view, first, service, changed)];
  if (failing.length === 1 && well.length > 0) return [oneCaller(view, first, service, well)];
  return [allCallers(view, { group, service, dependency, failing })];
}

function distinctCallers(group: readonly CallFailure[]): readonly CallFailure[] {
  return [
    ...new Map([...group].reverse().map((failure) => [refKey(failure.workload.ref), failure])).values(),
  ].reverse();
}

/** The wrong port that a failure is about: a failure of another host, or of a port that the Service has, is about none. */
function wrongPortOf(view: ClusterView, { workload, peer }: CallFailure) {
  return wrongPortCalls(view, workload).find(
    ({ service, port }) =>
      peer === undefined ||
      (peer.service === service && (peer.port === undefined || peer.port === port || peer.by !== 'line')),
  );
}

function wrongPort(view: ClusterView, failure: CallFailure): readonly Finding[] {
  const call = wrongPortOf(view, failure);
  if (call === undefined) return [];
  const { service, port, via, has } = call;
  const wrong = { service: service.ref.name, port, via, has };
  const change = renumbered(view, failure, service);
  if (change) return [portGone(view, failure, { service, wrong, change })];
  const found = make(view, failure.workload, [failure], {
    ownSettings: true,
    title: { says: 'calls-wrong-port', ...wrong },
    strength: 'proof',
    evidence: [{ says: 'setting-names-wrong-port', caller: failure.workload.ref.name, ...wrong }],
    ...(via.kind === 'config-map'
      ? {
          look: look(
            kubectl(
              failure.workload.ref.namespace,
              'get',
              'configmap',
              nameWord(via.configMap),
              '-o',
              'yaml',
            ),
            'where the port is set',
          ),
        }
      : {}),
  });
  return [found];
}

/**
 * The change of a Service's ports that a caller's failure began with, where the caller still asks for what it asked for
 * before: its setting was right until then.
 */
function renumbered(view: ClusterView, { workload, said }: CallFailure, { ref }: ServiceView) {
  const first = timeOf(said.first);
  const rolledOut = revisionsOf(view, workload)[0]?.at ?? 0;
  return managedChanges(view).find(
    ({ object, facts, at }) =>
      refKey(object) === refKey(ref) &&
      facts.kind === 'fields' &&
      facts.fields.some(({ key }) => key.startsWith('spec.ports')) &&
      at > rolledOut &&
      mayPrecede(first === undefined ? 0 : first - at, null, NEAR_MS.counts),
  );
}

interface PortGone {
  readonly service: ServiceView;
  readonly wrong: Omit<Statement<'calls-wrong-port'>, 'says'>;
  readonly change: RawChange;
}

function portGone(view: ClusterView, failure: CallFailure, { service, wrong, change }: PortGone): Finding {
  const { namespace, name } = service.ref;
  // Where a whole manifest was applied, something else than the ports may have changed in it.
  const isKnown = change.facts.kind === 'fields' && change.facts.applied !== true;
  return finding({
    cause: 'service-misrouting',
    object: service.ref,
    title: { says: 'port-gone', port: wrong.port, has: wrong.has, caller: failure.workload.ref.name },
    strength: isKnown ? 'proof' : 'strong',
    evidence: [
      {
        says: 'object-changed',
        object: change.object,
        at: change.at,
        who: change.who,
        fields: [{ key: 'port', was: null, now: wrong.has.join(', ') }],
      },
      { says: 'setting-names-wrong-port', caller: failure.workload.ref.name, ...wrong },
      callsFail(failure),
    ],
    basis: ['services', 'logs', 'pods'],
    explains: [...service.workloads.map(({ ref }) => ref), ...withCallers(view, failure.workload)],
    since: isoTime(change.at),
    actions: [
      look(kubectl(namespace, 'describe', 'service', nameWord(name)), 'selector, ports and targetPort'),
    ],
  });
}

/** What speaks against a failure that its caller takes for no error. */
const COPES: Statement = { says: 'caller-copes' };

function external(view: ClusterView, failure: CallFailure): readonly Finding[] {
  const broken = isBroken(failure.workload);
  // A line now and then is ordinary where nothing else is wrong.
  if (!matters(view, failure.workload, failure.count)) return [];
  const copes = copesWith(view, failure.workload, failure.said);
  const isTold = failure.said.level === 'info' || failure.said.level === 'debug';
  if (!failure.peer && (copes || (isTold && !broken))) return [];
  return [
    make(view, failure.workload, [failure], {
      title: failure.peer
        ? {
            says: 'host-unreached',
            how: unreachedBy(failure.kind),
            to: { host: failure.peer.host, port: failure.peer.port || null },
          }
        : { says: 'some-calls-fail', said: quote(gist(failure.said.text)) },
      strength: (failure.peer && !copes) || broken ? 'strong' : 'hint',
      evidence: broken ? [{ says: 'pods-unwell' }] : [],
      against: present<Statement>(!failure.peer && { says: 'host-not-named' }, copes && COPES),
    }),
  ];
}

function down(
  view: ClusterView,
  group: readonly CallFailure[],
  service: ServiceView,
  dependency: Workload | undefined,
): Finding {
  const object = dependency?.ref ?? service.ref;
  const own =
    dependency &&
    liveContainers(dependency).some(
      ({ status }) => status && !status.ready && (status.state.waiting || status.restartCount > 0),
    );
  return finding({
    cause: 'dependency-unreachable',
    facts: { ownSettings: false, refuses: refusalOf(group), peers: calledBy(view, group) },
    object,
    title: { says: 'unreached-without-pod' },
    // Why it has none is told by the analyzers that look at its pods.
    strength: own ? 'hint' : 'strong',
    evidence: [
      ...distinctCallers(group).slice(0, 4).map(callsFail),
      {
        says: 'service-addresses',
        service: service.ref.name,
        ready: service.readyAddresses,
        behind: dependency
          ? { workload: dependency.ref.name, ready: dependency.ready, desired: dependency.desired }
          : null,
      },
    ],
    basis: ['logs', 'pods', 'services'],
    explains: [
      ...(dependency ? withCallers(view, dependency) : [service.ref]),
      ...refsOf(group.map(({ workload }) => workload)),
    ],
    since: group
      .map(({ said }) => said.first)
      .filter(Boolean)
      .sort()[0],
    actions: [
      look(
        kubectl(object.namespace, 'describe', kindWord(object.kind), nameWord(object.name)),
        'why it has no ready pod',
      ),
    ],
  });
}

/** The rollout of a caller that changed how it reaches a Service, shortly before it could not. */
function ownChange(view: ClusterView, { workload, said }: CallFailure, service: ServiceView) {
  const revisions = revisionsOf(view, workload);
  const [current] = revisions;
  const first = timeOf(said.first);
  if (current?.at === undefined || first === undefined) return undefined;
  if (!mayPrecede(first - current.at, null, NEAR_MS.blames)) return undefined;
  const differences = changedBy(revisions);
  const [setting] = settingsNaming(view, workload, differences, service);
  return setting && { setting: setting.name, revision: current.revision, at: current.at, first, differences };
}

function changedCaller(
  view: ClusterView,
  failure: CallFailure,
  service: ServiceView,
  { setting, revision, at, first, differences }: NonNullable<ReturnType<typeof ownChange>>,
): Finding {
  return make(view, failure.workload, [failure], {
    ownSettings: true,
    title: {
      says: 'unreached-by-changed-setting',
      how: unreachedBy(failure.kind),
      service: service.ref.name,
      setting,
    },
    strength: 'strong',
    evidence: [
      { says: 'rolled-out', revision, at, onset: first, differences },
      { says: 'setting-names-them', setting, host: service.ref.name },
    ],
  });
}

function oneCaller(
  view: ClusterView,
  failure: CallFailure,
  service: ServiceView,
  well: readonly Workload[],
): Finding {
  const copes = copesWith(view, failure.workload, failure.said);
  return make(view, failure.workload, [failure], {
    ownSettings: true,
    title: { says: 'unreached-by-one', how: unreachedBy(failure.kind), service: service.ref.name },
    strength: copes ? 'hint' : 'strong',
    against: copes ? [COPES] : [],
    evidence: [
      { says: 'reached-by-others', service: service.ref.name, callers: well.map(({ ref }) => ref.name) },
    ],
  });
}

interface Unreached {
  readonly group: readonly CallFailure[];
  readonly service: ServiceView;
  readonly dependency: Workload;
  /** All of its callers. */
  readonly failing: readonly Workload[];
}

function allCallers(view: ClusterView, { group, service, dependency, failing }: Unreached): Finding {
  const alone = failing.length === 1;
  const cope = group.every(({ workload, said }) => copesWith(view, workload, said));
  return finding({
    cause: 'dependency-unreachable',
    facts: { ownSettings: false, refuses: refusalOf(group), peers: calledBy(view, group) },
    object: dependency.ref,
    title: {
      says: 'unreached-though-ready',
      how: unreachedBy(group[0]?.kind ?? 'refused'),
      callers: failing.length,
      caller: alone ? (failing[0]?.ref.name ?? null) : null,
    },
    strength: cope || (alone && group.every(({ said }) => said.count < FEW_LINES)) ? 'hint' : 'strong',
    evidence: [
      ...distinctCallers(group).slice(0, 4).map(callsFail),
      {
        says: 'service-ready',
        service: service.ref.name,
        ready: service.readyAddresses || dependency.ready,
      },
    ],
    against: present<Statement>(alone && { says: 'one-caller-known' }, cope && COPES),
    basis: ['logs', 'pods', 'services'],
    explains: [...withCallers(view, dependency), ...refsOf(failing)],
    since: group
      .map(({ said }) => said.first)
      .filter(Boolean)
      .sort()[0],
    actions: [
      look(
        kubectl(dependency.ref.namespace, 'logs', objectWord(dependency.ref), '--tail=50'),
        'what it says itself',
      ),
    ],
  });
}

interface Found {
  /** True where what is called is well. */
  readonly ownSettings?: true;
  readonly title: Statement;
  readonly strength: Finding['strength'];
  readonly evidence: readonly Statement[];
  readonly against?: readonly Statement[];
  /** Instead of the environment. */
  readonly look?: Action;
}

const refusalOf = (group: readonly CallFailure[]) => refusalIn(group.map(({ said }) => said.text));

function make(view: ClusterView, workload: Workload, group: readonly CallFailure[], found: Found): Finding {
  const first = group[0];
  return finding({
    cause: 'dependency-unreachable',
    facts: {
      ownSettings: found.ownSettings === true,
      refuses: refusalOf(group),
      peers: calledBy(view, group),
    },
    object: workload.ref,
    title: found.title,
    strength: found.strength,
    evidence: [...group.slice(0, 3).map(callsFail), ...found.evidence],
    against: found.against ?? [],
    basis: ['logs', 'pods'],
    explains: withCallers(view, workload),
    since: first?.said.first,
    actions: [
      found.look ??
        look(
          kubectl(workload.ref.namespace, 'set', 'env', objectWord(workload.ref), '--list'),
          'the hosts and ports that it is given',
        ),
    ],
  });
}
