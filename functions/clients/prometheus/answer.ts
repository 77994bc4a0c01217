import * as z from 'zod/mini';
import { list, record, text, textMap } from '../../model/lenient.ts';
import { redact } from '../../redaction/redact.ts';
import type { Answer } from '../kubernetes/port.ts';
import type { RangeQuery, RangeSeries } from './port.ts';

/** Series of one query that are kept; one a workload is expected. */
const MAX_SERIES = 1_000;

/** The last time that a date can hold, epoch ms: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_MS = 8.64e15;

/** https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries */
const answer = record({
  status: text,
  error: text,
  data: record({ result: list(record({ metric: textMap, values: list(z.unknown()) })) }),
});

function point(value: unknown): [number, number][] {
  if (!Array.isArray(value)) return [];
  const [seconds, sample] = value as unknown[];
  const number = Number(sample);
  const ms = typeof seconds === 'number' ? Math.round(seconds * 1_000) : Number.NaN;
  return Math.abs(ms) <= MAX_MS && Number.isFinite(number) ? [[ms, number]] : [];
}

/** Reads a range query's answer; what is no success is a failure with Prometheus' own message, redacted: a proxy may quote one. */
export function readRangeAnswer(body: unknown): Answer<readonly RangeSeries[]> {
  const { status, error, data } = z.parse(answer, body);
  if (status !== 'success')
    return {
      ok: false,
      failure: { kind: 'failed', message: redact(error) || 'the answer is not one of Prometheus' },
    };
  const series = data.result.slice(0, MAX_SERIES);
  return {
    ok: true,
    value: series.map(({ metric, values }) => ({ labels: metric, points: values.flatMap(point) })),
  };
}

/** The path of a range query below the server's root. */
export function rangePath({ query, from, to, stepSeconds }: RangeQuery): string {
  return `/api/v1/query_range?${new URLSearchParams({ query, start: from, end: to, step: String(stepSeconds) })}`;
}
