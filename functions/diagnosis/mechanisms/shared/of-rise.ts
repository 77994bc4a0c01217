import type { Statement } from '../../../model/statement.ts';
import type { Dimension } from '../../../model/statements/differences.ts';
import { linesNaming, type Well } from '../../differences/others.ts';
import { type Place, placesOf } from '../../differences/places.ts';
import type { Rise } from '../../differences/rises.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { quote } from './patterns.ts';

/** That a workload's failures are on one side of a dimension alone. */
export const onOneSide = (
  { ref }: Workload,
  { dimension, fails, failing, well, others }: Place,
): Statement<'fails-on-one-side'> => ({
  says: 'fails-on-one-side',
  workload: ref.name,
  dimension,
  fails,
  failing,
  well,
  others,
});

/** The first dimension, of those asked for, along which a workload's failures are on one side alone. */
export function oneSide(
  view: ClusterView,
  rise: Rise,
  of?: Dimension,
): Statement<'fails-on-one-side'> | undefined {
  const { separates } = placesOf(view, rise);
  const place = separates.find(({ dimension }) => of === undefined || dimension === of);
  return place && onOneSide(rise.workload, place);
}

/** That a rise's new lines name a Service; undefined where none does. */
export function naming(view: ClusterView, rise: Rise, service: ServiceView): Statement | undefined {
  const { named, all, said } = linesNaming(view, rise, service);
  return named === 0
    ? undefined
    : {
        says: 'lines-name-it',
        workload: rise.workload.ref.name,
        host: service.ref.name,
        named,
        lines: all,
        said: quote(said),
      };
}

/** The new line that a rise has most of, by how many of the workload's pods; none where requests alone tell of it. */
export const linesSaid = ({ lines: [line], workload }: Rise): readonly Statement[] =>
  line
    ? [
        {
          says: 'lines-said',
          count: line.pattern.count,
          pods: { some: line.pods.length, all: workload.pods.length },
          said: quote(line.pattern.example),
        },
      ]
    : [];

/** That others are well meanwhile; undefined where there are none. */
export const othersAreWell = (wells: readonly Well[]): Statement | undefined =>
  wells.length === 0
    ? undefined
    : {
        says: 'others-are-well',
        workloads: wells.map(({ workload }) => workload.ref.name),
        requests: wells.reduce((sum, { requests }) => sum + requests, 0),
      };
