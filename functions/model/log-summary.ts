import type { LatencyCounts, LatencyPart } from './latency.ts';
import type { Window } from './window.ts';

/** The runbook's kinds of error patterns, and the other ones that an analyzer can use. */
export const PATTERN_KINDS = [
  'database',
  'cache',
  'authentication',
  'rate-limit',
  'external-service',
  'dns',
  'tls',
  'network',
  'memory',
  'disk',
  'configuration',
  'crash',
  'http-5xx',
  'other',
] as const;
export type PatternKind = (typeof PATTERN_KINDS)[number];
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'unknown';

/** Log lines of one template. Times are RFC 3339 UTC, '' when lines carry none. */
export interface LogPattern {
  readonly template: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly level: LogLevel;
  readonly kind: PatternKind;
  /** host[:port] that the lines name ("postgres:5432"), distinct, most frequent first, at most 5. */
  readonly peers: readonly string[];
  /** Redacted; a stack trace is one line with its deepest "Caused by" as the message. */
  readonly example: string;
  /** Lines a minute, keyed by the minute's start (epoch seconds / 60), so that patterns can be placed against an onset. */
  readonly minutes: Readonly<Record<string, number>>;
  /** The numbers of its lines, from 1; absent where they were not asked for. */
  readonly lines?: readonly number[];
}

export interface Endpoint {
  readonly method: string;
  /** Normalised route, ids as placeholders (":id"). */
  readonly path: string;
  readonly requests: number;
  readonly errors5xx: number;
  readonly errors4xx: number;
  /** Milliseconds; null where the log has no durations. */
  readonly p50: number | null;
  readonly p95: number | null;
  /** p95 of the time before the onset, ms; absent or null where that was not read. */
  readonly p95Before?: number | null;
  readonly byStatus: Readonly<Record<string, number>>;
  /** What p50 and p95 come from, so that several logs can be merged; absent where the log has no durations. */
  readonly latency?: LatencyCounts;
  /** The same by time, where it was asked for often enough: what p95Before is read off. */
  readonly latencyParts?: readonly LatencyPart[];
}

/** How long lines of one kind, in the words of their program, say that something took. */
export interface Wait {
  /** The line without what changes, and which of its durations. */
  readonly template: string;
  /** Redacted. */
  readonly example: string;
  /** host[:port] that the example names, in its order. */
  readonly peers: readonly string[];
  /** Oldest first. */
  readonly parts: readonly LatencyPart[];
}

export interface Minute {
  /** RFC 3339 UTC, the minute's start. */
  readonly at: string;
  readonly requests: number;
  readonly errors5xx: number;
  readonly errors4xx: number;
  readonly byMethod: Readonly<Record<string, number>>;
}

export interface Client {
  readonly client: string;
  readonly requests: number;
  readonly errors4xx: number;
  readonly agent: string;
  readonly kind: 'person' | 'bot' | 'monitoring' | 'scanner';
  /** Requests for paths that only scanners ask for; absent when none. */
  readonly scans?: number;
}

/** A verdict only when the numbers carry it; `why` holds those numbers. */
export interface Abuse {
  readonly verdict: 'none' | 'scanner' | 'single-client' | 'unknown';
  readonly why: readonly string[];
  readonly requests429: number;
  readonly rateLimitLines: number;
}

/** A number that a program calls by one name, of what waits for it ("lag", "queue depth"): by minute the highest. */
export interface Gauge {
  readonly name: string;
  /** By the minute's start (epoch seconds / 60); minutes without a line are absent. */
  readonly minutes: Readonly<Record<string, number>>;
}

/** What `firstnote logs` prints, and what is kept of any log: counts and redacted examples, never the log itself. */
export interface LogSummary {
  readonly format: string;
  readonly lines: number;
  readonly bytes: number;
  /** The first and last time stamps seen, '' when none. */
  readonly first: string;
  readonly last: string;
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byMethod: Readonly<Record<string, number>>;
  readonly endpoints: readonly Endpoint[];
  /** Warnings and worse, most frequent first. */
  readonly patterns: readonly LogPattern[];
  readonly clients: readonly Client[];
  readonly minutes: readonly Minute[];
  readonly abuse: Abuse;
  /** Lines that tell of a piece of work done, by minute as of a pattern; absent where there are none. */
  readonly work?: Readonly<Record<string, number>>;
  /** By name; absent where no line tells of any. */
  readonly waiting?: readonly Gauge[];
  /** Of lines that are no requests, those that took most time first, at most 12; absent where there are none. */
  readonly waits?: readonly Wait[];
}

/** One container's log as it was read. */
export interface ContainerLog {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** True for the log of the container's previous run. */
  readonly previous: boolean;
  readonly asked: Window;
  /** The window really seen, undefined when no line carried a time. */
  readonly seen?: Window;
  /** True when the byte limit cut it. */
  readonly cut: boolean;
  readonly summary: LogSummary;
  /** The last lines, redacted, oldest first, at most 20: what a crash said. */
  readonly tail: readonly string[];
}
