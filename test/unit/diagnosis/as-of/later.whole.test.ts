import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import { ANALYZERS } from '../../../../functions/diagnosis/mechanisms/index.ts';
import type { Bundle } from '../../../../functions/model/bundle.ts';
import type { CollectorName, Evidence, EvidenceSet } from '../../../../functions/model/evidence.ts';
import { headlineOf } from '../../../../functions/writing/report/headline.ts';
import { INCIDENTS } from '../../../golden/incidents.ts';
import { generatedBundle } from '../../../support/generated-bundles.ts';
import { bundleOf, NOW, playbook } from '../mechanisms/cluster.ts';

/** Longer than anything in an incident is old. */
const SHIFT_MS = 400 * 86_400_000;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const LATER = new Date(Date.parse(NOW) + 60_000).toISOString();

type Raw = { readonly [key: string]: unknown };
const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whose names are told apart: a later object of an earlier one's name is that one, changed. */
const NAMED: ReadonlySet<string> = new Set(['metadata', 'involvedObject', 'ownerReferences', 'targetRef']);

/** The same under other names, as if it had come up after the moment. */
const moved = (value: unknown, inside = ''): unknown => {
  if (typeof value === 'string')
    return value.replace(TIME, (time) => new Date(Date.parse(time) + SHIFT_MS).toISOString());
  if (Array.isArray(value)) return value.map((item) => moved(item, inside));
  if (!isRaw(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const isName = (key === 'name' && NAMED.has(inside)) || key === 'kubernetes.io/service-name';
      return [key, isName ? `later-${item}` : moved(item, key)];
    }),
  );
};

const cameLater = (item: unknown): unknown => {
  const copy = moved(item) as Raw;
  if ('points' in copy)
    return {
      ...copy,
      workload: `later-${copy.workload}`,
      points: (copy.points as readonly (readonly [number, number])[]).map(([at, value]) => [
        at + SHIFT_MS,
        value,
      ]),
    };
  if (isRaw(copy.summary)) return { ...copy, summary: { ...copy.summary, last: LATER } };
  const metadata = isRaw(copy.metadata) ? { ...copy.metadata, creationTimestamp: LATER } : undefined;
  const measured = 'usage' in copy || ('containers' in copy && 'window' in copy);
  const first = isRaw(copy.involvedObject) ? { firstTimestamp: LATER, lastTimestamp: LATER } : {};
  return { ...copy, ...(metadata && { metadata }), ...first, ...(measured && { timestamp: LATER }) };
};

/** Kinds that bear no time at all cannot come later. */
const UNDATED: ReadonlySet<string> = new Set(['probes', 'dependencystate', 'clusterhealth']);

const withLater = (evidence: EvidenceSet, later: EvidenceSet): EvidenceSet =>
  Object.fromEntries(
    Object.values(evidence).map((one: Evidence) => {
      if (one.data === undefined || UNDATED.has(one.collector)) return [one.collector, one];
      const data = [...one.data, ...(later[one.collector as CollectorName]?.data ?? []).map(cameLater)];
      return [one.collector, { ...one, data, status: one.status === 'empty' ? 'ok' : one.status }];
    }),
  ) as EvidenceSet;

const asked = (bundle: Bundle): Bundle => ({ ...bundle, at: bundle.window.to });
const GOLDEN = Object.values(INCIDENTS).map(({ parts, target }) => bundleOf(parts, target));
const golden = fc.constantFrom(...GOLDEN);
const generated = fc.nat({ max: 500 }).map((seed) => generatedBundle(seed).bundle);
const bundles = fc.oneof(golden, generated);

const report = (bundle: Bundle): string => JSON.stringify(diagnose(bundle, playbook(), ANALYZERS));

describe('a report of a moment', () => {
  it('is the same, whatever came later', () => {
    fc.assert(
      fc.property(bundles, bundles, (first, second) => {
        const bundle = asked(first);
        const more = { ...bundle, evidence: withLater(bundle.evidence, second.evidence) };
        expect(JSON.parse(report(more))).toEqual(JSON.parse(report(bundle)));
      }),
      { numRuns: 60 },
    );
  });

  it('would be another, were what came later counted', () => {
    const differ = GOLDEN.filter((first, index) => {
      const second = GOLDEN[(index + 1) % GOLDEN.length] ?? first;
      return report({ ...first, evidence: withLater(first.evidence, second.evidence) }) !== report(first);
    });
    expect(differ.length).toBeGreaterThan(GOLDEN.length / 2);
  });

  it('says so where no pod and no line of then is left', () => {
    const later = { deployments: GOLDEN[0]?.evidence.deployments } as EvidenceSet;
    const { outcome } = diagnose(asked({ ...bundleOf({}), evidence: later }), playbook(), ANALYZERS);
    expect(outcome).toEqual({ kind: 'nothing-left' });
    expect(headlineOf(outcome, [])).toBe('unknown: no pod and no log line of that time is left');
  });

  it('is that of now, where nothing has come since', () => {
    for (const bundle of GOLDEN)
      expect(JSON.parse(report(asked(bundle))).causes).toEqual(JSON.parse(report(bundle)).causes);
  });
});
