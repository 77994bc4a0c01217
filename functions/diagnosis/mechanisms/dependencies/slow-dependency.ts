import { compare } from '../../../model/canonical.ts';
import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Endpoint } from '../../../model/log-summary.ts';
import { refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { SlowEndpoint } from '../../../model/statements/dependencies.ts';
import { anyOf } from '../../../text/any-of.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { calledIn } from '../shared/called.ts';
import { hasEnded } from '../shared/ended.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { FEW_LINES, failsRequests, isBroken } from '../shared/health.ts';
import { quote, saying } from '../shared/patterns.ts';
import { calledWorkload } from '../shared/peers.ts';
import { becameMore, slowEndpoints, wasSlowBefore } from './slowness.ts';

const SLOW_QUERY = anyOf(
  [
    /slow (?:query|log|command|operation|request)/,
    /duration: [0-9.]{4,} ms {1,3}(?:statement|execute|parse)/,
    /query (?:took|exceeded|is slow)/,
    /Query_time: [1-9]/,
    /SLOWLOG/,
    /slow_query/,
    /took too long/,
    /lock wait/,
  ],
  'i',
);

/**
 * Requests succeed but take long, and those of their callers with them: the slow one at the end of the chain of calls
 * is named, or the database whose log says that its queries are slow.
 */
export const slowDependency: Analyzer = {
  name: 'slow-dependency',
  needs: ['logs', 'pods'],
  causes: ['slow-dependency'],
  analyze: (view) => [...bySlowQueries(view), ...byLatency(view)],
};

function bySlowQueries(view: ClusterView): readonly Finding[] {
  return view.workloads.flatMap((workload) => {
    const said = saying(view, workload, SLOW_QUERY).filter((lines) => !hasEnded(view, workload, lines));
    const first = said[0];
    const count = said.reduce((sum, entry) => sum + entry.count, 0);
    if (!first || count < FEW_LINES) return [];
    return [
      finding({
        cause: 'slow-dependency',
        facts: { peers: calledIn(view, workload.ref.namespace, said) },
        object: workload.ref,
        title: { says: 'queries-slow', said: quote(first.text) },
        strength: isFelt(view, workload) || becameMore(view, workload, SLOW_QUERY) ? 'strong' : 'hint',
        evidence: [
          {
            says: 'lines-said',
            count,
            pods: { some: first.pods, all: workload.pods.length },
            said: quote(first.text),
          },
        ],
        basis: ['logs', 'pods'],
        explains: withCallers(view, workload),
        since: first.first,
        actions: [
          look(
            kubectl(workload.ref.namespace, 'logs', objectWord(workload.ref), '--tail=100'),
            'which queries',
          ),
        ],
      }),
    ];
  });
}

/** Every database has slow queries: they count where its own requests or its callers' are slow or fail. */
function isFelt(view: ClusterView, workload: Workload): boolean {
  const callers = view.calls
    .callersOf(workload.ref)
    .flatMap((ref) => view.owners.byKey.get(refKey(ref)) ?? []);
  return [workload, ...callers].some(
    (one) =>
      failsRequests(view, one) || isBroken(one) || slowEndpoints(view, one).some((e) => !wasSlowBefore(e)),
  );
}

interface Slow {
  readonly workload: Workload;
  readonly endpoint: Endpoint;
}

function byLatency(view: ClusterView): readonly Finding[] {
  const slow = view.workloads.flatMap((workload) => {
    const endpoints = slowEndpoints(view, workload);
    const worst = endpoints.find((endpoint) => !wasSlowBefore(endpoint)) ?? endpoints[0];
    return worst ? [{ workload, endpoint: worst }] : [];
  });
  // One slow workload may always have been so; a slow chain has an end that the others wait for.
  if (slow.length < 2) return [];
  const keys = new Set(slow.map(({ workload }) => refKey(workload.ref)));
  const ends = slow.filter(
    ({ workload }) => !view.calls.calleesOf(workload.ref).some((ref) => keys.has(refKey(ref))),
  );
  const end = [...ends].sort(
    (a, b) =>
      (a.endpoint.p95 ?? 0) - (b.endpoint.p95 ?? 0) ||
      compare(refKey(a.workload.ref), refKey(b.workload.ref)),
  )[0];
  if (!end) return [];
  const others = slow.filter((entry) => entry !== end);
  const always = slow.every(({ endpoint }) => wasSlowBefore(endpoint));
  return [
    finding({
      cause: 'slow-dependency',
      facts: { peers: [calledWorkload(view, end.workload.ref)] },
      object: end.workload.ref,
      title: { says: 'slow-and-waited-for', ...slowEndpoint(end) },
      strength: always ? 'hint' : 'strong',
      evidence: [
        { says: 'endpoint-slow', ...slowEndpoint(end) },
        { says: 'slow-along-with-it', others: others.map(slowEndpoint) },
      ],
      against: present<Statement>(
        ends.length > 1 && { says: 'slow-order-unknown' },
        always && { says: 'slow-from-the-start' },
      ),
      basis: ['logs', 'pods'],
      explains: [...withCallers(view, end.workload), ...others.map(({ workload }) => workload.ref)],
      actions: [
        look(
          kubectl(end.workload.ref.namespace, 'logs', objectWord(end.workload.ref), '--tail=100'),
          'what it waits for itself',
        ),
      ],
    }),
  ];
}

const slowEndpoint = ({ workload, endpoint }: Slow): SlowEndpoint => ({
  workload: workload.ref.name,
  method: endpoint.method,
  path: endpoint.path,
  p95: endpoint.p95 ?? 0,
  requests: endpoint.requests,
});
