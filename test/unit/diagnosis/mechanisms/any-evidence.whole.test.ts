import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runAnalyzers } from '../../../../functions/diagnosis/analysis/run-analyzers.ts';
import { ANALYZERS } from '../../../../functions/diagnosis/mechanisms/index.ts';
import { buildView } from '../../../../functions/diagnosis/view/view.ts';
import type { CollectorName } from '../../../../functions/model/evidence.ts';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import { busyShop } from './busy-shop.ts';
import { bundleOf, NAMESPACE, playbook } from './cluster.ts';

/** What a field of an object may hold after years of other programs' writing. */
const junk = fc.oneof(
  fc.constantFrom(null, '', 0, -1, Number.MAX_SAFE_INTEGER, true, [], {}, 'not a time', '0/0', '99999999Gi'),
  fc.string({ maxLength: 40 }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, entry]) => pathsOf(entry, [...path, key]))];
}

function withJunk(value: unknown, path: Path, put: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((entry, i) => (String(i) === String(key) ? withJunk(entry, rest, put) : entry));
  return { ...value, [key]: withJunk((value as Record<string, unknown>)[String(key)], rest, put) };
}

/** Logs and signals are firstnote's own shapes; the others come out of an API and pass the lenient schemas. */
const FROM_API = (Object.keys(busyShop) as CollectorName[]).filter(
  (name) => !['logs', 'signals'].includes(name),
);
const PLACES = FROM_API.flatMap((name) =>
  pathsOf(busyShop[name])
    .filter((path) => path.length > 0)
    .map((path) => ({ name, path })),
);

const broken = fc
  .array(fc.tuple(fc.nat(PLACES.length - 1), junk), { minLength: 1, maxLength: 12 })
  .map((edits) => {
    const parts: Record<string, unknown> = { ...busyShop };
    for (const [at, put] of edits) {
      const place = PLACES[at];
      if (place) parts[place.name] = withJunk(parts[place.name], place.path, put);
    }
    return parts;
  })
  .map((parts) =>
    Object.fromEntries(Object.entries(parts).map(([name, list]) => [name, Array.isArray(list) ? list : []])),
  );

describe('any evidence', () => {
  it('never makes an analyzer throw, however broken it is', () => {
    fc.assert(
      fc.property(broken, (parts) => {
        const runs = runAnalyzers(buildView(bundleOf(parts), playbook()), ANALYZERS);
        expect(runs.flatMap(({ error, analyzer }) => (error ? [`${analyzer.name}: ${error}`] : []))).toEqual(
          [],
        );
        buildReport(bundleOf(parts), playbook());
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same report byte for byte in whatever order it comes', () => {
    const expected = JSON.stringify(buildReport(bundleOf(busyShop), playbook()));
    const shuffled = fc
      .tuple(
        ...Object.entries(busyShop).map(([name, list]) =>
          fc.shuffledSubarray([...list], { minLength: list.length }).map((order) => [name, order] as const),
        ),
      )
      .map((entries) => Object.fromEntries(entries));
    fc.assert(
      fc.property(shuffled, (parts) => {
        expect(JSON.stringify(buildReport(bundleOf(parts), playbook()))).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['forbidden', 'timeout', 'failed', 'truncated'] as const)(
    'names nothing with high confidence that needed a list that was %s',
    (status) => {
      for (const name of Object.keys(busyShop) as CollectorName[]) {
        const parts = status === 'truncated' ? busyShop : { ...busyShop, [name]: [] };
        const target = { workload: { kind: 'Deployment', namespace: NAMESPACE, name: 'web' } };
        const report = buildReport(bundleOf(parts, target, { [name]: status }), playbook());
        const leaning = ANALYZERS.filter(({ needs }) =>
          (needs as readonly CollectorName[]).includes(name),
        ).flatMap(({ causes }) => causes);
        const others = new Set(
          ANALYZERS.filter(({ needs }) => !(needs as readonly CollectorName[]).includes(name)).flatMap(
            ({ causes }) => causes,
          ),
        );
        const high = report.causes.filter(
          ({ confidence, cause }) => confidence === 'high' && leaning.includes(cause) && !others.has(cause),
        );
        expect({ name, high: high.map(({ cause }) => cause) }).toEqual({ name, high: [] });
        expect(report.coverage.find(({ collector }) => collector === name)?.status).toBe(status);
      }
    },
  );

  it('is unknown, not well, when the pods could not be read', () => {
    const report = buildReport(bundleOf({}, {}, { pods: 'forbidden' }), playbook());
    expect(report.causes).toEqual([]);
    expect(report.headline).toBe('unknown: the pods could not be read');
    expect(report.ruledOut).toEqual([]);
  });
});
