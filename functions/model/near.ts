/**
 * How near before the onset a change has to lie, ms. One table, so that the cause, its undo, the note's "began with" and
 * what is ruled out speak of the same change alike.
 */
export const NEAR_MS = {
  /** A change takes effect within minutes: the failure "began with" it. */
  begins: 15 * 60_000,
  /** Most faults of a release show in half an hour: it may be blamed for its errors. */
  blames: 30 * 60_000,
  /** What ran for an hour without the failure did not bring it: undoing it is no remedy, and it is ruled out. */
  counts: 60 * 60_000,
} as const;

/** Changes within this of each other were made at once, ms: by a hand, or a pipeline, that changes several objects. */
export const AT_ONCE_MS = 60_000;

/** Times of the API are whole seconds, and the clocks of nodes differ by a few, ms. */
const CLOCKS_MS = 5_000;
/** What came this long after the failure was first seen is rather an answer to it, however unsure the onset is, ms. */
const MAX_UNSURE_MS = 90_000;

/** An onset is no point: it lies within ± `uncertaintyMs` of its time. */
interface Unsure {
  readonly uncertaintyMs: number;
}

/** How far behind an onset's time a change may lie and still have come before the failure, ms. */
export const slackOf = (onset: Unsure | null | undefined): number =>
  Math.max(CLOCKS_MS, Math.min(onset?.uncertaintyMs ?? 0, MAX_UNSURE_MS));

/**
 * Whether a change that lies `leadMs` before an onset (less than zero behind it, null where no onset is known) may have
 * come before the failure, and within `within` ms of it. The one answer for the cause, its undo, the note and the page.
 */
export const mayPrecede = (
  leadMs: number | null,
  onset: Unsure | null | undefined,
  within: number,
): leadMs is number => leadMs !== null && leadMs >= -slackOf(onset) && leadMs <= within;
