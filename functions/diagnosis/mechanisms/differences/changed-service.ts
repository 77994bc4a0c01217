import { advise, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { LogPattern } from '../../../model/log-summary.ts';
import { AT_ONCE_MS } from '../../../model/near.ts';
import type { ObjectRef } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { revisionsOf } from '../../changes/rollouts.ts';
import { counterpartOf } from '../../differences/counterpart.ts';
import { linesNaming, wellBeside } from '../../differences/others.ts';
import { type Rise, risesOf } from '../../differences/rises.ts';
import { changed, rose } from '../../differences/stating.ts';
import { changedFields, type Touch, touchedBy } from '../../differences/touched.ts';
import { difference, strengthBy } from '../../differences/verdict.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { callersOfService } from '../shared/failures.ts';
import { finding } from '../shared/finding.ts';
import { naming, oneSide, othersAreWell } from '../shared/of-rise.ts';
import { quote } from '../shared/patterns.ts';
import { changedAsWell } from './comparison.ts';

/**
 * A Service was changed, and those who call it fail since: kube-proxy sends connections to the new ports and pods within
 * seconds (https://kubernetes.io/docs/concepts/services-networking/service/). It goes by what differs alone, not by what
 * the lines say: before and after, whom the new lines name, and what does not go over it and is well.
 */
export const changedService: Analyzer = {
  name: 'changed-service',
  needs: ['services', 'logs', 'pods'],
  causes: ['service-misrouting'],
  analyze: (view) => {
    const suspects = new Map<ServiceView, Suspect[]>();
    for (const rise of risesOf(view)) {
      const touches = touchedBy(view, rise);
      for (const touch of touches)
        if (touch.service)
          suspects.set(touch.service, [...(suspects.get(touch.service) ?? []), { rise, touch, touches }]);
    }
    return [...suspects].flatMap(([service, found]) => judge(view, service, found));
  },
};

interface Suspect {
  readonly rise: Rise;
  readonly touch: Touch;
  readonly touches: readonly Touch[];
}

/** Lines of callers that have to name the Service where any names a Service at all. */
const NAMED_SHARE = 0.5;

function judge(view: ClusterView, service: ServiceView, suspects: readonly Suspect[]): readonly Finding[] {
  // A caller whose new lines are about another Service fails by that one.
  const about = suspects.filter(({ rise }) => {
    const { named, elsewhere } = linesNaming(view, rise, service);
    return named >= (named + elsewhere) * NAMED_SHARE;
  });
  if (isReached(view, service)) return [];
  const [first] = about.toSorted((a, b) => b.rise.after.rate - a.rise.after.rate);
  if (!first) return [];
  const { rise, touch, touches } = first;
  const callers = callersOfService(view, service);
  const wells = wellBeside(view, rise);
  const callersWell = wells.filter(({ workload }) => callers.includes(workload));
  const fields = changedFields(touch);
  const released = releasedWith(view, service, touch);
  // A release applies its Service again, with a label or an annotation more: its program is what changed.
  if (fields.length === 0 && released) return [];
  const differences = [
    ...difference(rise.before === null ? undefined : rose(rise, touch.leadMs)),
    ...difference(naming(view, rise, service)),
    ...difference(echo(view, service, first)),
    ...difference(oneSide(view, rise) ?? othersWell(view, service, wells), true),
  ];
  const against: readonly Statement[] = [
    ...changedAsWell(touches, touch),
    ...(released ? [{ says: 'changed-as-well' as const, object: released.object, at: released.at }] : []),
    ...(callersWell.length > 0
      ? [
          {
            says: 'other-callers-well' as const,
            callers: callersWell.map(({ workload }) => workload.ref.name),
          },
        ]
      : []),
  ];
  return [
    finding({
      cause: 'service-misrouting',
      object: service.ref,
      title: { says: 'callers-fail-since', fields },
      strength:
        fields.length === 0 ? weaker(strengthBy(differences, against)) : strengthBy(differences, against),
      evidence: [changed(touch, fields), ...differences.map(({ states }) => states)],
      against,
      basis: ['services', 'logs', 'pods'],
      explains: [
        ...service.workloads.map(({ ref }) => ref),
        ...about.flatMap(({ rise: { workload } }) => [workload.ref, ...view.calls.callersOf(workload.ref)]),
      ],
      since: isoTime(touch.change.at),
      actions: [
        look(
          kubectl(service.ref.namespace, 'describe', 'service', nameWord(service.ref.name)),
          'selector, ports and targetPort',
        ),
        ...fields.flatMap(({ key, was }) => (was === null ? [] : [advise(`set ${key} back to ${was}`)])),
        look(
          kubectl(
            service.ref.namespace,
            'get',
            'endpointslices',
            '-l',
            joined('kubernetes.io/service-name=', nameWord(service.ref.name)),
          ),
          'what is behind it',
        ),
      ],
    }),
  ];
}

/** Where which field changed is not known, it may be one that routes nothing. */
const weaker = (strength: Finding['strength']): Finding['strength'] =>
  strength === 'proof' ? 'strong' : 'hint';

/** Whether requests arrive behind a Service and fail there: then it leads where it should. */
const isReached = (view: ClusterView, service: ServiceView): boolean =>
  risesOf(view).some(({ workload, of }) => of === 'requests' && service.workloads.includes(workload));

/** What stands behind a Service and was rolled out at once with its change. */
const releasedWith = (
  view: ClusterView,
  service: ServiceView,
  { change: { at } }: Touch,
): { readonly object: ObjectRef; readonly at: number } | undefined =>
  service.workloads
    .flatMap((workload) => {
      const [current, older] = revisionsOf(view, workload);
      return older && current?.at !== undefined ? [{ object: workload.ref, at: current.at }] : [];
    })
    .find((rolledOut) => Math.abs(rolledOut.at - at) <= AT_ONCE_MS);

/** What stands behind the Service says the same as its caller, or logs errors since the change, in whatever words. */
function echo(
  view: ClusterView,
  service: ServiceView,
  { rise: called, touch: { change } }: Suspect,
): Statement | undefined {
  const same = called.lines
    .map(({ pattern }) => counterpartOf(view, called.workload, pattern))
    .find((counterpart) => counterpart && service.workloads.includes(counterpart.server));
  if (same) return saysSo(same.server, same.pattern);
  const rise = risesOf(view).find(
    ({ workload, since, uncertaintyMs }) =>
      service.workloads.includes(workload) && Math.abs(since - change.at) <= Math.max(uncertaintyMs, NEAR_MS),
  );
  const [line] = rise?.lines ?? [];
  return rise && line ? saysSo(rise.workload, line.pattern) : undefined;
}

const saysSo = ({ ref }: Workload, { count, example }: LogPattern): Statement => ({
  says: 'server-says-so',
  server: ref.name,
  lines: count,
  said: quote(example),
});

/** kube-proxy follows a Service within seconds, and clients try again within a minute, ms. */
const NEAR_MS = 60_000;

function othersWell(
  view: ClusterView,
  service: ServiceView,
  wells: ReturnType<typeof wellBeside>,
): Statement | undefined {
  const callers = new Set(callersOfService(view, service));
  return othersAreWell(
    wells.filter(({ workload }) => !callers.has(workload) && !service.workloads.includes(workload)),
  );
}
