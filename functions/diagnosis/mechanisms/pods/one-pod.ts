import { advise, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import { slackOf } from '../../../model/near.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { servicesNamedBy } from '../../differences/others.ts';
import { placesOf } from '../../differences/places.ts';
import { type Rise, risesOf } from '../../differences/rises.ts';
import { rose } from '../../differences/stating.ts';
import { touchedBy } from '../../differences/touched.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { isBroken } from '../shared/health.ts';
import { linesSaid, naming, onOneSide } from '../shared/of-rise.ts';

/**
 * One pod of several runs the same template as the others, is ready, gets its share of the requests and fails: what is
 * wrong is of that pod alone, its memory, its files, its node or a connection that it holds. A Service goes on sending to
 * it, as its probe succeeds (https://kubernetes.io/docs/concepts/services-networking/service/).
 */
export const onePod: Analyzer = {
  name: 'one-pod',
  needs: ['pods', 'logs'],
  causes: ['dependency-error'],
  analyze: (view) => risesOf(view).flatMap((rise) => judge(view, rise) ?? []),
};

/** Others that are well, so that it is the one that differs: of two, either may be the odd one. */
const MIN_OTHERS = 2;

function judge(view: ClusterView, rise: Rise): Finding | undefined {
  const { workload } = rise;
  const { separates } = placesOf(view, rise);
  const place = separates.find(({ dimension }) => dimension === 'pod');
  const [pod, ...more] = place?.fails ?? [];
  if (!place || pod === undefined || more.length > 0 || place.well.length < MIN_OTHERS) return undefined;
  // What else separates it is told by that: its revision, by what was changed in it; and pods that are not well by themselves.
  if (separates.some(({ dimension }) => dimension === 'revision') || isBroken(workload)) return undefined;
  if (touchedBy(view, rise).some(({ how }) => how !== 'calls')) return undefined;
  if (servicesNamedBy(view, rise).length > 0) return undefined;
  const callers = fromCallers(view, rise);
  if (rise.of !== 'requests' && callers.length === 0) return undefined;
  return finding({
    cause: 'dependency-error',
    facts: { peers: [], ownSettings: false, refuses: undefined },
    object: workload.ref,
    title: { says: 'one-pod-fails', pod, others: place.well.length },
    // Lines alone: of a server with roles, the one that does the work has all the lines.
    strength: rise.of === 'requests' ? 'strong' : 'hint',
    evidence: [onOneSide(workload, place), ...linesSaid(rise), ...callers],
    basis: ['pods', 'logs'],
    explains: withCallers(view, workload),
    since: isoTime(rise.since),
    actions: [
      look(
        kubectl(workload.ref.namespace, 'logs', nameWord(pod), '--all-containers', '--tail=100'),
        'what it says',
      ),
      look(
        kubectl(workload.ref.namespace, 'get', 'pod', nameWord(pod), '-o', 'wide'),
        'its node and its age, against those of the others',
      ),
      advise('delete that pod, if it holds nothing that is needed: its controller makes a new one'),
    ],
  });
}

/** Those who call it and fail since the same time, by the lines that name it where some do. */
const fromCallers = (view: ClusterView, { workload, since, uncertaintyMs }: Rise): readonly Statement[] => {
  const callers = new Set(view.calls.callersOf(workload.ref).map(refKey));
  return risesOf(view).flatMap((rise): readonly Statement[] => {
    const named = namedBy(view, rise, workload);
    const slack = slackOf({ uncertaintyMs: Math.max(uncertaintyMs, rise.uncertaintyMs) });
    const isAtOnce = Math.abs(rise.since - since) <= slack;
    if (named) return [named];
    return isAtOnce && callers.has(refKey(rise.workload.ref)) ? [rose(rise, null)] : [];
  });
};

function namedBy(view: ClusterView, rise: Rise, workload: Workload): Statement | undefined {
  const service = servicesNamedBy(view, rise).find(({ workloads }) => workloads.includes(workload));
  if (!service || rise.workload === workload) return undefined;
  return naming(view, rise, service);
}
