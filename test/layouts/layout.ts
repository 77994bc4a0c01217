import type { LogLevel } from '../../functions/model/log-summary.ts';

/** A request that the lines tell of. What is absent is not checked. */
export interface ExpectedRequest {
  readonly method: string;
  /** As it is written, without query and host: "/api/games/17". */
  readonly path: string;
  readonly status: number;
  /** How long it took, in milliseconds whatever unit the line has; null where the line does not say. */
  readonly ms?: number | null;
  /** Who asked: the first of X-Forwarded-For where the line has it, never a proxy, a virtual host or the server. */
  readonly client?: string | null;
}

/**
 * What the worst event of the lines says; of several as bad the first. What is absent is not checked. An event is a line
 * with all that belongs to it: a trace, an error in another field.
 */
export interface Expected {
  readonly level?: LogLevel;
  /** RFC 3339 UTC, to the millisecond that the line has: "2026-11-24T14:03:22.123Z", "2026-11-24T14:03:22Z". null: no time. */
  readonly time?: string | null;
  /** The message without its head (time, level, logger, thread, host): of a trace its deepest cause. Equal, blanks at the ends aside. */
  readonly message?: string;
  /** Parts that stand in the message. */
  readonly contains?: readonly string[];
  /** Parts that do not: what belongs to the head, or varies. Looked for in the template and the message. */
  readonly absent?: readonly string[];
  /** Constants of the message that its template keeps: status and error codes, SQLSTATE, errno, signals. */
  readonly keeps?: readonly string[];
  /** How many events the lines are; requests that are no event of their own included. */
  readonly events?: number;
  /** All requests of the lines. `[]`: there is none. */
  readonly requests?: readonly ExpectedRequest[];
}

/** Lines as a product writes them, and what they say. */
export interface Layout {
  /** The product, and which of its layouts: "nginx: error log". */
  readonly name: string;
  /** The product's document or source that shows the layout. */
  readonly source: string;
  readonly lines: readonly string[];
  /** RFC 3339, when the log was read: gives the year where a time has none. Default 2026-11-25T00:00:00Z. */
  readonly readAt?: string;
  readonly expected: Expected;
}
