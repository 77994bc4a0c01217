import { mergeSummaries } from '../../logs/figures/merge.ts';
import { backlogOf, isAsBefore, paceAround } from '../../logs/figures/progress.ts';
import { type Onset, onsetIn, onsetOfSummary } from '../../logs/figures/rise.ts';
import { compare } from '../../model/canonical.ts';
import type { ContainerLog, LogPattern, LogSummary } from '../../model/log-summary.ts';
import { slackOf } from '../../model/near.ts';
import type { MinuteRate } from '../../model/statements/onset.ts';
import type { Backlog } from '../../model/statements/progress.ts';
import { timeOf } from '../../text/time.ts';
import { revisionsOf } from '../changes/rollouts.ts';
import { currentLogs } from '../view/current-logs.ts';
import { perView } from '../view/memo.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

/** Error lines of one template that came up, or came far more often, with a rise. */
export interface RisenLines {
  /** Over all pods of the workload. */
  readonly pattern: LogPattern;
  readonly pods: readonly string[];
}

/** What a workload fails more than before, by its own logs. Nothing here depends on what the lines say. */
export interface Rise {
  readonly workload: Workload;
  /** Failed requests where it serves any, else error lines; where there are none, work that is not done (`backlog`). */
  readonly of: 'requests' | 'lines' | 'work';
  /** What waits for a program that does less than before; undefined where its failures are told by themselves. */
  readonly backlog: Backlog | undefined;
  /** ms, and how sure, ± ms. */
  readonly since: number;
  readonly uncertaintyMs: number;
  /** null where its logs begin with the revision that fails: nothing is known of the time before. */
  readonly before: MinuteRate | null;
  readonly after: MinuteRate;
  /** Without the lines of the failed requests themselves; those that name most of what else is known first. */
  readonly lines: readonly RisenLines[];
}

const MINUTE_MS = 60_000;
/** A failure whose last trace lies further back from the newest line than this has ended, ms. */
const ENDED_MS = 3 * MINUTE_MS;
/** Errors from the first line on that are no accident: as many as a rise needs. */
const MIN_ERRORS = 5;

/**
 * The workloads that fail more than they did: the split of their minutes into two rates that is no chance
 * (`onsetOfSummary`), or, where a log begins with a revision of its own, failures from its start on. What was as
 * frequent all the time is none, nor is what has ended. A program that says no errors, and for which more and more waits
 * while it does less, fails as well.
 */
export const risesOf = perView((view): readonly Rise[] =>
  view.workloads.flatMap((workload): readonly Rise[] => {
    const logs = currentLogs(view, workload);
    const summary = mergeSummaries(logs.map((log) => log.summary));
    const rise = goesOn(summary) ? ofErrors(view, workload, summary) : undefined;
    if (rise) {
      const of = summary.minutes.some(({ errors5xx }) => errors5xx > 0) ? 'requests' : 'lines';
      return [{ workload, of, backlog: undefined, ...rise, lines: risenLines(logs, summary, rise) }];
    }
    const backlog = backlogOf(summary);
    if (!backlog || backlog.why === 'more-comes' || summary.requests > 0) return [];
    const begun = ofBacklog(backlog);
    return [{ workload, of: 'work', backlog, ...begun, lines: risenLines(logs, summary, begun) }];
  }),
);

type Begun = Pick<Rise, 'since' | 'uncertaintyMs' | 'before' | 'after'>;

const ofRise = ({ at, uncertaintyMs, before, after, minutesBefore, minutesAfter }: Onset): Begun => ({
  since: Date.parse(at),
  uncertaintyMs,
  before: { rate: before, minutes: minutesBefore },
  after: { rate: after, minutes: minutesAfter },
});

function ofErrors(view: ClusterView, workload: Workload, summary: LogSummary): Begun | undefined {
  const found = onsetOfSummary(summary);
  return found ? ofRise(found) : fromTheStart(view, workload, summary);
}

/** Of what it did before and does since; nothing of either where it does not say. */
const ofBacklog = ({ since, pace }: Backlog): Begun => ({
  since,
  uncertaintyMs: MINUTE_MS,
  before: pace?.before ?? { rate: 0, minutes: 0 },
  after: pace?.after ?? { rate: 0, minutes: 0 },
});

/**
 * A revision whose pods fail from their first lines on: their log has no time before, and the old pods' went with
 * them. Only of a workload that had another revision: a program that has failed ever since it was made has risen from
 * nothing.
 */
