import { type Action, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { containerWord, nameWord, words } from '../../../model/command/word.ts';
import { defined, present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type ContainerView, lastTermination } from '../../view/containers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { eventsOf, isBatch, liveContainers } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';
import { type CrashLine, crashLine, lastWords, linesOfEnd } from './crash-line.ts';
import { crashReason } from './crash-reason.ts';
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
  const waiting = first.status?.state.waiting;
  const end = lastTermination(first.status);
  const pods = new Set(broken.map(({ pod }) => pod.metadata.name)).size;
  const restarts = broken.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0);
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
        {
          says: 'container-ended',
          pods: { some: pods, all: workload.pods.length },
          container: first.name,
          init: first.init,
          waiting: waiting?.reason || null,
          restarts,
          at: timeOf(end?.finishedAt) ?? null,
          exitCode,
        },
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
    line?.sure === true
      ? { says: 'run-said', run: line.previous ? 'previous' : 'present', said: line.text }
      : { says: 'log-explains-nothing', read },
    lines.length > 0 && { says: 'run-ended-saying', said: lines },
  );
}

/** SIGTERM during a rollout or scale-down is normal (128 + 15). */
const SIGTERM_EXIT = 143;

function endsAgain(view: ClusterView, workload: Workload, { status, init }: ContainerView): boolean {
  if (!status) return false;
  if (isOom(status)) return false;
  const reason = status.state.waiting?.reason ?? '';
  if (status.state.waiting && startRefusal(status.state.waiting) !== '') return true;
  const end = lastTermination(status);
  if (reason === 'CrashLoopBackOff') return true;
  if (status.state.terminated) {
    const failed =
      status.state.terminated.exitCode !== 0 && status.state.terminated.exitCode !== SIGTERM_EXIT;
    if (isBatch(workload) && (timeOf(status.state.terminated.finishedAt) ?? view.now) < view.from)
      return false;
    return failed && (status.restartCount > 0 || init || isBatch(workload) || !status.ready);
  }
  if (init || !end || end.exitCode === 0 || end.exitCode === SIGTERM_EXIT) return false;
  // Running again: only where it has just crashed, and more than once.
  return (
    (status.restartCount > 1 || !status.ready) && isRecent(view, timeOf(end.finishedAt)) && !status.ready
  );
}

type StartError = Pick<Statement<'container-not-started'>, 'failing' | 'said'>;

function startErrorOf(
  view: ClusterView,
  workload: Workload,
  { status, pod }: ContainerView,
): StartError | undefined {
  const waiting = status?.state.waiting;
  const end = lastTermination(status);
  const refused = waiting !== undefined && startRefusal(waiting) !== '';
  const neverRan =
    end !== undefined && (START_ERRORS.includes(end.reason) || [126, 127, 128].includes(end.exitCode));
  const message = refused ? waiting.message : neverRan && end.message;
  const said =
    message ||
    (waiting?.reason === 'CrashLoopBackOff' || refused
      ? eventsOf(view, workload)
          .filter(
            ({ reason, involvedObject }) => reason === 'Failed' && involvedObject.name === pod.metadata.name,
          )
          .map(({ message: text }) => text)
          .findLast((text) =>
            /unable to start container process|failed to (?:create|start) container|OCI runtime|daemon:/.test(
              text,
            ),
          )
      : undefined);
  const innermost = said ? deepest(said) : '';
  if (innermost !== '') return { failing: 'start', said: innermost };
  const hook = eventsOf(view, workload).findLast(
    ({ reason, involvedObject }) =>
      reason === 'FailedPostStartHook' && involvedObject.name === pod.metadata.name,
  );
  return hook && waiting ? { failing: 'post-start-hook', said: deepest(hook.message) } : undefined;
}

/** The innermost message of a chain of runtimes: `exec: "x": executable file not found in $PATH`. */
const deepest = (text: string): string =>
  (/(exec: .+)$/s.exec(text)?.[1] ?? text.split('daemon: ').at(-1) ?? text)
    .replace(/: unknown$/, '')
    .replace(/ \(pod: "[^"]*", container: [^)]*\)$/, '')
    .trim()
    .slice(0, 200);
