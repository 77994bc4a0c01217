import type { ReachabilityProbe } from '../evidence.ts';
import { plural, share, thousands } from '../format.ts';
import { refKey } from '../object-ref.ts';
import type { Cause, Dependency } from '../report.ts';
import { matchesText } from '../view/selectors.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, isReady, type Workload } from '../view/workloads.ts';
import { targets } from './target-logs.ts';

/** The playbook's dependencies and external services, else what the target is configured to call; each with what it was judged by. */
export function dependenciesOf(view: ClusterView, causes: readonly Cause[]): readonly Dependency[] {
  const { dependencies, external } = view.playbook;
  const named = dependencies.map(({ name, kind, selector, service, namespace, port }): Dependency => {
    const at = namespace ?? view.target.namespace;
    const host = service ?? name;
    const found = service ? view.services.get(at, service)?.workloads[0] : undefined;
    const selected = selector
      ? view.workloads.find(({ labels, ref }) => ref.namespace === at && matchesText(labels, selector))
      : undefined;
    return { name, kind, ...judge(view, causes, found ?? selected, host, port) };
  });
  const outside = external.map(
    ({ name, host, port }): Dependency => ({
      name,
      kind: 'external',
      ...judge(view, causes, undefined, host, port),
    }),
  );
  return named.length > 0 || view.target.workload === undefined
    ? [...named, ...outside]
    : [...configured(view, causes), ...outside];
}

function configured(view: ClusterView, causes: readonly Cause[]): readonly Dependency[] {
  const services = new Map(
    targets(view)
      .flatMap((workload) => view.calls.from(workload))
      .flatMap(({ service }) => (service ? [[refKey(service.ref), service] as const] : [])),
  );
  return [...services.values()].map((service) => ({
    name: service.ref.name,
    kind: 'service' as const,
    ...judge(view, causes, service.workloads[0], service.ref.name, undefined),
  }));
}

/** How a try to connect ended. */
const TRIED: Readonly<Record<ReachabilityProbe['result'], string>> = {
  open: 'answers',
  refused: 'refuses connections',
  timeout: 'no answer',
  'no-route': 'no route',
  'dns-failed': 'name not resolved',
  unknown: 'could not be tried',
};

const triedText = ({ result, from, detail }: ReachabilityProbe): string =>
  `${TRIED[result]} from ${from}${result === 'unknown' && detail ? ` (${detail})` : ''}`;

type Judged = Pick<Dependency, 'state' | 'by'>;

function judge(
  view: ClusterView,
  causes: readonly Cause[],
  workload: Workload | undefined,
  host: string,
  port: number | undefined,
): Judged {
  const probe = view.evidence
    .all('probes')
    .find((entry) => entry.host === host && (port === undefined || entry.port === port));
  const blamed =
    workload &&
    causes.find(({ object, confidence }) => confidence !== 'low' && refKey(object) === refKey(workload.ref));
  if (blamed) return { state: 'failing', by: blamed.title };
  const said = errorsNaming(view, host);
  const tried = probe ? triedText(probe) : '';
  if (probe && isFailing(view, probe)) return { state: 'failing', by: tried };
  const pods = workload?.pods.filter((pod) => !isFinished(pod)) ?? [];
  const ready = pods.filter(isReady).length;
  if (workload && ready === 0)
    return { state: 'failing', by: `${share(0, workload.desired ?? pods.length, 'pod')} ready` };
  const unread = workload && 'logs not read';
  const parts = [
    workload && `${share(ready, pods.length, 'pod')} ready`,
    tried || undefined,
    said?.text ?? unread,
  ].filter((part) => part !== undefined);
  if (said && said.count > 0) return { state: 'failing', by: parts.join(', ') };
  // Outside the cluster, silence of the logs alone proves nothing.
  const seen = probe?.result === 'open' || (workload !== undefined && said !== undefined);
  return { state: seen ? 'ok' : 'unknown', by: parts.join(', ') || 'not tried' };
}

/** A place that reaches nothing says nothing of others: only a pod's own try counts alone. */
function isFailing(view: ClusterView, probe: ReachabilityProbe): boolean {
  if (probe.result === 'open' || probe.result === 'unknown') return false;
  const others = view.evidence.all('probes').filter(({ from }) => from === probe.from);
  return probe.from.startsWith('pod ') || others.some(({ result }) => result === 'open');
}

/** Error lines of the target that name a host; undefined when no log was read. */
function errorsNaming(
  view: ClusterView,
  host: string,
): { readonly count: number; readonly text: string } | undefined {
  const logs = targets(view)
    .flatMap((workload) => view.logs.of(workload))
    .filter(({ previous }) => !previous);
  if (logs.length === 0 || view.evidence.status('logs') === 'absent') return undefined;
  const errors = logs
    .flatMap(({ summary }) => summary.patterns)
    .filter(({ level }) => level === 'error' || level === 'fatal');
  const all = errors.reduce((sum, { count }) => sum + count, 0);
  const count = errors
    .filter(({ peers }) => peers.some((peer) => peer === host || peer.startsWith(`${host}:`)))
    .reduce((sum, entry) => sum + entry.count, 0);
  return {
    count,
    text: all === 0 ? 'no error logged' : `named in ${thousands(count)} of ${plural(all, 'error line')}`,
  };
}
