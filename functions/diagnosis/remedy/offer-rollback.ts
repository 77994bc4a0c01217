import { type Action, avoid } from '../../model/command/action.ts';
import { rollBackTo } from '../../model/command/deeds.ts';
import { shortName } from '../../model/object-ref.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import { rolloutEffect } from './effect.ts';
import { judgeRollback } from './rollback.ts';
import { rollsOut } from './rolls-out.ts';
import type { RemedyContext } from './rule.ts';

/** The rollback with its effect where it helps; why not, where somebody would try it. */
export function rollback(cause: RankedCause, { view, changes }: RemedyContext): readonly Action[] {
  const ref = cause.object;
  if (!rollsOut(ref)) return [];
  const verdict = judgeRollback(ref, cause, view, changes);
  if (verdict.verdict === 'unknown') return [];
  if (verdict.verdict !== 'helps')
    return [avoid('roll-back', `do not roll ${shortName(ref)} back: ${verdict.why}`, ref)];
  return [
    rollBackTo(
      ref,
      verdict.revision,
      `back to revision ${verdict.revision}: ${verdict.why} (${rolloutEffect(ref, view)})`,
    ),
  ];
}
