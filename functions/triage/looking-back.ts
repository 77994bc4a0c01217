import { asOf, tellsOfThen } from '../diagnosis/as-of/as-of.ts';
import type { EvidenceSet } from '../model/evidence.ts';

/** What collecting needs to know of a moment that was asked for: nothing from after it is read or chosen by. */
export const lookingBack = (moment: Date, now: Date) => {
  const at = moment.toISOString();
  return {
    at,
    asOf: (evidence: EvidenceSet): EvidenceSet => asOf(evidence, at, now.toISOString()),
    tellsOf: tellsOfThen,
  };
};
