import type { JudgedDependency } from '../../model/diagnosis.ts';
import type { ReachabilityProbe } from '../../model/evidence.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import type { LogPattern } from '../../model/log-summary.ts';
import { refKey } from '../../model/object-ref.ts';
import { present } from '../../model/present.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { JudgedBy } from '../../model/statements/judged.ts';
import type { Share } from '../../model/statements/share.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import { behind } from '../view/behind.ts';
import { matchesText } from '../view/selectors.ts';
import type { ServiceView } from '../view/services.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, type Workload } from '../view/workloads.ts';
import { targets } from './target-logs.ts';

/** The playbook's dependencies and external services, else what the target is configured to call; each with what it was judged by. */
export function dependenciesOf(
  view: ClusterView,
  causes: readonly RankedCause[],
): readonly JudgedDependency[] {
  const judged = (name: string, kind: JudgedDependency['kind'], place: Place): JudgedDependency => ({
    name,
    kind,
    host: place.host,
    objects: present(place.workload?.ref, place.service?.ref),
    ...judge(view, causes, place),
  });
  const { dependencies, external } = view.playbook;
  const named = dependencies.map(({ name, kind, ...declared }) =>
    judged(name, kind, placeOf(view, causes, { name, ...declared })),
  );
  const outside = external.map(({ name, host, port }) =>
    judged(name, 'external', { workload: undefined, service: undefined, host, port }),
  );
  const isUndeclared = named.length === 0 && view.target.workload !== undefined;
  const configured = isUndeclared ? called(view, causes) : [];
  return [...named, ...configured.map((place) => judged(place.host, 'service', place)), ...outside];
}

type Declared = Pick<
  Playbook['dependencies'][number],
  'name' | 'selector' | 'service' | 'namespace' | 'port'
>;

/** Where a declared dependency is: behind its Service, else where its selector leads. */
function placeOf(
  view: ClusterView,
  causes: readonly RankedCause[],
  { name, selector, service, namespace, port }: Declared,
): Place {
  const at = namespace ?? view.target.namespace;
  const found = service === undefined ? undefined : view.services.get(at, service);
  const selected = selector
    ? view.workloads.find(({ labels, ref }) => ref.namespace === at && matchesText(labels, selector))
    : undefined;
  return { workload: shown(found, causes) ?? selected, service: found, host: service ?? name, port };
}

/** The Services that the target is configured to call. */
function called(view: ClusterView, causes: readonly RankedCause[]): readonly Place[] {
  const services = new Map(
    targets(view)
      .flatMap((workload) => view.calls.from(workload))
      .flatMap(({ service }) => (service ? [[refKey(service.ref), service] as const] : [])),
  );
  return [...services.values()].map((service) => ({
    workload: shown(service, causes),
    service,
    host: service.ref.name,
    port: undefined,
  }));
}

/** Of several workloads behind a Service the one that a cause blames, else the one that is not well. */
const shown = (service: ServiceView | undefined, causes: readonly RankedCause[]): Workload | undefined =>
  behind(service, ({ ref }) =>
    causes.some(({ object, confidence }) => confidence !== 'low' && refKey(object) === refKey(ref)),
  );

type Judged = Pick<JudgedDependency, 'state' | 'by' | 'blamed' | 'errors'>;

/** Where a dependency is; the workload is that behind it, where it is in the cluster. */
interface Place {
  readonly workload: Workload | undefined;
  readonly service: ServiceView | undefined;
  readonly host: string;
  readonly port: number | undefined;
}

/**
 * Failing by its own evidence alone: a cause in it, a try that does not get through, no pod that is ready. Error lines
 * of others that name it, or its own, keep it from being called well, and say no more: who is named may be asked wrongly.
 */
function judge(view: ClusterView, causes: readonly RankedCause[], place: Place): Judged {
  const { workload } = place;
  const blamed = blameOf(place, causes);
  if (blamed) return { state: 'failing', by: [], blamed: blamed.title };
  const probe = probeOf(view, place);
  if (probe && isFailing(view, probe)) return { state: 'failing', by: [triedBy(probe)] };
  const pods = workload && readyPods(workload);
  if (pods?.some === 0) return { state: 'failing', by: [{ says: 'pods-ready', pods }] };
  return byLogs(view, place, present(pods && { says: 'pods-ready', pods }, probe && triedBy(probe)));
}

