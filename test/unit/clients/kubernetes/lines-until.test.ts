import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesUntil } from '../../../../functions/clients/kubernetes/lines-until.ts';
import type { KubernetesPort } from '../../../../functions/clients/kubernetes/port.ts';
import { portWith } from '../../../support/evidence-context.ts';

const MOMENT = new Date('2026-11-25T14:00:00Z');
const THEN = '2026-11-25T14:00:00.000000000Z ERROR then\n';
const LATER = '2026-11-25T14:00:00.001000000Z ERROR later\n';

const answering = (chunks: readonly Buffer[]): KubernetesPort =>
  portWith({
    log: async () => ({
      ok: true,
      value: (async function* () {
        yield* chunks;
      })(),
    }),
  });

const read = async (chunks: readonly Buffer[]): Promise<string> => {
  const answer = await linesUntil(answering(chunks), MOMENT).log({
    ...{ namespace: 'shop', pod: 'api', container: 'main', previous: false },
    ...{ tailLines: 9, limitBytes: 9, timestamps: true, signal: new AbortController().signal },
  });
  if (!answer.ok) throw new Error('not read');
  let text = '';
  for await (const chunk of answer.value) text += Buffer.from(chunk).toString();
  return text;
};

describe('a log until a moment', () => {
  it('ends with the last line of then, wherever chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: THEN.length + LATER.length }), async (at) => {
        const bytes = Buffer.from(THEN + LATER);
        expect(await read([bytes.subarray(0, at), bytes.subarray(at)])).toBe(THEN);
      }),
    );
  });

  it('keeps a line that has no stamp with the one before it, and a last line without an end', async () => {
    expect(await read([Buffer.from(`${THEN}  at main\n${LATER}  at later\n${THEN.trimEnd()}`)])).toBe(
      `${THEN}  at main\n${THEN.trimEnd()}`,
    );
  });

  it('says why where it was not read', async () => {
    const failure = { kind: 'forbidden', status: 403, message: 'no' } as const;
    const port = portWith({ log: async () => ({ ok: false, failure }) });
    expect(await linesUntil(port, MOMENT).log({} as never)).toEqual({ ok: false, failure });
  });
});
