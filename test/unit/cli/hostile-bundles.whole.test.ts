import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run as replay } from '../../../functions/cli/replay.ts';
import { UsageError } from '../../../functions/local/usage-error.ts';
import { readRecording } from '../../../functions/recordings/recording.ts';
import { keptIo } from '../../support/io.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const AT = '2026-11-25T14:00:00Z';
const playbook = { version: 1, name: 'p', target: { namespace: 'shop' } };
const bundle = {
  version: '1',
  generatedAt: AT,
  target: { cluster: 'main', namespace: 'shop' },
  window: { from: '2026-11-25T13:30:00Z', to: AT },
  evidence: {},
  timings: {},
};
const ok = (collector: string, data: unknown) => ({ collector, status: 'ok', detail: '', ms: 1, data });
const saved = (more: object): string => JSON.stringify({ bundle: { ...bundle, ...more }, playbook });
const holding = (collector: string, data: unknown) =>
  saved({ evidence: { [collector]: ok(collector, data) } });

const MIB = 1024 * 1024;
const REFUSED: Readonly<Record<string, string | Buffer>> = {
  'a gzip bomb': gzipSync(Buffer.alloc(130 * MIB, ' ')),
  'nested arrays': '['.repeat(200_000),
  'nested objects': '{"a":'.repeat(101),
  'six million values': `[${'[],'.repeat(6_000_000)}[]]`,
  'cut off': saved({}).slice(0, -5),
  'cut off gzip': gzipSync(saved({})).subarray(0, 40),
  nothing: '',
  null: 'null',
  'a list': '[]',
  'NaN, which is no JSON': '{"bundle": NaN}',
  'no playbook': JSON.stringify({ bundle }),
  'another version': saved({ version: '2' }),
  'a time that is none': saved({ generatedAt: 'yesterday' }),
  'a year that no clock has': saved({ window: { from: '+275760-09-13T00:00:00Z', to: AT } }),
  'a workload that is a number': saved({ target: { cluster: 'c', namespace: 'n', workload: 5 } }),
  'evidence that is text': saved({ evidence: { pods: 'none' } }),
  'a log without a summary': holding('logs', [{ pod: 'a' }]),
  'signals without points': holding('signals', [{ signal: 'cpu', namespace: 'n', workload: 'w' }]),
};

const READ: Readonly<Record<string, string>> = {
  'pods that are text and null': holding('pods', ['x', null, 7, []]),
  'a list that is an object': holding('pods', { 0: {} }),
  'keys of the prototype': saved({}).replace('"evidence":{}', '"evidence":{},"__proto__":{"x":1}'),
  'a key twice': saved({}).replace('"timings":{}', '"timings":{"a":1},"timings":{}'),
  'numbers too large for any': saved({ evidence: {} }).replace('"timings":{}', '"timings":{"a":1e308}'),
  'pods of wrong types throughout': holding('pods', [
    { metadata: { name: 5, labels: [], ownerReferences: 'x' }, spec: { containers: { a: 1 } }, status: [] },
  ]),
  'names with control characters': holding('pods', [
    { metadata: { name: 'a\u001b]0;x\u0007', namespace: 'shop' } },
  ]),
};

const file = (content: string | Buffer): string => {
  const path = join(folder, 'bundle');
  writeFileSync(path, content);
  return path;
};
const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'read',
    (error: unknown) => error,
  );

describe('bundles and recordings of strangers', () => {
  for (const [what, content] of Object.entries(REFUSED))
    it(`are refused in one sentence: ${what}`, async () => {
      const path = file(content);
      for (const refusal of [
        await refusalOf(replay([path], keptIo().io)),
        await refusalOf(readRecording(path)),
      ]) {
        expect(refusal).toBeInstanceOf(UsageError);
        expect((refusal as UsageError).message).not.toContain('\n');
        expect(refusal).toMatchObject({ exitCode: 2 });
      }
    });
  for (const [what, content] of Object.entries(READ))
    it(`give a report: ${what}`, async () => {
      const { io, out } = keptIo();
      expect(await replay([file(content), '--json'], io)).toBe(0);
      expect(JSON.parse(out.stdout)).toMatchObject({ generatedAt: AT });
    });
});
