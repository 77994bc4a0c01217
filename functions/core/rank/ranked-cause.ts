import type { Action } from '../command/action.ts';
import type { Cause } from '../report.ts';

/** A cause as it was ranked: its commands are data still, so that what they do can be asked. */
export type RankedCause = Omit<Cause, 'actions'> & { readonly actions: readonly Action[] };
