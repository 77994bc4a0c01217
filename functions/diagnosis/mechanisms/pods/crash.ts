import { type Action, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { containerWord, nameWord, words } from '../../../model/command/word.ts';
import { defined, present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type ContainerView, lastTermination } from '../../view/containers.ts';
import { lastSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef, type Workload } from '../../view/workloads.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { eventsOf, isBatch, liveContainers } from '../shared/pods.ts';
import { isRecent, RECOVERED_AFTER_MS } from '../shared/recent.ts';
import { type CrashLine, crashLine, lastWords, linesOfEnd } from './crash-line.ts';
import { crashReason } from './crash-reason.ts';
import { containerEnded, runSaid } from './ended-container.ts';
import { isOom } from './oom-end.ts';
import { isOwnFault } from './own-fault.ts';
import { livenessKills } from './probe-events.ts';

/** Waiting reasons of a container that was made, or tried to be, and does not stay (kubelet's images and kuberuntime packages). */
const START_ERRORS = [
  'RunContainerError',
  'CreateContainerError',
  'StartError',
  'ContainerCannotRun',
  'PostStartHookError',
];

/** The kubelet waits with CreateContainerConfigError for these as well (verifyRunAsNonRoot in its kuberuntime package). */
const WRONG_USER = /runAsNonRoot|non-root|run as root/i;

/** Why the kubelet or the runtime does not start a container; '' where it says nothing of the kind. */
const startRefusal = ({ reason, message }: { reason: string; message: string }): string =>
  START_ERRORS.includes(reason) || (reason === 'CreateContainerConfigError' && WRONG_USER.test(message))
    ? reason
    : '';

/**
 * A container ends again and again by its own doing, or cannot be started at all. Other analyzers name the mechanism
 * where there is one (memory, a probe, a missing key); this one says what the program itself said.
 */
export const crash: Analyzer = {
  name: 'crash',
  needs: ['pods'],
  causes: ['crash-app-error'],
  analyze: (view) => view.workloads.flatMap((workload) => crashesOf(view, workload)),
};

/** Containers that end again and again, or are not started at all. */
export const brokenContainers = (view: ClusterView, workload: Workload): readonly ContainerView[] =>
  liveContainers(workload).filter((container) => endsAgain(view, workload, container));

function crashesOf(view: ClusterView, workload: Workload) {
  const broken = brokenContainers(view, workload);
  const first = broken.find(({ init }) => init) ?? broken[0];
  if (!first) return [];
  const end = lastTermination(first.status);
  const startError = startErrorOf(view, workload, first);
  const line = crashLine(view, first);
  const exitCode = end?.exitCode ?? null;
  const killed = livenessKills(view, workload) > 0;
  const reason = crashReason(view, first, present(startError?.said, ...linesOfEnd(view, first, line)));
  const saysWhy =
    reason !== undefined ||
    startError !== undefined ||
    (line?.sure === true && isOwnFault(line.text, first) && !killed);
  return [
    finding({
      cause: 'crash-app-error',
      facts: { started: startError === undefined, ...defined({ because: reason?.because }) },
      object: workload.ref,
      title: reason?.title ?? titleOf(first, startError, toldBy(line, exitCode), exitCode),
      strength: strengthOf(saysWhy, killed),
      evidence: [
        containerEnded(workload, first, broken),
        ...(reason?.evidence ?? []),
        ...(startError && !line?.sure ? [] : saidAtEnd(view, first, line)),
      ],
      against: killed ? [{ says: 'killed-after-probe' }] : [],
      basis: ['pods'],
      explains: [...withCallers(view, workload), ...(reason?.explains ?? [])],
      since: end?.finishedAt,
      actions: [
        // A container that was never started has no log, and no run before.
        startError || !end
          ? look(
              kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(first.pod.metadata.name)),
              'its command, and why it does not start',
            )
          : lookAtEnd(first),
      ],
    }),
  ];
}

/** The log of the run that ended. */
export function lookAtEnd({ pod, name, status }: ContainerView): Action {
  const restarted = (status?.restartCount ?? 0) > 0;
  return look(
    kubectl(
      pod.metadata.namespace,
      'logs',
      nameWord(pod.metadata.name),
      '-c',
      containerWord(name),
      ...(restarted ? words('--previous') : []),
      '--tail=50',
    ),
    restarted ? 'the last words of the run before' : 'its last words',
  );
}

const titleOf = (
  { name }: ContainerView,
  startError: StartError | undefined,
  said: string | null,
  exitCode: number | null,
): Statement =>
  startError
    ? { says: 'container-not-started', container: name, ...startError }
    : { says: 'container-crashes', container: name, exitCode, said };

/** What ends without an error has no reason but its last words; of an error only what says why is one. */
const toldBy = (line: CrashLine | undefined, exitCode: number | null): string | null =>
  line !== undefined && (line.sure || exitCode === 0) ? line.text : null;

function saidAtEnd(
  view: ClusterView,
  container: ContainerView,
  line: CrashLine | undefined,
): readonly Statement[] {
  const read = view.logs.ofPod(container.pod).some((log) => log.container === container.name);
  const lines = line === undefined ? [] : lastWords(view, container, line);
  return present<Statement>(
    line?.sure === true ? runSaid(line) : { says: 'log-explains-nothing', read },
    lines.length > 0 && { says: 'run-ended-saying', said: lines },
  );
}

/** SIGTERM during a rollout or scale-down is normal (128 + 15). */
const SIGTERM_EXIT = 143;

