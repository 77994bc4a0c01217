import type { KubernetesFailure } from '../clients/kubernetes/port.ts';
import type { LogReader } from '../logs/reader.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ContainerLog } from '../model/log-summary.ts';
import { defined, present } from '../model/present.ts';
import { type RbacRule, ruleText } from '../model/rbac.ts';
import type { Window } from '../model/window.ts';
import { mapBounded } from './bounded.ts';
import type { CollectContext, Collector } from './collector.ts';
import { LAST_WORDS, type LogRequest, selectLogs } from './log-selection.ts';
import { readStatus } from './read-status.ts';

/** Logs that are streamed at a time: each holds a connection to the API server and one from there to a kubelet. */
const PARALLEL_LOGS = 12;
/** Bytes of all logs together, at most. */
const MAX_LOG_BYTES = 128 * 1024 * 1024;
/** ms; what came until then is used. */
const LOGS_DEADLINE_MS = 7_000;
/** A log that has not begun after this, ms, hangs: its node's kubelet does not answer, for its other pods neither. */
const BEGIN_MS = 2_000;

const RULE: RbacRule = { apiGroup: '', resource: 'pods/log', verbs: ['get'] };

type Outcome =
  | { readonly kind: 'read'; readonly log: ContainerLog; readonly whole: boolean }
  /** The API says that there is nothing: no previous container, not started yet, gone meanwhile. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'silent'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** What all logs share. */
interface Budget {
  bytesLeft: number;
  readonly silentNodes: Set<string>;
}

/** HTTP status of "previous terminated container not found" and "waiting to start". */
const BAD_REQUEST = 400;

/**
 * The kubelet answers 200 and this one line where the log of a container was removed meanwhile: GetContainerLogs in
 * kubernetes/pkg/kubelet/kuberuntime/kuberuntime_container.go, ReadLogs in .../logs/logs.go. The program never said it.
 */
const KUBELET_SAYS_NONE =
  /^(?:unable to retrieve container logs for \S+|failed to try resolving symlinks in path "\/var\/log\/)/;

/** Collecting takes a moment, and clocks differ: lines until this long after the window belong to it, ms. */
const LATE_MS = 2 * 60_000;
const lateEnd = (window: Window): string => new Date(Date.parse(window.to) + LATE_MS).toISOString();

/** Opens a log; one that does not begin in time is given up, so that it does not hold up the others. */
async function openLog(request: LogRequest, context: CollectContext) {
  const { namespace, pod, container, previous, tailLines, limitBytes } = request;
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(), BEGIN_MS);
  try {
    return await context.kubernetes.log({
      ...{ namespace, pod, container, previous, tailLines, limitBytes },
      timestamps: true,
      signal: AbortSignal.any([context.signal, slow.signal]),
      ...(request.sinceWindow ? { sinceTime: context.window.from } : {}),
    });
  } finally {
    clearTimeout(timer);
  }
}

const silent = (node: string): Outcome => ({
  kind: 'silent',
  message: `${node === '' ? 'the kubelet' : `node ${node}`} does not answer for logs`,
});

/** What it means that a log could not be opened. */
function outcomeOf(failure: KubernetesFailure, node: string): Outcome {
  switch (failure.kind) {
    case 'forbidden':
      return { kind: 'forbidden' };
    case 'not-found':
      return { kind: 'nothing' };
    case 'timeout':
      return silent(node);
    case 'failed':
      return failure.status === BAD_REQUEST
        ? { kind: 'nothing' }
        : { kind: 'failed', message: failure.message };
    default:
      return { kind: 'failed', message: failure.message };
  }
}

/** Feeds a stream to the reader, until it ends or enough was read. */
async function drain(stream: AsyncIterable<Uint8Array>, reader: LogReader, budget: Budget) {
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      reader.push(chunk);
      bytes += chunk.length;
      budget.bytesLeft -= chunk.length;
      if (budget.bytesLeft <= 0) break;
    }
    return { bytes, broken: false };
  } catch {
    // What came before the connection broke is still evidence.
    return { bytes, broken: true };
  }
}

