import { describe, expect, it } from '@jest/globals';
import type { Collector } from '../../../functions/collectors/collector.ts';
import { collectEvidence } from '../../../functions/collectors/run.ts';
import type { CollectorName, Evidence, EvidenceSet } from '../../../functions/model/evidence.ts';
import { contextWith } from '../../support/evidence-context.ts';

const collector = (
  name: CollectorName,
  collect: Collector['collect'],
  more: Partial<Collector> = {},
): Collector => ({
  name,
  rbac: [],
  stage: 'fast',
  deadlineMs: 50,
  collect,
  ...more,
});
const fine = (name: CollectorName): Evidence => ({
  collector: name,
  status: 'empty',
  detail: '',
  data: [],
  ms: 0,
});
const run = (collectors: readonly Collector[], earlier: EvidenceSet = {}) => {
  const { signal: _signal, earlier: _earlier, ...context } = contextWith({});
  return collectEvidence({
    ...context,
    collectors,
    earlier,
    generatedAt: 'now',
    clock: () => performance.now(),
  });
};

describe('collecting', () => {
  it('makes evidence of a collector that throws', async () => {
    const { evidence } = await run([
      collector('pods', () => {
        throw new Error('bug');
      }),
      collector('nodes', async () => Promise.reject(new Error('other bug'))),
    ]);
    expect(evidence.pods).toMatchObject({ status: 'failed', detail: 'bug' });
    expect(evidence.nodes).toMatchObject({ status: 'failed', detail: 'other bug' });
  });

  it('keeps no secret of what a failed call says: an address may hold one', async () => {
    const said = `http://reader:${['hT7k', 'Q2mZ'].join('')}@prometheus:9090 does not answer`;
    const { evidence } = await run([
      collector('pods', async () => Promise.reject(new Error(said))),
      collector('signals', async () => ({ ...fine('signals'), status: 'failed', detail: said })),
    ]);
    const shown = 'http://reader:[redacted]@prometheus:9090 does not answer';
    expect(evidence.pods?.detail).toBe(shown);
    expect(evidence.signals?.detail).toBe(shown);
  });

  it('does not wait for a collector that ignores its deadline', async () => {
    const { evidence } = await run([collector('pods', () => new Promise(() => undefined))]);
    expect(evidence.pods).toMatchObject({ status: 'timeout', detail: 'no answer within 0.1 s' });
  });

  it('takes what a collector has at its deadline', async () => {
    const partial = collector('pods', async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { ...fine('pods'), status: 'truncated' };
    });
    expect((await run([partial])).evidence.pods?.status).toBe('truncated');
  });

  it('runs slow collectors after fast ones, with their evidence at hand', async () => {
    const seen: (string | undefined)[] = [];
    const slow = collector(
      'logs',
      async ({ earlier }) => {
        seen.push(earlier.pods?.status);
        return fine('logs');
      },
      { stage: 'slow' },
    );
    await run([slow, collector('pods', async () => fine('pods'))]);
    expect(seen).toEqual(['empty']);
  });

  it('does not collect again what was collected before', async () => {
    const { evidence } = await run([collector('pods', () => Promise.reject(new Error('asked again')))], {
      pods: { ...fine('pods') } as Evidence<'pods'>,
    });
    expect(evidence.pods?.status).toBe('empty');
  });

  it('lists evidence and timings by name', async () => {
    const bundle = await run([
      collector('pods', async () => fine('pods')),
      collector('nodes', async () => fine('nodes')),
    ]);
    expect(Object.keys(bundle.evidence)).toEqual(['nodes', 'pods']);
    expect(Object.keys(bundle.timings)).toEqual(['nodes', 'pods', 'total']);
  });
});
