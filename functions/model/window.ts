/** A span of time, both ends RFC 3339 in UTC, `from` before `to`. */
export interface Window {
  readonly from: string;
  readonly to: string;
}
