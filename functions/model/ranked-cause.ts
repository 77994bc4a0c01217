import type { Confidence } from './cause.ts';
import type { Action } from './command/action.ts';
import type { CauseFacts } from './facts.ts';
import type { ObjectRef } from './object-ref.ts';
import type { Statement } from './statement.ts';

/** A cause as it was ranked, with its facts; its commands are data still, so that what they do can be asked. */
export type RankedCause = CauseFacts & {
  readonly confidence: Confidence;
  readonly object: ObjectRef;
  readonly title: Statement;
  readonly evidence: readonly Statement[];
  readonly against: readonly Statement[];
  readonly actions: readonly Action[];
};
