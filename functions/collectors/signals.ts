import { compare } from '../model/canonical.ts';
import { type Evidence, SIGNALS, type Signal, type SignalSeries } from '../model/evidence.ts';
import type { RbacRule } from '../model/rbac.ts';
import type { CollectContext, Collector } from './collector.ts';
import { failedEvidence } from './list-collector.ts';
import { readStatus } from './read-status.ts';
import { DEFAULT_QUERIES } from './signal-queries.ts';

/** Needed only where Prometheus is reached through the API server. */
const RULE: RbacRule = { apiGroup: '', resource: 'services/proxy', verbs: ['get'] };
/** ms; range queries of half an hour take 10 to 500. */
const SIGNALS_DEADLINE_MS = 5_000;
/** Prometheus scrapes every 15 to 30 s: half an hour is 121 points a series. */
const STEP_SECONDS = 15;

async function querySignal(signal: Signal, query: string, context: CollectContext) {
  const { prometheus, target, window } = context;
  const answer = await prometheus?.queryRange({
    query: query.replaceAll('$namespace', target.namespace),
    from: window.from,
    to: window.to,
    stepSeconds: STEP_SECONDS,
    signal: context.signal,
  });
  if (answer === undefined || !answer.ok) return { signal, failure: answer?.failure };
  const series = answer.value.flatMap(({ labels, points }): SignalSeries[] => {
    const namespace = labels.namespace ?? target.namespace;
    const { workload } = labels;
    return workload === undefined || namespace !== target.namespace
      ? []
      : [{ signal, namespace, workload, points }];
  });
  return { signal, series };
}

/** Series of metrics by workload, one query a signal: the number of queries does not grow with anything. */
export const signals: Collector<'signals'> = {
  name: 'signals',
  rbac: [RULE],
  optional: 'prometheus',
  stage: 'fast',
  deadlineMs: SIGNALS_DEADLINE_MS,
  async collect(context): Promise<Evidence<'signals'>> {
    const none = { collector: 'signals', ms: 0 } as const;
    if (context.prometheus === undefined)
      return { ...none, status: 'failed', detail: 'not configured', absent: true };
    const queries = context.signalQueries ?? DEFAULT_QUERIES;
    const asked = SIGNALS.flatMap((signal) => {
      const query = queries[signal];
      return query === undefined ? [] : [querySignal(signal, query, context)];
    });
    const answers = await Promise.all(asked);
    const data = answers.flatMap(({ series }) => series ?? []);
    data.sort((a, b) => compare(`${a.signal}/${a.workload}`, `${b.signal}/${b.workload}`));
    const failed = answers.filter(({ failure }) => failure !== undefined);
    const [first] = failed;
    if (first?.failure !== undefined && failed.length === answers.length) {
      const { failure: _unreachable, ...failure } = failedEvidence(
        first.failure,
        RULE,
        'Prometheus is not there',
      );
      return { ...none, ...failure };
    }
    return {
      ...none,
      status: readStatus(failed.length > 0, data),
      detail: failed.map(({ signal, failure }) => `${signal} not read: ${failure?.message}`).join('; '),
      window: context.window,
      data,
    };
  },
};
