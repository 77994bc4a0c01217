import { type Action, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, kindWord, nameWord, objectWord } from '../../../model/command/word.ts';
import type { FactsOf } from '../../../model/facts.ts';
import type { Statement } from '../../../model/statement.ts';
import type { Dimension, FieldChange } from '../../../model/statements/differences.ts';
import { linesNaming } from '../../differences/others.ts';
import { placesOf } from '../../differences/places.ts';
import type { Rise } from '../../differences/rises.ts';
import { changedFields, type Touch } from '../../differences/touched.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { quote } from '../shared/patterns.ts';

/** That something failed since a change, with its rate before. */
export const rose = ({ workload, of, before, after, since }: Rise, { leadMs }: Touch): Statement => ({
  says: 'failures-rose',
  workload: workload.ref.name,
  of,
  before,
  after,
  since,
  leadMs: Math.max(0, leadMs),
});

export const changed = ({ change }: Touch, fields: readonly FieldChange[]): Statement => ({
  says: 'object-changed',
  object: change.object,
  at: change.at,
  who: change.who,
  fields,
});

/** What a change of a workload's own is to its cause. */
export const factsOf = ({ how }: Touch): FactsOf['bad-rollout'] => ({
  changed: how === 'own' ? 'template' : 'configuration',
  by: 'differences',
});

/** The change itself, with what is known of its fields. */
export function stated(touch: Touch, rise: Rise): Statement {
  const { change } = touch;
  if (change.facts.kind !== 'rollout') return changed(touch, changedFields(touch));
  const { revision, differences } = change.facts;
  return { says: 'rolled-out', revision, at: change.at, onset: rise.since, differences };
}

/** How a reader sees what was changed. */
export function lookAt({ change }: Touch, { ref }: Pick<Workload, 'ref'>): Action {
  const { namespace } = ref;
  return change.facts.kind === 'rollout'
    ? look(
        kubectl(
          namespace,
          'rollout',
          'history',
          objectWord(ref),
          joined('--revision=', change.facts.revision),
        ),
        'what changed in it',
      )
    : look(
        kubectl(
          namespace,
          'get',
          kindWord(change.object.kind),
          nameWord(change.object.name),
          '-o',
          'yaml',
          '--show-managed-fields',
        ),
        'who changed what in it',
      );
}

/** The first dimension, of those asked for, along which a workload's failures are on one side alone. */
export function oneSide(
  view: ClusterView,
  rise: Rise,
  of?: Dimension,
): Statement<'fails-on-one-side'> | undefined {
  const { separates } = placesOf(view, rise);
  const place = separates.find(({ dimension }) => of === undefined || dimension === of);
  return (
    place && {
      says: 'fails-on-one-side',
      workload: rise.workload.ref.name,
      dimension: place.dimension,
      fails: place.fails,
      failing: place.failing,
      well: place.well,
      others: place.others,
    }
  );
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

/** Other changes that touched it as near: which of them it was is not known by time alone. */
export const changedAsWell = (touches: readonly Touch[], touch: Touch): readonly Statement[] =>
  touches
    .filter((other) => other !== touch)
    .map(({ change }) => ({ says: 'changed-as-well', object: change.object, at: change.at }));
