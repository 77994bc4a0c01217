import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { setResources } from '../../../model/command/deeds.ts';
import { joined, quantityWord } from '../../../model/command/word.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { TemplateDifference } from '../../../model/template-difference.ts';
import { isShareOf, parseQuantity } from '../../../text/quantity.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { changedBy, revisionsOf } from '../../changes/rollouts.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { failsRequests } from '../shared/health.ts';
import { isDegraded, livePods } from '../shared/pods.ts';

/** Use is measured over some 15 s (metrics.k8s.io), a limit holds for each 100 ms: at this share of it, it stops the program. */
const AT_LIMIT = 0.9;
/** A limit that was cut to less than this share of what it was is another one, not a rounded one. */
const CUT = 0.8;

/**
 * What a CPU limit lets a workload have is used up, as `metrics.k8s.io` measures it, while it does not serve: where the
 * newest revision cut the limit, that is why. Without the cut, high use may be a symptom as well.
 */
export const cpuLimit: Analyzer = {
  name: 'cpu-limit',
  needs: ['pods', 'podmetrics'],
  causes: ['cpu-saturation'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const used = atLimit(view, workload);
      if (!used || (!isDegraded(workload) && !failsRequests(view, workload))) return [];
      const cut = cutOf(view, workload, used.container);
      const { namespace } = workload.ref;
      return [
        finding({
          cause: 'cpu-saturation',
          object: workload.ref,
          title: { says: 'cpu-limit-used-up', limit: used.limit, was: cut?.states.from ?? null },
          strength: strengthOf(false, cut === undefined),
          evidence: present<Statement>(cut?.states, { says: 'cpu-at-limit', ...used }),
          basis: ['pods', 'podmetrics'],
          explains: withCallers(view, workload),
          since: cut && isoTime(cut.at),
          actions: [
            look(
              kubectl(namespace, 'top', 'pod', '--containers', '--sort-by=cpu'),
              'which container uses it',
            ),
            ...present(
              cut?.states.from
                ? setResources(
                    workload.ref,
                    used.container,
                    joined('--limits=cpu=', quantityWord(cut.states.from)),
                    'sets the limit as it was, and replaces the pods',
                  )
                : undefined,
            ),
          ],
        }),
      ];
    }),
};

type AtLimit = Omit<Statement<'cpu-at-limit'>, 'says'>;

/** The container that uses up its limit in every pod that was measured; undefined where none does. */
function atLimit(view: ClusterView, workload: Workload): AtLimit | undefined {
  const pods = livePods(workload);
  const names = new Set(pods.map(({ metadata }) => metadata.name));
  const measured = view.evidence
    .all('podmetrics')
    .filter(({ metadata }) => metadata.namespace === workload.ref.namespace && names.has(metadata.name));
  for (const { name, resources } of workload.spec?.containers ?? []) {
    const limit = parseQuantity(resources.limits.cpu);
    const uses = measured.flatMap(({ containers }) =>
      containers.filter((one) => one.name === name).map(({ usage }) => parseQuantity(usage.cpu) ?? 0),
    );
    if (!limit || uses.length === 0 || !uses.every((use) => isShareOf(use, AT_LIMIT, limit))) continue;
    const used = Math.round(Math.max(...uses) * 1000);
    return {
      container: name,
      used,
      limit: resources.limits.cpu ?? '',
      pods: { some: uses.length, all: pods.length },
    };
  }
  return undefined;
}

interface Cut {
  readonly at: number;
  readonly states: Statement<'cpu-limit-cut'>;
}

/** That the newest revision gave the container less, or a limit at all. */
function cutOf(view: ClusterView, workload: Workload, container: string): Cut | undefined {
  const revisions = revisionsOf(view, workload);
  const [newest] = revisions;
  if (newest?.at === undefined || newest.at < view.from) return undefined;
  const [states] = changedBy(revisions).flatMap((one) => cutIn(one, container) ?? []);
  return states && { at: newest.at, states };
}

function cutIn(difference: TemplateDifference, container: string): Cut['states'] | undefined {
  if (difference.kind !== 'resources' || difference.container.name !== container) return undefined;
  const { bound, resource, from, to } = difference;
  if (bound !== 'limits' || resource !== 'cpu') return undefined;
  const before = from === null ? Number.POSITIVE_INFINITY : (parseQuantity(from) ?? 0);
  const after = parseQuantity(to ?? undefined);
  if (after === undefined || isShareOf(after, CUT, before)) return undefined;
  return { says: 'cpu-limit-cut', from, to: to ?? '' };
}
