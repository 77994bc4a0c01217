import type { Cause } from '../../model/report.ts';

/** "oom-killed of Deployment/cart (high)". */
export const verdictOf = ({ cause, confidence, object }: Cause): string =>
  `${cause} of ${object.kind}/${object.name} (${confidence})`;

/** Where two verdicts part, as a sentence; undefined where they name the same causes of the same objects as surely. */
export function differenceOf(before: readonly Cause[], after: readonly Cause[]): string | undefined {
  const none = 'none';
  for (let at = 0; at < Math.max(before.length, after.length); at += 1) {
    const [was = none, is = none] = [before[at], after[at]].map((cause) => cause && verdictOf(cause));
    if (was !== is) return `cause ${at + 1} was ${was}, and under new names it is ${is}`;
  }
  return undefined;
}