async function readLog(request: LogRequest, context: CollectContext, budget: Budget): Promise<Outcome> {
  const { namespace, pod, node, container, previous, tailLines, limitBytes } = request;
  if (budget.silentNodes.has(node)) return silent(node);
  if (context.signal.aborted) return { kind: 'silent', message: 'not read before the deadline' };
  if (budget.bytesLeft <= 0) return { kind: 'failed', message: 'other logs used up the byte limit' };
  const answer = await openLog(request, context);
  if (!answer.ok) {
    if (answer.failure.kind === 'timeout') budget.silentNodes.add(node);
    return outcomeOf(answer.failure, node);
  }
  // Here, so that the fast evidence, which a first note waits for, is collected without loading the log engine.
  const { createLogReader } = await import('../logs/reader.ts');
  const reader = createLogReader({ window: context.window, to: lateEnd(context.window) });
  const { bytes, broken } = await drain(answer.value, reader, budget);
  const { summary, tail, seen } = reader.end();
  if (summary.lines === 1 && KUBELET_SAYS_NONE.test(tail[0] ?? '')) return { kind: 'nothing' };
  const whole = !broken && !context.signal.aborted && budget.bytesLeft > 0;
  const cut = !whole || bytes >= limitBytes || summary.lines >= tailLines;
  return {
    kind: 'read',
    whole,
    log: {
      ...{ namespace, pod, container, previous, summary, tail, cut },
      asked: context.window,
      ...defined({ seen }),
    },
  };
}

/** Reads a log; of a failing container that was quiet in the window, what it said last, however old. */
async function readRecent(request: LogRequest, context: CollectContext, budget: Budget): Promise<Outcome> {
  const outcome = await readLog(request, context, budget);
  const quiet = outcome.kind === 'read' && outcome.log.summary.lines === 0;
  return quiet && request.failing && request.sinceWindow
    ? readLog({ ...request, ...LAST_WORDS, sinceWindow: false }, context, budget)
    : outcome;
}

const plural = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

function logEvidence(outcomes: readonly Outcome[], workloadsLeftOut: number): Evidence<'logs'> {
  const read = outcomes.flatMap((outcome) => (outcome.kind === 'read' ? [outcome] : []));
  const failed = outcomes.flatMap((outcome) =>
    outcome.kind === 'failed' || outcome.kind === 'silent' ? [outcome.message] : [],
  );
  const allSilent = outcomes.every(({ kind }) => kind === 'silent' || kind === 'nothing');
  const forbidden = outcomes.filter(({ kind }) => kind === 'forbidden').length;
  const none = { collector: 'logs', ms: 0 } as const;
  if (read.length === 0 && forbidden > 0)
    return { ...none, status: 'forbidden', detail: `needs ${ruleText(RULE)}`, rule: RULE };
  if (read.length === 0 && failed.length > 0)
    return { ...none, status: allSilent ? 'timeout' : 'failed', detail: failed[0] ?? '' };
  const short = read.filter(({ whole }) => !whole).length;
  const notes = present(
    failed.length > 0 && `${plural(failed.length, 'log')} of ${outcomes.length} not read: ${failed[0]}`,
    forbidden > 0 && `${plural(forbidden, 'log')} of ${outcomes.length} forbidden`,
    short > 0 && `${plural(short, 'log')} of ${outcomes.length} read in part`,
    workloadsLeftOut > 0 && `no log of ${plural(workloadsLeftOut, 'workload')} was read`,
  );
  return {
    ...none,
    status: readStatus(notes.length > 0, read),
    detail: notes.join('; '),
    data: read.map(({ log }) => log),
  };
}

/** Without a list of pods there is nothing to choose logs from. */
const withoutPods = (status: string): Evidence<'logs'> => ({
  collector: 'logs',
  status: 'failed',
  detail: `not read: the list of pods is missing (${status})`,
  absent: true,
  ms: 0,
});

/** Streams logs of chosen containers through the log engine, which redacts; the logs themselves are never kept. */
export const logs: Collector<'logs'> = {
  name: 'logs',
  rbac: [RULE],
  stage: 'slow',
  deadlineMs: LOGS_DEADLINE_MS,
  async collect(context) {
    const { pods } = context.earlier;
    if (pods?.data === undefined) return withoutPods(pods?.status ?? 'not asked for');
    const { requests, workloadsLeftOut } = selectLogs({ ...context, evidence: context.earlier });
    const budget: Budget = { bytesLeft: MAX_LOG_BYTES, silentNodes: new Set() };
    const outcomes = await mapBounded(requests, PARALLEL_LOGS, (request) =>
      // A log that the engine stumbles over must not cost the others.
      readRecent(request, context, budget).catch(
        (error): Outcome => ({ kind: 'failed', message: String(error) }),
      ),
    );
    return logEvidence(outcomes, workloadsLeftOut);
  },
};
