import { type Action, advise } from '../../../model/command/action.ts';
import type { Statement } from '../../../model/statement.ts';

/** A change of a bound, as it is told. */
type BoundChange = Omit<Statement<'object-changed'>, 'says'>;

/** That a bound was changed before it was met. */
export const boundChanged = (change: BoundChange | undefined): readonly Statement[] =>
  change ? [{ says: 'object-changed', ...change }] : [];

/** What undoes it, where the old values are known. */
export const setBack = (change: BoundChange | undefined): readonly Action[] =>
  (change?.fields ?? []).flatMap(({ key, was }) =>
    was === null ? [] : [advise(`set ${key} back to ${was}`)],
  );