/** What is not seen to fail, by what logs say of it and what it was judged by so far. */
function byLogs(view: ClusterView, { workload, host }: Place, seen: readonly JudgedBy[]): Judged {
  const named = errorsNaming(view, host);
  const own = workload === undefined ? 0 : ownErrors(view, workload);
  const by = present<JudgedBy>(
    ...seen,
    named ?? (workload && { says: 'logs-not-read' }),
    own > 0 && { says: 'logs-errors', lines: own },
  );
  const errors = own + (named?.lines ?? 0);
  if (errors > 0) return { state: 'unknown', by, errors };
  // Outside the cluster, silence of the logs alone proves nothing.
  const answers = seen.some((basis) => basis.says === 'tried' && basis.result === 'open');
  const isWell = answers || (workload !== undefined && named !== undefined);
  return { state: isWell ? 'ok' : 'unknown', by: by.length === 0 ? [{ says: 'not-tried' }] : by };
}

const triedBy = ({ from, result, detail }: ReachabilityProbe): JudgedBy => ({
  says: 'tried',
  from,
  result,
  said: result === 'unknown' && detail !== '' ? detail : null,
});

/** How many pods are ready, of those that there are; where none is, of those that were asked for. */
function readyPods({ pods, desired }: Workload): Share {
  const all = pods.filter((pod) => !isFinished(pod));
  const ready = all.filter(isReady).length;
  return { some: ready, all: ready === 0 ? (desired ?? all.length) : all.length };
}

/** The cause that lies in it, or in the host outside that it is. */
const blameOf = ({ workload, host }: Place, causes: readonly RankedCause[]): RankedCause | undefined =>
  causes.find(
    ({ object, confidence }) =>
      confidence !== 'low' &&
      ((workload !== undefined && refKey(object) === refKey(workload.ref)) ||
        (object.kind === 'External' && object.name === host)),
  );

const probeOf = (view: ClusterView, { host, port }: Place): ReachabilityProbe | undefined =>
  view.evidence
    .all('probes')
    .find((entry) => entry.host === host && (port === undefined || entry.port === port));

/** A place that reaches nothing says nothing of others: only a pod's own try counts alone. */
function isFailing(view: ClusterView, probe: ReachabilityProbe): boolean {
  if (probe.result === 'open' || probe.result === 'unknown') return false;
  const others = view.evidence.all('probes').filter(({ from }) => from === probe.from);
  return probe.inside || others.some(({ result }) => result === 'open');
}

const isError = ({ level }: LogPattern): boolean => level === 'error' || level === 'fatal';

const linesIn = (patterns: readonly LogPattern[]): number =>
  patterns.reduce((sum, { count }) => sum + count, 0);

/** Error lines of the target that name a host; undefined when no log was read. */
function errorsNaming(
  view: ClusterView,
  host: string,
): Extract<JudgedBy, { readonly says: 'named-in-errors' }> | undefined {
  const logs = targets(view)
    .flatMap((workload) => view.logs.of(workload))
    .filter(({ previous }) => !previous);
  if (logs.length === 0 || view.evidence.status('logs') === 'absent') return undefined;
  const errors = logs.flatMap(({ summary }) => summary.patterns).filter(isError);
  const naming = errors.filter(({ peers }) =>
    peers.some((peer) => peer === host || peer.startsWith(`${host}:`)),
  );
  return { says: 'named-in-errors', lines: linesIn(naming), of: linesIn(errors) };
}

/** Fewer error lines than these are ordinary for a program that serves. */
const MANY_ERRORS = 20;

/** The error lines of a program, where they are many; 0 where they are not. */
function ownErrors(view: ClusterView, workload: Workload): number {
  const lines = linesIn(
    view.logs
      .of(workload)
      .filter(({ previous }) => !previous)
      .flatMap(({ summary }) => summary.patterns)
      .filter(isError),
  );
  return lines < MANY_ERRORS ? 0 : lines;
}
