import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Collector } from '../../../functions/collectors/collector.ts';
import { COLLECTORS } from '../../../functions/collectors/index.ts';
import { differencesToLastApplied } from '../../../functions/collectors/last-applied.ts';
import { managedKeys } from '../../../functions/collectors/managed-fields.ts';
import { contextWith, portWith } from '../../support/evidence-context.ts';

/** Objects that use the API's own field names, with values of any kind in them. */
const fieldNames = fc.constantFrom(
  ...[
    'metadata',
    'spec',
    'status',
    'name',
    'namespace',
    'annotations',
    'labels',
    'template',
    'containers',
    'env',
  ],
  ...[
    'value',
    'args',
    'managedFields',
    'fieldsV1',
    'conditions',
    'message',
    'data',
    'keys',
    'rules',
    'ports',
    'series',
  ],
);
const { hostile } = fc.letrec((tie) => ({
  hostile: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('password=hunter2', 'http://u:p@h:1/', '', 'a'.repeat(400), Number.MAX_SAFE_INTEGER),
    fc.array(tie('hostile'), { maxLength: 3 }),
    fc.dictionary(fieldNames, tie('hostile'), { maxKeys: 5 }),
  ),
}));

const collect = (collector: Collector, items: readonly unknown[]) =>
  collector.collect(
    contextWith({
      kubernetes: portWith({
        list: async () => ({ ok: true, value: { items: [...items], truncated: false } }),
      }),
    }),
  );
const lists = (COLLECTORS as readonly Collector[]).filter(({ lists: listed }) => listed !== undefined);

describe('objects of any shape', () => {
  it.each(lists.map((collector) => [collector.name, collector] as const))(
    '%s reads them, and reads what it stored as the same',
    async (_name, collector) => {
      await fc.assert(
        fc.asyncProperty(fc.array(hostile, { maxLength: 4 }), async (items) => {
          const first = await collect(collector, items);
          expect(first.data).toBeDefined();
          const stored: unknown = JSON.parse(JSON.stringify(first.data));
          const second = await collect(collector, stored as unknown[]);
          // Scopes may list the same answer several times; what counts is that nothing changes on the way.
          expect(new Set(second.data?.map((item) => JSON.stringify(item)))).toEqual(
            new Set(first.data?.map((item) => JSON.stringify(item))),
          );
        }),
        { numRuns: 40 },
      );
    },
  );

  it('managed fields and last-applied manifests never throw, however deep', () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 5_000; depth += 1) deep = { 'f:spec': deep, spec: deep };
    expect(managedKeys(deep).length).toBeGreaterThan(0);
    fc.assert(
      fc.property(hostile, hostile, (applied, live) => {
        managedKeys(live);
        const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(applied) };
        const object = typeof live === 'object' && live !== null && !Array.isArray(live) ? live : {};
        differencesToLastApplied({ ...object, metadata: { annotations } });
      }),
    );
  });
});
