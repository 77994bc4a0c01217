import type { Cause, Report } from '../../functions/model/report.ts';
import type { Truth } from './truth.ts';

/** From best to worst. A fault that was `missed` cost time; one that was named wrongly led the responder astray. */
export const VERDICTS = ['right', 'right at low', 'missed', 'wrong', 'wrong at high'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a report said first of a case, and what that is worth. */
export interface Score {
  readonly verdict: Verdict;
  /** "scaled-to-zero of Deployment/cart (high)", "no cause". */
  readonly said: string;
  /** What the truth wants named and the note does not name; absent where it names all. */
  readonly lacks?: readonly string[];
}

const objectOf = ({ object }: Cause): string => `${object.kind}/${object.name}`;

const wrongAt = ({ confidence }: Cause): Verdict => (confidence === 'high' ? 'wrong at high' : 'wrong');

/** What is said at low of a system that is well is a hint to look, not a false alarm. */
const verdictOf = ({ causes, objects }: Truth, [first]: readonly Cause[]): Verdict => {
  const isWell = causes.length === 0;
  if (first === undefined) return isWell ? 'right' : 'missed';
  if (isWell) return first.confidence === 'low' ? 'right' : wrongAt(first);
  if (!causes.includes(first.cause) || !objects.includes(objectOf(first))) return wrongAt(first);
  return first.confidence === 'low' ? 'right at low' : 'right';
};

/** Holds a report's first cause against the truth; the others do not count, as a responder begins with the first. */
export const scoreOf = (truth: Truth, { causes }: Pick<Report, 'causes'>, note = ''): Score => {
  const [first] = causes;
  const said =
    first === undefined ? 'no cause' : `${first.cause} of ${objectOf(first)} (${first.confidence})`;
  const lacks = (truth.says ?? []).filter((text) => !note.includes(text));
  return { verdict: verdictOf(truth, causes), said, ...(lacks.length === 0 ? {} : { lacks }) };
};

/** True where `now` is further down the list of verdicts than `before`. */
export const isWorse = (now: Verdict, before: Verdict): boolean =>
  VERDICTS.indexOf(now) > VERDICTS.indexOf(before);
