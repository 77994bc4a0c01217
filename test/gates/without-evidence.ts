import { buildView } from '../../functions/diagnosis/view/view.ts';
import type { Bundle } from '../../functions/model/bundle.ts';
import { type ObjectRef, refKey } from '../../functions/model/object-ref.ts';
import type { RankedCause } from '../../functions/model/ranked-cause.ts';
import type { SavedBundle } from '../../functions/recordings/bundle-file.ts';

/** Shorter ones stand in lines that nobody quoted. */
const MIN_QUOTE_CHARS = 8;

/** What a cause quotes of others: log lines, events' messages, what a container's state says. */
export function quotesOf({ title, evidence }: RankedCause): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string' && key === 'said' && value.length >= MIN_QUOTE_CHARS) found.add(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [own, entry] of Object.entries(value)) visit(entry, Array.isArray(value) ? key : own);
  };
  visit([title, ...evidence], '');
  return [...found];
}

/** The beginning and the end of a quotation: what is between may have been cut, and lines of one kind share an end. */
const COMPARED_CHARS = 40;

/** A line stands in the evidence as its logger wrote it, too: with what quotes a field of JSON, and quotes those quotes. */
const withoutQuoting = (value: unknown): string => (JSON.stringify(value) ?? '').replaceAll(/[\\"]/g, '');

const endsOf = (quote: string): readonly string[] => [
  withoutQuoting(quote.slice(0, COMPARED_CHARS)),
  withoutQuoting(quote.slice(-COMPARED_CHARS)),
];

/** Facts that are counted over pods, requests or lines: what they count goes with what is quoted. */
const OF_PODS = ['pods', 'exitCode', 'restarts', 'reasons', 'ready'];
const OF_LOGS = ['requests', 'failed', 'errors5xx', 'served', 'rate', 'p95', 'old', 'new', 'lines'];

const hasFact = ({ title, evidence }: RankedCause, names: readonly string[]): boolean =>
  [title, ...evidence].some((statement) => names.some((name) => name in statement));

/** Every string among the facts, without what is quoted: names of objects among them. */
const wordsOf = ({ title, evidence }: RankedCause): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.add(value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit([title, ...evidence]);
  return found;
};

/** What of the evidence a cause tells of. */
interface Told {
  readonly isQuoted: (value: unknown) => boolean;
  /** Pods whose states it counts. */
  readonly pods: ReadonlySet<string>;
  /** Pods whose requests or lines it counts. */
  readonly logs: ReadonlySet<string>;
  /** Objects that it names, itself among them. */
  readonly names: ReadonlySet<string>;
}

function toldBy(cause: RankedCause, { bundle, playbook }: SavedBundle): Told {
  const quotes = quotesOf(cause).flatMap(endsOf);
  const view = buildView(bundle, playbook);
  const words = wordsOf(cause);
  const named = view.workloads.flatMap(({ pods }) => pods).filter(({ metadata }) => words.has(metadata.name));
  const own = view.owners.byKey.get(refKey(cause.object))?.pods ?? [];
  const pods = new Set([...own, ...named].map(({ metadata }) => metadata.name));
  const none: ReadonlySet<string> = new Set();
  return {
    isQuoted: (value) => {
      const text = withoutQuoting(value);
      return quotes.some((quote) => text.includes(quote));
    },
    pods: quotes.length === 0 || hasFact(cause, OF_PODS) ? pods : none,
    logs: quotes.length === 0 || hasFact(cause, OF_LOGS) ? pods : none,
    names: new Set([cause.object.name, ...words]),
  };
}

/**
 * A bundle without what a cause tells: every line, event and state that it quotes, the states and requests that it counts,
 * and each object that it names but for workloads, which are who fails and not why.
 */
export const withoutEvidenceOf = (cause: RankedCause, saved: SavedBundle): SavedBundle => ({
  playbook: saved.playbook,
  bundle: without(saved.bundle, toldBy(cause, saved)),
});

type Raw = Record<string, unknown>;
type Data = Record<string, { readonly data?: readonly Raw[] } | undefined>;

/** A pod in which all that fails is taken for running and ready. */
function mended(pod: Raw): Raw {
  const status = pod.status as Record<string, readonly object[]>;
  const runs = { ready: true, restartCount: 0, state: { running: { startedAt: '' } }, lastState: {} };
  const ended = { ...runs, state: { terminated: { exitCode: 0, reason: 'Completed', finishedAt: '' } } };
  return {
    ...pod,
    status: {
      ...status,
      phase: 'Running',
      reason: '',
      message: '',
      conditions: [
        { type: 'Ready', status: 'True', reason: '', message: '', lastTransitionTime: '', lastProbeTime: '' },
      ],
      containerStatuses: (status.containerStatuses ?? []).map((one) => ({ ...one, ...runs })),
      initContainerStatuses: (status.initContainerStatuses ?? []).map((one) => ({ ...one, ...ended })),
    },
  };
}

function mapped(bundle: Bundle, change: (name: string, items: readonly Raw[]) => unknown): Bundle {
  const evidence = Object.entries(bundle.evidence as unknown as Data).map(([name, one]) => [
    name,
    one?.data === undefined ? one : { ...one, data: change(name, one.data) },
  ]);
  return { ...bundle, evidence: Object.fromEntries(evidence) };
}

const WORKLOADS = ['deployments', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs', 'replicasets'];

const without = (bundle: Bundle, { isQuoted, pods, logs, names }: Told): Bundle =>
  mapped(bundle, (name, items) => {
    const nameOf = (item: Raw): string => String((item.metadata as ObjectRef | undefined)?.name);
    if (name === 'logs')
      return items.filter((log) => !logs.has(String(log.pod))).map((log) => withoutLines(log, isQuoted));
    if (name === 'pods' || name === 'systempods')
      return items.map((pod) => (pods.has(nameOf(pod)) || isQuoted(pod.status) ? mended(pod) : pod));
    if (name === 'events')
      return items.filter((item) => !isQuoted(item) && !pods.has((item.involvedObject as ObjectRef).name));
    if (name === 'signals') return items.filter((item) => !names.has(String(item.workload)));
    if (WORKLOADS.includes(name)) return items.map((item) => withoutConditions(item, isQuoted));
    return items.filter((item) => !isQuoted(item) && !names.has(nameOf(item)));
  });

/** A workload whose controller no longer says what is quoted. */
function withoutConditions(workload: Raw, isQuoted: (value: unknown) => boolean): Raw {
  const status = workload.status as { readonly conditions?: readonly unknown[] } | undefined;
  return status?.conditions === undefined
    ? workload
    : {
        ...workload,
        status: { ...status, conditions: status.conditions.filter((one) => !isQuoted(one)) },
      };
}

function withoutLines(log: Raw, isQuoted: (value: unknown) => boolean): Raw {
  const summary = log.summary as { readonly patterns: readonly object[] };
  return {
    ...log,
    tail: (log.tail as readonly string[]).filter((line) => !isQuoted(line)),
    summary: { ...summary, patterns: summary.patterns.filter((pattern) => !isQuoted(pattern)) },
  };
}
