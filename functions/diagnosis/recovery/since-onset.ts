import type { Report } from '../../model/report.ts';

/** Requests and 5xx of a stretch of time. */
export interface Share {
  readonly requests: number;
  readonly errors5xx: number;
  /** The minute that they are counted from, RFC 3339. */
  readonly from: string;
}

/** Counted from the minute of the onset on; undefined when the onset or the minutes are not known. */
export function sinceOnset({ onset, traffic }: Report): Share | undefined {
  if (onset === null || traffic === null) return undefined;
  const start = Math.floor(Date.parse(onset.at) / 60_000) * 60_000;
  const after = traffic.minutes.filter((minute) => Date.parse(minute.at) >= start);
  const requests = after.reduce((sum, minute) => sum + minute.requests, 0);
  if (requests === 0) return undefined;
  const errors5xx = after.reduce((sum, minute) => sum + minute.errors5xx, 0);
  return { requests, errors5xx, from: new Date(start).toISOString() };
}
