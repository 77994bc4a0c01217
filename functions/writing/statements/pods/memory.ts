import type { MemoryStatements, RuntimeArea, RuntimeMemory } from '../../../model/statements/pods/memory.ts';
import { plural, timesText } from '../../../text/format.ts';
import { bytesText } from '../../../text/quantity.ts';
import { clockText } from '../../../text/time.ts';
import { shareText } from '../share.ts';
import { its, quoting, type WordsOf } from '../words-of.ts';

export const memoryWords: WordsOf<MemoryStatements> = {
  'killed-for-memory': ({ container, started, limit }) =>
    `container ${container} is killed for memory${started ? ' (OOMKilled)' : ' before it can start'}, ${limit === null ? 'it has no memory limit' : `limit ${bytesText(limit)}`}`,
  'no-memory-to-start': ({ container, limit, bytes }) =>
    its(
      `pods have too little memory to start${container === null ? '' : `: the limit of ${container} is ${limit}${bytes === null ? '' : ` (${bytes < 1024 ? `${bytes} bytes` : bytesText(bytes)})`}`}`,
    ),
  'start-fails': ({ pods, reason, times, said }) =>
    quoting(`${shareText(pods)} before its containers, ${reason} ${timesText(times)}`, said),
  'ended-for-memory': ({ pods, container, reason, exitCode, at, restarts }, { now }) =>
    `${shareText(pods)}: container ${container} ended with reason ${reason}, exit code ${exitCode}${at === null ? '' : `, last at ${clockText(at, now)}`}; ${plural(restarts, 'restart')}`,
  'memory-limit': ({ limit }) =>
    limit === null
      ? 'no memory limit: the node ran out, so its other pods are at risk too'
      : `memory limit ${bytesText(limit)}`,
  'runtime-memory-full': ({ container, ...memory }) =>
    `container ${container} runs out of ${AREAS[memory.area]}: ${allowedText(memory)}`,
  'runtime-memory': (memory) => `${AREAS[memory.area]}: ${allowedText(memory)}`,
  'endpoint-rose': ({ endpoint, before, since, from }, { now }) =>
    `${endpoint} was called ${rateText(before)} times a minute before ${clockText(from, now)} and ${rateText(since)} since, other endpoints as before: it may be what fills the memory (not proven)`,
};

const AREAS: Readonly<Record<RuntimeArea, string>> = {
  'v8-heap': 'V8 heap',
  'java-heap': 'Java heap',
  metaspace: 'metaspace',
  'direct-memory': 'direct memory',
};

/** "--max-old-space-size=40 allows 40 MiB, the container may use 512 MiB". */
function allowedText({ setting, allowed, limit }: RuntimeMemory): string {
  const size = allowed === null ? '' : ` ${bytesText(allowed)}`;
  const option =
    setting === null
      ? `the runtime's default allows${size || ' a part of the limit'}`
      : `${setting} allows${size}`;
  return `${option}, ${limit === null ? 'the container has no memory limit' : `the container may use ${bytesText(limit)}`}`;
}

/** A decimal only where the number is small. */
const rateText = (perMinute: number): string => perMinute.toFixed(perMinute < 10 ? 1 : 0);
