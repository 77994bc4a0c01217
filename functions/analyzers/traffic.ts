import type { Analyzer } from '../core/analyzer.ts';
import { baselineRatio } from '../core/changes/baseline.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import type { Finding } from '../core/finding.ts';
import type { LogSummary } from '../core/log-summary.ts';
import { mergeSummaries } from '../core/logs/merge.ts';
import { seriesOf, shiftOf } from '../core/view/series.ts';
import { clockText, isoTime } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote, saying } from './support/patterns.ts';

/** Requests this many times the level before are a spike; below, a day's sway. */
const SPIKE = 2;
/** Share of requests that were turned away with 429 before that is worth a line. */
const LIMITED_SHARE = 0.05;
const MIN_REQUESTS = 100;
const RATE_LIMIT =
  /rate.?limit(?:ed|ing)?|too many requests|(?:status|code|HTTP(?:\/[\d.]{1,3})?)\W{0,3}(?:code\W{0,3})?429\b|throttl(?:ed|ing)(?:Exception)?|quota exceeded for|SlowDown\b/i;
/** client-go holds its own calls back, and says so (k8s.io/client-go/rest/request.go): nobody refuses anything. */
const OWN_THROTTLE = /client-side throttling|throttling request took|Waited for [\d.]+m?s/i;

/**
 * What the traffic itself is: more of it than before, one client's or a scanner's, or turned away by a rate limit.
 * None of it proves that anything broke by it, so all but a rate limit's own refusals stay hints.
 */
export const traffic: Analyzer = {
  name: 'traffic',
  needs: ['logs', 'pods'],
  causes: ['traffic-spike', 'abuse', 'rate-limited'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const logs = view.logs.of(workload).filter(({ previous }) => !previous);
      const summary = mergeSummaries(logs.map((log) => log.summary));
      return [
        ...spike(view, workload, summary),
        ...abuse(view, workload, summary),
        ...limited(view, workload, summary),
      ];
    }),
};

function spike(view: ClusterView, workload: Workload, summary: LogSummary): readonly Finding[] {
  const shift = shiftOf(seriesOf(view, workload, 'requests'), false);
  const fromLogs = baselineRatio(summary.minutes);
  const ratio = fromLogs?.ratio ?? (shift && shift.baseline > 0 ? shift.peak / shift.baseline : 0);
  const since = fromLogs?.since ?? shift?.since;
  if (ratio < SPIKE || since === undefined || (summary.requests < MIN_REQUESTS && !shift)) return [];
  return [
    finding({
      cause: 'traffic-spike',
      object: workload.ref,
      title: `requests ${ratio.toFixed(1)}x the level before`,
      strength: 'hint',
      evidence: [`requests ${ratio.toFixed(1)}x the level before, from ${clockText(since, view.now)} on`],
      basis: fromLogs ? ['logs'] : ['signals'],
      explains: withCallers(view, workload),
      since: isoTime(since),
      actions: [look(kubectl(workload.ref.namespace, 'get', 'hpa'), 'whether something scales with it')],
    }),
  ];
}

function abuse(view: ClusterView, workload: Workload, summary: LogSummary): readonly Finding[] {
  const { verdict, why } = summary.abuse;
  if (verdict !== 'scanner' && verdict !== 'single-client') return [];
  return [
    finding({
      cause: 'abuse',
      object: workload.ref,
      title: verdict === 'scanner' ? 'a scanner tries its paths' : 'one client makes most of its requests',
      strength: 'hint',
      evidence: why,
      basis: ['logs'],
      explains: withCallers(view, workload),
    }),
  ];
}

function limited(view: ClusterView, workload: Workload, summary: LogSummary): readonly Finding[] {
  const { requests429 } = summary.abuse;
  const said = saying(view, workload, RATE_LIMIT).filter(
    ({ count, text }) => count >= 3 && !OWN_THROTTLE.test(text),
  );
  const first = said[0];
  const share = summary.requests > 0 ? requests429 / summary.requests : 0;
  if (share < LIMITED_SHARE && !first) return [];
  const count = said.reduce((sum, entry) => sum + entry.count, 0);
  const upstream = first?.peers[0];
  return [
    finding({
      cause: 'rate-limited',
      object: workload.ref,
      title: first
        ? `${upstream ? `${upstream} limits` : 'a rate limit refuses'} its calls: "${quote(first.text)}"`
        : `it turns away ${Math.round(share * 100)} % of its requests with 429`,
      strength: (first && count >= 20) || share >= LIMITED_SHARE * 4 ? 'strong' : 'hint',
      evidence: [
        ...(requests429 > 0 ? [`${requests429} of ${summary.requests} requests were answered 429`] : []),
        ...(first ? [`${count} lines: ${quote(first.text)}`] : []),
      ],
      basis: ['logs', 'pods'],
      explains: withCallers(view, workload),
      since: first?.first,
    }),
  ];
}
