import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { containerWord, nameWord, words } from '../core/command/word.ts';
import { plural } from '../core/format.ts';
import { type ContainerView, lastTermination } from '../core/view/containers.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { type CrashLine, crashLine, lastWords } from './support/crash-line.ts';
import { finding, strengthOf, withCallers } from './support/finding.ts';
import { isOom } from './support/oom.ts';
import { isOwnFault } from './support/own-fault.ts';
import { eventsOf, isBatch, liveContainers, shareText } from './support/pods.ts';
import { livenessKills } from './support/probe-events.ts';
import { isRecent } from './support/recent.ts';

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

function crashesOf(view: ClusterView, workload: Workload) {
  const containers = liveContainers(workload);
  const broken = containers.filter((container) => isBroken(view, workload, container));
  const first = broken.find(({ init }) => init) ?? broken[0];
  if (!first) return [];
  const waiting = first.status?.state.waiting;
  const end = lastTermination(first.status);
  const pods = new Set(broken.map(({ pod }) => pod.metadata.name)).size;
  const restarts = broken.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0);
  const startError = startErrorOf(view, workload, first);
  const line = crashLine(view, first);
  const at = timeOf(end?.finishedAt);
  const restarted = (first.status?.restartCount ?? 0) > 0;
  const killed = livenessKills(view, workload) > 0;
  const saysWhy = Boolean(startError) || (line !== undefined && isOwnFault(line.text, first) && !killed);
  const unexplained = startError ? [] : ['its log holds no line that explains the end'];
  return [
    finding({
      cause: 'crash-app-error',
      object: workload.ref,
      title: startError
        ? `container ${first.name} cannot start: ${startError}`
        : `container ${first.name} ${endsQuietly(end) ? 'ends again and again' : 'crashes'} (${endText(end)})${line ? `: "${line.text}"` : ''}`,
      strength: strengthOf(saysWhy, killed),
      evidence: [
        `${shareText(pods, workload.pods.length)}: ${first.init ? 'init ' : ''}container ${first.name} ${waiting?.reason || 'ended'}, ${plural(restarts, 'restart')}${at ? `, last end at ${clockText(at, view.now)}` : ''} (${endText(end)})`,
        ...(line
          ? [`its ${line.previous ? 'previous run' : 'log'} said: ${line.text}`, ...ending(view, first, line)]
          : unexplained),
      ],
      against: killed ? ['its liveness probe failed before the kubelet killed it'] : [],
      basis: ['pods'],
      explains: withCallers(view, workload),
      since: end?.finishedAt,
      actions: [
        // A container that was never started has no log, and no run before.
        startError || !end
          ? look(
              kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(first.pod.metadata.name)),
              'its command, and why it does not start',
            )
          : look(
              kubectl(
                workload.ref.namespace,
                'logs',
                nameWord(first.pod.metadata.name),
                '-c',
                containerWord(first.name),
                ...(restarted ? words('--previous') : []),
                '--tail=50',
              ),
              restarted ? 'the last words of the run before' : 'its last words',
            ),
      ],
    }),
  ];
}

/** A program that is meant to serve and ends without an error: nothing keeps it going. */
const endsQuietly = (end: ReturnType<typeof lastTermination>): boolean => end?.exitCode === 0;

function ending(view: ClusterView, container: ContainerView, line: CrashLine): readonly string[] {
  const words = lastWords(view, container, line);
  return words === '' ? [] : [`its last lines: ${words}`];
}

/** SIGTERM during a rollout or scale-down is normal (128 + 15). */
const SIGTERM_EXIT = 143;

function isBroken(view: ClusterView, workload: Workload, { status, init }: ContainerView): boolean {
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

function startErrorOf(
  view: ClusterView,
  workload: Workload,
  { status, pod }: ContainerView,
): string | undefined {
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
  if (said) return deepest(said);
  const hook = eventsOf(view, workload).findLast(
    ({ reason, involvedObject }) =>
      reason === 'FailedPostStartHook' && involvedObject.name === pod.metadata.name,
  );
  return hook && waiting ? `its postStart hook fails, ${deepest(hook.message)}` : undefined;
}

/** The innermost message of a chain of runtimes: `exec: "x": executable file not found in $PATH`. */
const deepest = (text: string): string =>
  (/(exec: .+)$/s.exec(text)?.[1] ?? text.split('daemon: ').at(-1) ?? text)
    .replace(/: unknown$/, '')
    .replace(/ \(pod: "[^"]*", container: [^)]*\)$/, '')
    .trim()
    .slice(0, 200);

function endText(end: ReturnType<typeof lastTermination>): string {
  if (!end) return 'no exit code known';
  const meaning: Readonly<Record<number, string>> = {
    1: 'application error',
    126: 'command cannot be run',
    127: 'command not found',
    134: 'aborted',
    137: 'SIGKILL',
    139: 'segmentation fault',
    143: 'SIGTERM',
  };
  const text = meaning[end.exitCode];
  return `exit code ${end.exitCode}${text ? `, ${text}` : ''}`;
}
