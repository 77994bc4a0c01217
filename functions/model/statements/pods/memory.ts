import type { Share } from '../share.ts';

/** A part of memory that a runtime limits by itself, whatever the container may use. */
export type RuntimeArea = 'v8-heap' | 'java-heap' | 'metaspace' | 'direct-memory';

/** How much of it a runtime may use. */
export interface RuntimeMemory {
  readonly area: RuntimeArea;
  /** The option that says so, as it is written; null where none does, and the runtime's default counts. */
  readonly setting: string | null;
  /** bytes; null where neither an option nor the default tells. */
  readonly allowed: number | null;
  /** The container's memory limit, bytes; null where there is none. */
  readonly limit: number | null;
}

/** What is stated of containers that are killed for memory, or whose runtime runs out of it. */
export interface MemoryStatements {
  /** A container is killed for memory; `started` is false where the limit is too low for its process to start. */
  readonly 'killed-for-memory': {
    readonly container: string;
    readonly started: boolean;
    /** bytes; null where there is none. */
    readonly limit: number | null;
  };
  /** A pod is killed before its containers; `limit` is as it is written, null where no container's is too low. */
  readonly 'no-memory-to-start': {
    readonly container: string | null;
    readonly limit: string | null;
    readonly bytes: number | null;
  };
  /** What the kubelet says of pods that do not come to their containers. */
  readonly 'start-fails': {
    readonly pods: Share;
    readonly reason: string;
    readonly times: number;
    readonly said: string;
  };
  /** How its last run ended; `at` in ms UTC, null where that is not known. */
  readonly 'ended-for-memory': {
    readonly pods: Share;
    readonly container: string;
    readonly reason: string;
    readonly exitCode: number;
    readonly at: number | null;
    readonly restarts: number;
  };
  /** A program ends as its runtime has used up what it allows itself. */
  readonly 'runtime-memory-full': RuntimeMemory & { readonly container: string };
  /** What the runtime allows itself, beside what its container may use. */
  readonly 'runtime-memory': RuntimeMemory;
  /** bytes; null where there is none. */
  readonly 'memory-limit': { readonly limit: number | null };
  /** One endpoint is called more than before, the others are not; requests a minute, before and since `from`, ms UTC. */
  readonly 'endpoint-rose': {
    readonly endpoint: string;
    readonly before: number;
    readonly since: number;
    readonly from: number;
  };
}
