import { compare } from '../../model/canonical.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { timeOf } from '../../text/time.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { everyMsOf } from './schedule.ts';

/** Runs that tell how often there is one. */
const MIN_RUNS = 3;
/** Intervals without a success that are no chance, and the shortest time that is worth telling, ms. */
const MISSED = 3;
const MIN_MS = 10 * 60_000;

/**
 * A CronJob that starts no runs by its schedule, and one whose newest run neither succeeds nor fails, for longer than
 * several runs were apart: where runs may not overlap none is started meanwhile (https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy).
 * How often it runs is read off its Jobs, so that one that has none at night is not missed.
 */
export function overdueSymptoms(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  if (workload.ref.kind !== 'CronJob') return [];
  const jobs = jobsOf(view, workload);
  return [...endless(view, workload, jobs), ...notStarted(view, workload, jobs)];
}

interface Run {
  readonly name: string;
  /** ms. */
  readonly at: number;
  readonly active: boolean;
}

/** Its Jobs that were read, oldest first. */
const jobsOf = (view: ClusterView, { ref }: Workload): readonly Run[] =>
  view.evidence
    .all('jobs')
    .filter(({ metadata }) => view.owners.ofOwner('Job', metadata.namespace, metadata.name)?.ref === ref)
    .flatMap((job) => {
      const at = timeOf(job.metadata.creationTimestamp);
      return at === undefined ? [] : [{ name: job.metadata.name, at, active: job.status.active > 0 }];
    })
    .toSorted((a, b) => a.at - b.at || compare(a.name, b.name));

function endless(
  view: ClusterView,
  { ref, succeededAt }: Workload,
  jobs: readonly Run[],
): readonly SeenSymptom[] {
  if (succeededAt === undefined) return [];
  const hanging = jobs.find(({ active, at }) => active && at > succeededAt);
  const everyMs = intervalOf(jobs.map(({ at }) => at));
  if (!hanging || everyMs === undefined) return [];
  const silent = view.now - succeededAt;
  if (silent < MIN_MS || silent < MISSED * everyMs) return [];
  return [
    {
      object: ref,
      statement: { says: 'run-goes-on', job: hanging.name, since: hanging.at, everyMs, succeededAt },
      fails: true,
    },
  ];
}

/** One that is not suspended, none of whose runs goes on, and that missed several of its schedule. */
function notStarted(
  view: ClusterView,
  { ref, succeededAt }: Workload,
  jobs: readonly Run[],
): readonly SeenSymptom[] {
  const known = view.evidence
    .all('cronjobs')
    .find(({ metadata }) => metadata.namespace === ref.namespace && metadata.name === ref.name);
  const everyMs = known && everyMsOf(known.spec.schedule);
  const startedAt = Math.max(timeOf(known?.status.lastScheduleTime) ?? 0, ...jobs.map(({ at }) => at));
  if (!known || everyMs === undefined || known.spec.suspend || startedAt === 0) return [];
  const silent = view.now - startedAt;
  if (jobs.some(({ active }) => active) || silent < MIN_MS || silent < MISSED * everyMs) return [];
  return [
    {
      object: ref,
      statement: { says: 'runs-missing', everyMs, startedAt, succeededAt: succeededAt ?? null },
      fails: true,
    },
  ];
}

/** The middle one of the times between runs, ms. */
function intervalOf(times: readonly number[]): number | undefined {
  if (times.length < MIN_RUNS) return undefined;
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
}
