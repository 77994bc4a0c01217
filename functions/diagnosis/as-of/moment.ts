import { timeOf } from '../../text/time.ts';

/** The moment that a report is of, where that was asked for; nothing that began after it may be in the report. */
export interface Moment {
  /** ms. */
  readonly at: number;
  /** Whether a stamp lies after the moment; what bears none (undefined, '') does not. */
  readonly isBefore: (time: string | undefined) => boolean;
}

export const momentOf = (at: number): Moment => ({
  at,
  isBefore: (time) => (timeOf(time) ?? Number.NEGATIVE_INFINITY) > at,
});
