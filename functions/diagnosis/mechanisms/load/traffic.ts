import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import type { Finding } from '../../../model/finding.ts';
import type { LogSummary } from '../../../model/log-summary.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { baselineRatio } from '../../changes/baseline.ts';
import { currentSummary } from '../../view/current-logs.ts';
import { seriesOf, shiftOf } from '../../view/series.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { calledIn } from '../shared/called.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { liesOutside } from '../shared/outside-failures.ts';
import { quote, saying } from '../shared/patterns.ts';
import { isRefusedByRate, isSpent } from '../shared/rate-limit.ts';

/** Requests this many times the level before are a spike; below, a day's sway. */
const SPIKE = 2;
/** Share of requests that were turned away with 429 before that is worth a line. */
const LIMITED_SHARE = 0.05;
const MIN_REQUESTS = 100;
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
      const summary = currentSummary(view, workload);
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
      title: { says: 'requests-rose', times: ratio },
      strength: 'hint',
      evidence: [{ says: 'requests-rose-since', times: ratio, since }],
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
      title: { says: 'requests-abused', by: verdict },
      strength: 'hint',
      evidence: why.map((said) => ({ says: 'traffic-judged', said })),
      basis: ['logs'],
      explains: withCallers(view, workload),
    }),
  ];
}

function limited(view: ClusterView, workload: Workload, summary: LogSummary): readonly Finding[] {
  const { requests429 } = summary.abuse;
  const said = saying(view, workload, { test: (text) => isRefusedByRate(text) || isSpent(text) }).filter(
    (lines) => lines.count >= 3 && !liesOutside(view, workload, lines),
  );
  const first = said[0];
  const share = summary.requests > 0 ? requests429 / summary.requests : 0;
  if (share < LIMITED_SHARE && !first) return [];
  const count = said.reduce((sum, entry) => sum + entry.count, 0);
  return [
    finding({
      cause: 'rate-limited',
      facts: {
        peers: calledIn(view, workload.ref.namespace, said),
        spent: said.some(({ text }) => isSpent(text)),
      },
      object: workload.ref,
      title: first
        ? { says: 'calls-rate-limited', by: first.peers[0] || null, said: quote(first.text) }
        : { says: 'turns-requests-away', share },
      strength: (first && count >= 20) || share >= LIMITED_SHARE * 4 ? 'strong' : 'hint',
      evidence: present<Statement>(
        requests429 > 0 && { says: 'answered-429', refused: requests429, requests: summary.requests },
        first && { says: 'rate-limit-lines', lines: count, said: quote(first.text) },
      ),
      basis: ['logs', 'pods'],
      explains: withCallers(view, workload),
      since: first?.first,
    }),
  ];
}
