import type { Statement } from '../../model/statement.ts';
import type { FieldChange } from '../../model/statements/differences.ts';
import type { Rise } from './rises.ts';
import { changedFields, type Touch } from './touched.ts';

/** That something failed, with its rate before, and how long after a change; null where it is told beside none. */
export const rose = (
  { workload, of, backlog, before, after, since }: Rise,
  leadMs: number | null,
): Statement =>
  of === 'work' && backlog
    ? { says: 'backlog-rose', workload: workload.ref.name, backlog, leadMs: lead(leadMs) }
    : {
        says: 'failures-rose',
        workload: workload.ref.name,
        of: of === 'requests' ? of : 'lines',
        before,
        after,
        since,
        leadMs: lead(leadMs),
      };

const lead = (leadMs: number | null): number | null => (leadMs === null ? null : Math.max(0, leadMs));

/** A change of an object, with the fields that are known. */
export const changed = ({ change }: Touch, fields: readonly FieldChange[]): Statement => ({
  says: 'object-changed',
  object: change.object,
  at: change.at,
  who: change.who,
  fields,
});

/** The change itself, with what is known of its fields. */
export function stated(touch: Touch, rise: Pick<Rise, 'since'>): Statement {
  const { change } = touch;
  if (change.facts.kind !== 'rollout') return changed(touch, changedFields(touch));
  const { revision, differences } = change.facts;
  return { says: 'rolled-out', revision, at: change.at, onset: rise.since, differences };
}
