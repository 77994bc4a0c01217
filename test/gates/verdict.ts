import type { Confidence } from '../../functions/model/cause.ts';
import { refKey } from '../../functions/model/object-ref.ts';
import type { RankedCause } from '../../functions/model/ranked-cause.ts';

/** What a report says first: "oom-killed of Deployment/shop/cart (high)", "no cause". */
export const verdictOf = ([first]: readonly RankedCause[]): string =>
  first === undefined ? 'no cause' : `${first.cause} of ${refKey(first.object)} (${first.confidence})`;

const CONFIDENCE: readonly Confidence[] = ['low', 'medium', 'high'];

/** Whether the first cause is another one than it was, or less sure. */
export const isLessSure = (before: RankedCause, [now]: readonly RankedCause[]): boolean =>
  now === undefined ||
  now.cause !== before.cause ||
  refKey(now.object) !== refKey(before.object) ||
  CONFIDENCE.indexOf(now.confidence) < CONFIDENCE.indexOf(before.confidence);
