import type { Answer } from '../kubernetes/port.ts';

/** One series of a range query; points are [epoch ms, value], oldest first, without NaN. */
export interface RangeSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [number, number])[];
}

export interface RangeQuery {
  readonly query: string;
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
  readonly stepSeconds: number;
  readonly signal: AbortSignal;
}

/** Range queries of a Prometheus server, or of anything that speaks its HTTP API (Thanos, Mimir, VictoriaMetrics). */
export interface PrometheusPort {
  /** Where it is, for a reader. */
  readonly name: string;
  queryRange(query: RangeQuery): Promise<Answer<readonly RangeSeries[]>>;
  close(): void;
}