function endsAgain(view: ClusterView, workload: Workload, container: ContainerView): boolean {
  const { status, init } = container;
  if (!status || isOom(status)) return false;
  const { waiting, terminated } = status.state;
  if (waiting && (waiting.reason === 'CrashLoopBackOff' || startRefusal(waiting) !== '')) return true;
  if (terminated) return staysEnded(view, workload, container);
  if (backsOff(view, container)) return true;
  const end = lastTermination(status);
  if (init || !end || !hasFailed(end)) return false;
  // Running again: only where it has just crashed and is not ready yet.
  return !status.ready && isRecent(view, timeOf(end.finishedAt));
}

function staysEnded(view: ClusterView, workload: Workload, { status, init }: ContainerView): boolean {
  const terminated = status?.state.terminated;
  if (!status || !terminated) return false;
  const isBatchRun = isBatch(workload);
  if (isBatchRun && (timeOf(terminated.finishedAt) ?? view.now) < view.from) return false;
  return hasFailed(terminated) && (status.restartCount > 0 || init || isBatchRun || !status.ready);
}

const hasFailed = ({ exitCode }: { readonly exitCode: number }): boolean =>
  exitCode !== 0 && exitCode !== SIGTERM_EXIT;

/** One end is an accident; the kubelet backs off from the second on (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy). */
const MIN_RESTARTS = 2;

/**
 * Whether the kubelet has lately put off to start a container again, as it does where one ends again and again: its event
 * stands also while the container has one of its short runs. An event may have lost its times to aggregation; then the
 * restarts are asked.
 */
function backsOff(view: ClusterView, { pod, name, status, init }: ContainerView): boolean {
  if (init || !status || status.restartCount < MIN_RESTARTS) return false;
  if (outlasts(view, status)) return false;
  return view.events.of(podRef(pod)).some((event) => {
    const at = lastSeen(event);
    const isIts =
      event.involvedObject.fieldPath === `spec.containers{${name}}` ||
      event.message.startsWith(`Back-off restarting failed container ${name} `) ||
      (event.message === 'Back-off restarting failed container' && pod.spec.containers.length === 1);
    return event.reason === 'BackOff' && isIts && (at === undefined || isRecent(view, at));
  });
}

/** How much longer than the run before a run is that has got over what ended that one, and what is no difference, ms. */
const LONGER = 3;
const SHORT_MS = 10_000;
/** The same where it is not known how long the run before was. */
const UNKNOWN_MS = 2 * 60_000;

/** Whether a container runs for longer than it did before it ended. */
function outlasts(view: ClusterView, { state, lastState }: NonNullable<ContainerView['status']>): boolean {
  if (state.running === undefined) return false;
  const runs = view.now - (timeOf(state.running.startedAt) ?? view.now);
  const [from, to] = [lastState.terminated?.startedAt, lastState.terminated?.finishedAt].map(timeOf);
  const bound = from === undefined || to === undefined ? UNKNOWN_MS : LONGER * (to - from) + SHORT_MS;
  return runs >= Math.min(bound, RECOVERED_AFTER_MS);
}

type StartError = Pick<Statement<'container-not-started'>, 'failing' | 'said'>;

function startErrorOf(
  view: ClusterView,
  workload: Workload,
  container: ContainerView,
): StartError | undefined {
  const waiting = container.status?.state.waiting;
  const said = statedStartError(container) || eventStartError(view, workload, container);
  const innermost = said ? deepest(said) : '';
  if (innermost !== '') return { failing: 'start', said: innermost };
  const hook = eventsOf(view, workload).findLast(
    ({ reason, involvedObject }) =>
      reason === 'FailedPostStartHook' && involvedObject.name === container.pod.metadata.name,
  );
  return hook && waiting ? { failing: 'post-start-hook', said: deepest(hook.message) } : undefined;
}

/** What its state says of a start that the runtime refused, or of an end that was none of the program's. */
function statedStartError({ status }: ContainerView): string | undefined {
  const waiting = status?.state.waiting;
  if (waiting && startRefusal(waiting) !== '') return waiting.message;
  const end = lastTermination(status);
  const neverRan =
    end !== undefined && (START_ERRORS.includes(end.reason) || NEVER_RAN.includes(end.exitCode));
  return neverRan ? end.message : undefined;
}

/** 126 and 127 are the shell's (POSIX, XCU 2.8.2), 128 the runtime's where there is no process. */
const NEVER_RAN = [126, 127, 128];

/** The last event that names such a start, of one that is tried again and again. */
function eventStartError(
  view: ClusterView,
  workload: Workload,
  { status, pod }: ContainerView,
): string | undefined {
  const waiting = status?.state.waiting;
  if (!waiting || (waiting.reason !== 'CrashLoopBackOff' && startRefusal(waiting) === '')) return undefined;
  return eventsOf(view, workload)
    .filter(({ reason, involvedObject }) => reason === 'Failed' && involvedObject.name === pod.metadata.name)
    .map(({ message }) => message)
    .findLast((text) => NOT_STARTED.test(text));
}

const NOT_STARTED =
  /unable to start container process|failed to (?:create|start) container|OCI runtime|daemon:/;

/** The innermost message of a chain of runtimes: `exec: "x": executable file not found in $PATH`. */
const deepest = (text: string): string =>
  (/(exec: .+)$/s.exec(text)?.[1] ?? text.split('daemon: ').at(-1) ?? text)
    .replace(/: unknown$/, '')
    .replace(/ \(pod: "[^"]*", container: [^)]*\)$/, '')
    .trim()
    .slice(0, 200);