function fromTheStart(view: ClusterView, workload: Workload, summary: LogSummary): Begun | undefined {
  const [current, older] = revisionsOf(view, workload);
  const begun = timeOf(summary.first);
  const last = timeOf(summary.last);
  if (!older || current?.at === undefined || begun === undefined || last === undefined) return undefined;
  if (begun < current.at - slackOf(null) || current.at < view.from) return undefined;
  // Lines that a program logs while it answers its requests are its own way: there is no other time to compare them with.
  if (servesWell(summary)) return undefined;
  const errors = summary.patterns.filter(isError);
  const failed = sum(summary.minutes, ({ errors5xx }) => errors5xx);
  const count = failed > 0 ? failed : Math.max(0, ...errors.map((pattern) => pattern.count));
  const since = Math.min(...errors.flatMap(({ first }) => timeOf(first) ?? []));
  if (count < MIN_ERRORS || !Number.isFinite(since)) return undefined;
  const minutes = Math.max(1, Math.ceil((last - since) / MINUTE_MS));
  return { since, uncertaintyMs: 1_000, before: null, after: { rate: count / minutes, minutes } };
}

/** Requests that show that a program serves. */
const MIN_SERVED = 50;
/** Share of them that may fail in one that is well. */
const WELL_SHARE = 0.01;

/** Whether a program answers its requests, whatever it logs beside them. */
export const servesWell = ({ requests, minutes }: LogSummary): boolean =>
  requests >= MIN_SERVED && sum(minutes, ({ errors5xx }) => errors5xx) <= requests * WELL_SHARE;

/** Error lines to a piece of work from which on it is no small part of them that fails. */
const FAILING_PART = 0.1;

/** Whether a program does as much work since a rise as before: 'well' where its error lines are few to that. */
export function worksOn(summary: LogSummary, { since, after }: Begun): 'well' | 'with-errors' | undefined {
  const pace = paceAround(summary, since);
  if (!pace || !isAsBefore(pace)) return undefined;
  return after.rate < pace.after.rate * FAILING_PART ? 'well' : 'with-errors';
}

const isError = ({ level }: LogPattern): boolean => level === 'error' || level === 'fatal';

/** Whether the newest failure is near the end of what was read. */
function goesOn({ last, minutes, patterns }: LogSummary): boolean {
  const end = timeOf(last);
  if (end === undefined) return false;
  const failed = minutes.filter(({ errors5xx }) => errors5xx > 0).map(({ at }) => timeOf(at) ?? 0);
  const said = patterns.filter(isError).map((pattern) => timeOf(pattern.last) ?? 0);
  const newest = Math.max(0, ...(failed.length > 0 ? failed : said));
  return end - newest < ENDED_MS;
}

function risenLines(logs: readonly ContainerLog[], summary: LogSummary, rise: Begun): readonly RisenLines[] {
  const risen = summary.patterns.filter(
    (pattern) => isError(pattern) && pattern.kind !== 'http-5xx' && hasRisen(pattern, summary, rise),
  );
  // What names the line alone ("http request") says nothing beside one that says something.
  const telling = risen.filter((pattern) => tells(pattern) > 0);
  return (telling.length > 0 ? telling : risen)
    .map((pattern) => ({ pattern, pods: podsWith(logs, pattern) }))
    .toSorted(
      (a, b) =>
        tells(b.pattern) - tells(a.pattern) ||
        b.pattern.count - a.pattern.count ||
        compare(a.pattern.template, b.pattern.template),
    );
}

/** Whether lines are new since the rise, or have risen themselves. */
function hasRisen({ first, minutes }: LogPattern, summary: LogSummary, rise: Begun): boolean {
  const at = timeOf(first);
  if (at === undefined) return false;
  if (rise.before === null || at >= rise.since - slackOf(rise)) return true;
  const [from, to] = [summary.first, summary.last].map((time) => Math.floor(Date.parse(time) / MINUTE_MS));
  return onsetIn(minutes, from ?? 0, to ?? 0) !== undefined;
}

/** A line that names whom it is about tells more than one that does not, and that more than a name for a line. */
const tells = ({ peers, example }: LogPattern): number =>
  (peers.length > 0 ? 2 : 0) + (/\S\s+\S+\s+\S/.test(example) ? 1 : 0);

const podsWith = (logs: readonly ContainerLog[], { template }: LogPattern): readonly string[] =>
  [
    ...new Set(
      logs
        .filter(({ summary }) => summary.patterns.some((known) => known.template === template))
        .map(({ pod }) => pod),
    ),
  ].sort();

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
