import type { Broken, Outcome } from '../../model/diagnosis.ts';
import { refKey } from '../../model/object-ref.ts';
import type { Where } from '../../model/statements/differences.ts';
import type { ClusterView } from '../view/view.ts';
import { placesOf } from './places.ts';
import { risesOf } from './rises.ts';

/** What nothing explains, with where it is and where it is not: the responder's next question. */
export const located = (view: ClusterView, outcome: Outcome): Outcome =>
  outcome.kind === 'unexplained'
    ? { ...outcome, broken: outcome.broken.map((broken) => withPlace(view, broken)) }
    : outcome;

function withPlace(view: ClusterView, broken: Broken): Broken {
  const where = whereIs(view, broken);
  return where ? { ...broken, where } : broken;
}

function whereIs(view: ClusterView, { ref }: Broken): Where | undefined {
  const rise = risesOf(view).find(({ workload }) => refKey(workload.ref) === refKey(ref));
  if (!rise) return undefined;
  const { separates, tried } = placesOf(view, rise);
  const [place] = separates;
  if (tried.length === 0) return undefined;
  return { only: place ? { dimension: place.dimension, fails: place.fails } : null, tried };
}
