import type { Analyzer } from '../core/analyzer.ts';
import { type Action, look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { kindWord, nameWord, objectWord } from '../core/command/word.ts';
import type { Finding } from '../core/finding.ts';
import { refKey } from '../core/object-ref.ts';
import type { ServiceView } from '../core/view/services.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { failureText, peerText } from './support/failure-text.ts';
import { callersOfService, type Failure, failuresOf, refsOf } from './support/failures.ts';
import { finding, withCallers } from './support/finding.ts';
import { copesWith, FEW_LINES, isBroken, matters } from './support/health.ts';
import { type FailureKind, gist } from './support/messages.ts';
import { quote } from './support/patterns.ts';
import { liveContainers } from './support/pods.ts';
import { failsWith } from './support/reach-words.ts';
import { refusalIn } from './support/refusal.ts';
import { wrongPortCalls } from './support/wrong-ports.ts';

/**
 * Calls to another program fail before it answers. Who is to blame follows from who else calls it: a port that the
 * Service does not have is the caller's, a dependency without ready pods is the dependency's, one caller of many that
 * fails is to look at its own settings, all of them at the dependency.
 */
export const dependencyUnreachable: Analyzer = {
  name: 'dependency-unreachable',
  needs: ['logs', 'pods'],
  causes: ['dependency-unreachable'],
  analyze: (view) => {
    const failures = failuresOf(view).filter(({ kind }) => KINDS.includes(kind));
    const groups = new Map<string, Failure[]>();
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

function judge(view: ClusterView, group: readonly Failure[]): readonly Finding[] {
  const first = group[0];
  if (!first) return [];
  const service = first.peer?.service;
  const wrong = group.filter((failure) => wrongPortOf(view, failure) !== undefined);
  if (wrong.length > 0) return distinctCallers(wrong).map((failure) => wrongPort(view, failure));
  if (!service) return distinctCallers(group).flatMap((failure) => external(view, failure));
  const dependency = service.workloads[0];
  if (
    !dependency ||
    service.workloads.every(({ ready }) => ready === 0) ||
    (service.slices.length > 0 && service.readyAddresses === 0)
  )
    return [down(view, group, service, dependency)];
  const failing = distinctCallers(group).map(({ workload }) => workload);
  const callers = callersOfService(view, service);
  const well = callers.filter(
    (caller) => !failing.includes(caller) && view.logs.of(caller).some(({ summary }) => summary.lines > 0),
  );
  if (failing.length === 1 && well.length > 0) return [oneCaller(view, first, service, well)];
  return [allCallers(view, group, service, dependency, failing)];
}

function distinctCallers(group: readonly Failure[]): readonly Failure[] {
  return [
    ...new Map([...group].reverse().map((failure) => [refKey(failure.workload.ref), failure])).values(),
  ].reverse();
}

/** The wrong port that a failure is about: a failure of another host, or of a port that the Service has, is about none. */
function wrongPortOf(view: ClusterView, { workload, peer }: Failure) {
  return wrongPortCalls(view, workload).find(
    ({ service, port }) =>
      peer === undefined ||
      (peer.service === service && (peer.port === undefined || peer.port === port || peer.by !== 'line')),
  );
}

function wrongPort(view: ClusterView, failure: Failure): Finding {
  const call = wrongPortOf(view, failure);
  return make(view, failure.workload, [failure], {
    ownSettings: true,
    title: call?.title ?? `it calls ${peerText(failure.peer)}, a port that is not served`,
    strength: 'proof',
    evidence: call ? [call.text] : [],
    ...(call?.configMap
      ? {
          look: look(
            kubectl(
              failure.workload.ref.namespace,
              'get',
              'configmap',
              nameWord(call.configMap),
              '-o',
              'yaml',
            ),
            'where the port is set',
          ),
        }
      : {}),
  });
}

/** What speaks against a failure that its caller takes for no error. */
const COPES = 'who says so calls it no error, and its own requests succeed';

function external(view: ClusterView, failure: Failure): readonly Finding[] {
  const broken = isBroken(failure.workload);
  // A line now and then is ordinary where nothing else is wrong.
  if (!matters(view, failure.workload, failure.count)) return [];
  const copes = copesWith(view, failure.workload, failure.said);
  const isTold = failure.said.level === 'info' || failure.said.level === 'debug';
  if (!failure.peer && (copes || (isTold && !broken))) return [];
  return [
    make(view, failure.workload, [failure], {
      title: failure.peer
        ? `it ${failsWith(failure.kind, peerText(failure.peer))}`
        : `its calls fail: "${quote(gist(failure.said.text))}"`,
      strength: (failure.peer && !copes) || broken ? 'strong' : 'hint',
      evidence: broken ? ['its pods are not ready, or restart'] : [],
      against: [...(failure.peer ? [] : ['the lines do not say which host']), ...(copes ? [COPES] : [])],
    }),
  ];
}

function down(
  view: ClusterView,
  group: readonly Failure[],
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
    facts: { ownSettings: false, refuses: refusalOf(group) },
    object,
    title: `its callers cannot reach it: it has no ready pod`,
    // Why it has none is told by the analyzers that look at its pods.
    strength: own ? 'hint' : 'strong',
    evidence: [
      ...distinctCallers(group)
        .slice(0, 4)
        .map((failure) => failureText(view, failure)),
      `Service ${service.ref.name} has ${service.readyAddresses} ready addresses; ${dependency ? `${dependency.ref.name} has ${dependency.ready} of ${dependency.desired ?? '?'} pods ready` : 'no workload is behind it'}`,
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

function oneCaller(
  view: ClusterView,
  failure: Failure,
  service: ServiceView,
  well: readonly Workload[],
): Finding {
  const copes = copesWith(view, failure.workload, failure.said);
  return make(view, failure.workload, [failure], {
    ownSettings: true,
    title: `it alone ${failsWith(failure.kind, service.ref.name)}, others ${failure.kind === 'no-answer' ? 'do' : 'can'}: look at its own settings`,
    strength: copes ? 'hint' : 'strong',
    against: copes ? [COPES] : [],
    evidence: [
      `${service.ref.name} is ready, and ${well
        .slice(0, 4)
        .map(({ ref }) => ref.name)
        .join(', ')} reach${well.length === 1 ? 'es' : ''} it without such errors`,
    ],
  });
}

function allCallers(
  view: ClusterView,
  group: readonly Failure[],
  service: ServiceView,
  dependency: Workload,
  failing: readonly Workload[],
): Finding {
  const alone = failing.length === 1;
  const cope = group.every(({ workload, said }) => copesWith(view, workload, said));
  return finding({
    cause: 'dependency-unreachable',
    facts: { ownSettings: false, refuses: refusalOf(group) },
    object: dependency.ref,
    title: `${alone ? (failing[0]?.ref.name ?? 'its caller') : `${failing.length} callers`} ${failsWith(group[0]?.kind ?? 'refused', 'it', failing.length)}, though its pods are ready`,
    strength: cope || (alone && group.every(({ said }) => said.count < FEW_LINES)) ? 'hint' : 'strong',
    evidence: [
      ...distinctCallers(group)
        .slice(0, 4)
        .map((failure) => failureText(view, failure)),
      `Service ${service.ref.name}: ${service.readyAddresses || dependency.ready} ready`,
    ],
    against: [
      ...(alone ? ['only one workload is known to call it, so its own settings may be wrong as well'] : []),
      ...(cope ? [COPES] : []),
    ],
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
  readonly title: string;
  readonly strength: Finding['strength'];
  readonly evidence: readonly string[];
  readonly against?: readonly string[];
  /** Instead of the environment. */
  readonly look?: Action;
}

const refusalOf = (group: readonly Failure[]) => refusalIn(group.map(({ said }) => said.text));

function make(view: ClusterView, workload: Workload, group: readonly Failure[], found: Found): Finding {
  const first = group[0];
  return finding({
    cause: 'dependency-unreachable',
    facts: { ownSettings: found.ownSettings === true, refuses: refusalOf(group) },
    object: workload.ref,
    title: found.title,
    strength: found.strength,
    evidence: [...group.slice(0, 3).map((failure) => failureText(view, failure)), ...found.evidence],
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
