import type { Action } from '../command/action.ts';
import type { CauseFacts } from '../facts.ts';
import type { Cause } from '../report.ts';

/** A cause as it was ranked, with its facts; its commands are data still, so that what they do can be asked. */
export type RankedCause = CauseFacts &
  Omit<Cause, 'cause' | 'actions'> & { readonly actions: readonly Action[] };
