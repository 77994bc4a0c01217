import type { KubernetesPort } from './port.ts';

const NEWLINE = 10;
/** "2026-11-25T14:00:00.123456789Z " and with an offset: the longest stamp that a kubelet puts before a line. */
const MAX_STAMP = 36;

/**
 * The same API, whose logs end at a moment: lines that the kubelet stamped later are dropped before anything reads them.
 * The API itself can be asked for lines since a time only (`sinceTime`), never until one.
 */
export const linesUntil = (kubernetes: KubernetesPort, moment: Date): KubernetesPort => ({
  ...kubernetes,
  log: async (options) => {
    const answer = await kubernetes.log({ ...options, timestamps: true });
    return answer.ok ? { ...answer, value: until(answer.value, moment.getTime()) } : answer;
  },
});

/** Whole lines of a stream, without the later ones; a line without a stamp belongs to the one before it. */
async function* until(stream: AsyncIterable<Uint8Array>, at: number): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  let isLater = false;
  const kept = (bytes: Buffer): Buffer => {
    const parts: Buffer[] = [];
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(NEWLINE, start);
      const end = found < 0 ? bytes.length : found + 1;
      const stamp = stampOf(bytes, start, end);
      if (!Number.isNaN(stamp)) isLater = stamp > at;
      if (!isLater) parts.push(bytes.subarray(start, end));
      start = end;
    }
    return Buffer.concat(parts);
  };
  for await (const chunk of stream) {
    const bytes = Buffer.concat([rest, chunk]);
    const whole = bytes.lastIndexOf(NEWLINE) + 1;
    rest = bytes.subarray(whole);
    yield kept(bytes.subarray(0, whole));
  }
  yield kept(rest);
}

/** ms; NaN where a line begins with no time. */
function stampOf(bytes: Buffer, start: number, end: number): number {
  const head = bytes.toString('latin1', start, Math.min(end, start + MAX_STAMP));
  const space = head.indexOf(' ');
  return space < 0 ? Number.NaN : Date.parse(head.slice(0, space));
}
