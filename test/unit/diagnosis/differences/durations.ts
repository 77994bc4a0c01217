import type { LatencyPart } from '../../../../functions/model/latency.ts';
import { latencyBucket, mergeLatency, partBucket } from '../../../../functions/model/latency.ts';
import type { Endpoint, Wait } from '../../../../functions/model/log-summary.ts';
import { NOW } from '../mechanisms/cluster.ts';

/** The minute that is so many before the moment of the evidence. */
const minute = (ago: number): number => Math.floor(Date.parse(NOW) / 60_000) - ago;

/** The durations of the last minutes, ms, the newest minute last. */
export const parts = (minutes: readonly (readonly number[])[]): readonly LatencyPart[] =>
  minutes.flatMap((durations, at) =>
    durations.length === 0
      ? []
      : [
          {
            from: minute(minutes.length - at),
            minutes: 1,
            counts: mergeLatency([durations.map((ms) => [partBucket(latencyBucket(ms)), 1] as const)]),
          },
        ],
  );

/** 16 minutes of ten durations each, ms: `usual` for ten minutes, `since` for six. */
export const stepped = (usual: number, since: number, slowShare = 1): readonly LatencyPart[] =>
  parts(
    Array.from({ length: 16 }, (_, at) =>
      Array.from({ length: 10 }, (_unused, i) => (at >= 10 && i < slowShare * 10 ? since : usual)),
    ),
  );

export const timed = (path: string, latencyParts: readonly LatencyPart[], errors5xx = 0): Endpoint => ({
  method: 'GET',
  path,
  requests: 160,
  errors5xx,
  errors4xx: 0,
  p50: 50,
  p95: 100,
  byStatus: {},
  latencyParts,
});

export const wait = (example: string, of: readonly LatencyPart[], peers: readonly string[] = []): Wait => ({
  template: example,
  example,
  peers,
  parts: of,
});
