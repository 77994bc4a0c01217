import type { Bundle } from '../model/bundle.ts';
import type { CollectorName, Evidence, EvidenceSet } from '../model/evidence.ts';
import { redact } from '../redaction/redact.ts';
import type { CollectContext, Collector } from './collector.ts';

/** The longest that all of the collecting may take, ms: a note is wanted within 15 s of the page. */
export const TOTAL_DEADLINE_MS = 12_000;
/** What a collector is given after its abort to hand back what it has, ms; after that it is passed over. */
const GRACE_MS = 250;

export interface RunOptions extends Omit<CollectContext, 'signal' | 'earlier'> {
  readonly collectors: readonly Collector[];
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  /** RFC 3339 UTC, the bundle's time stamp. */
  readonly generatedAt: string;
  /** Evidence that was collected before, as by another Lambda; collectors of it are not run again. */
  readonly earlier?: EvidenceSet;
  /** How evidence was at the moment that was asked for: logs are chosen by that. */
  readonly asOf?: (evidence: EvidenceSet) => EvidenceSet;
  readonly totalDeadlineMs?: number;
  /** Called as each collector ends: progress for a person who waits. */
  readonly onDone?: (evidence: Evidence) => void;
}

const late = (collector: Collector, ms: number): Evidence => ({
  collector: collector.name,
  status: 'timeout',
  detail: `no answer within ${(ms / 1_000).toFixed(1)} s`,
  ms: Math.round(ms),
});

const thrown = (collector: Collector, error: unknown): Evidence => ({
  collector: collector.name,
  status: 'failed',
  detail: redact(error instanceof Error ? error.message : String(error)),
  ms: 0,
});

/** Runs one collector to its deadline; whatever it does, evidence comes of it. */
async function runOne(
  collector: Collector,
  options: RunOptions,
  earlier: EvidenceSet,
  limitMs: number,
): Promise<Evidence> {
  const started = options.clock();
  const controller = new AbortController();
  const abort = setTimeout(() => controller.abort(), limitMs);
  let giveUp: NodeJS.Timeout | undefined;
  const passed = new Promise<Evidence>((resolve) => {
    giveUp = setTimeout(() => resolve(late(collector, limitMs)), limitMs + GRACE_MS);
  });
  try {
    const context: CollectContext = { ...options, signal: controller.signal, earlier };
    const evidence = await Promise.race([collector.collect(context), passed]);
    const ms = Math.round(options.clock() - started);
    return evidence.status === 'timeout' && ms >= limitMs
      ? { ...late(collector, limitMs), ms }
      : { ...evidence, detail: redact(evidence.detail), ms };
  } catch (error) {
    return { ...thrown(collector, error), ms: Math.round(options.clock() - started) };
  } finally {
    clearTimeout(abort);
    clearTimeout(giveUp);
    controller.abort();
  }
}

const byName = (set: readonly Evidence[]): EvidenceSet =>
  Object.fromEntries(
    [...set].sort((a, b) => (a.collector < b.collector ? -1 : 1)).map((e) => [e.collector, e]),
  );

/**
 * Runs the collectors, `fast` ones all at once, then `slow` ones with the fast evidence at hand, each to its own
 * deadline and all within the total. Never throws, and always answers within the total deadline and a little grace.
 */
export async function collectEvidence(options: RunOptions): Promise<Bundle> {
  const started = options.clock();
  const total = options.totalDeadlineMs ?? TOTAL_DEADLINE_MS;
  const done = new Map<CollectorName, Evidence>(
    Object.values(options.earlier ?? {}).map((evidence) => [evidence.collector, evidence]),
  );
  for (const stage of ['fast', 'slow'] as const) {
    const due = options.collectors.filter(
      (collector) => collector.stage === stage && !done.has(collector.name),
    );
    const read = byName([...done.values()]);
    const earlier = options.asOf?.(read) ?? read;
    const left = Math.max(0, total - (options.clock() - started));
    const brought = await Promise.all(
      due.map(async (collector) => {
        const evidence = await runOne(collector, options, earlier, Math.min(collector.deadlineMs, left));
        options.onDone?.(evidence);
        return evidence;
      }),
    );
    for (const evidence of brought) done.set(evidence.collector, evidence);
  }
  const evidence = byName([...done.values()]);
  const timings = Object.fromEntries(Object.values(evidence).map((entry) => [entry.collector, entry.ms]));
  return {
    version: '1',
    generatedAt: options.generatedAt,
    target: options.target,
    window: options.window,
    evidence,
    timings: { ...timings, total: Math.round(options.clock() - started) },
  };
}
