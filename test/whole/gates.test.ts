import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../functions/diagnosis/diagnose.ts';
import { ANALYZERS } from '../../functions/diagnosis/mechanisms/index.ts';
import type { RankedCause } from '../../functions/model/ranked-cause.ts';
import type { SavedBundle } from '../../functions/recordings/bundle-file.ts';
import { GATES, type GateName, type Reasoning } from '../gates/gates.ts';
import { renamedBundle } from '../gates/renaming.ts';
import { INCIDENTS } from '../golden/incidents.ts';
import { caseNames } from '../recorded/paths.ts';
import { triagedCase } from '../recorded/triage-case.ts';
import { generatedBundle } from '../support/generated-bundles.ts';
import { bundleOf, playbook } from '../unit/diagnosis/mechanisms/cluster.ts';

/** Every so many recorded cases; `npm run gates` takes all of them. */
const EVERY = 4;
const SEEDS = 12;

const goldens = Object.entries(INCIDENTS).map(([name, { parts, target }]): [string, SavedBundle] => [
  name,
  { bundle: bundleOf(parts, target), playbook: playbook() },
]);
const gates = Object.entries(GATES).filter(([name]) => name !== 'contradictions');

describe.each(gates)('the gate of %s', (_name, holds) => {
  it.each(goldens)('holds of %s', (_of, saved) => {
    expect(holds(saved)).toEqual([]);
  });
});

describe('bundles of faults of several kinds', () => {
  const bundles = Array.from({ length: SEEDS }, (_, seed) => generatedBundle(seed));

  // Which of several faults comes first may hang on their names: that gate is for systems with one.
  it.each(['evidence', 'irrelevant'] as const)('pass the gate of %s', (name) => {
    expect(bundles.flatMap((saved) => GATES[name](saved))).toEqual([]);
  });
});

describe('recorded cases', () => {
  const some = caseNames().filter((_, index) => index % EVERY === 0);

  it.each(some)('%s passes each gate', async (name) => {
    const { saved } = await triagedCase(name);
    expect(gates.flatMap(([, holds]) => holds(saved))).toEqual([]);
  });
});

describe('a gate', () => {
  const [, saved] = goldens.find(([name]) => name === 'database-connections') ??
    goldens[0] ?? ['', undefined];
  if (saved === undefined) throw new Error('there are goldens');
  const [cause] = diagnose(saved.bundle, saved.playbook, ANALYZERS).causes;
  if (cause === undefined) throw new Error('the golden has a cause');
  const named = (name: string): RankedCause => ({ ...cause, object: { ...cause.object, name } });
  const wrong: Readonly<Record<Exclude<GateName, 'contradictions'>, Reasoning>> = {
    // Says the same whatever it is shown.
    evidence: () => [cause],
    // Counts what there is.
    irrelevant: ({ bundle }) => [named(`one-of-${bundle.evidence.pods?.data?.length}`)],
    // Knows a Service by its name.
    names: ({ bundle }) =>
      bundle.evidence.services?.data?.some(({ metadata }) => metadata.name === 'db') ? [cause] : [],
  };

  it.each(Object.entries(wrong))('of %s catches a reasoning that does not do it', (name, reason) => {
    expect(GATES[name as keyof typeof wrong](saved, reason)).not.toEqual([]);
  });

  it('of names leaves no name as it was', () => {
    const { saved: renamed } = renamedBundle(saved);
    const text = JSON.stringify(renamed.bundle);
    expect(JSON.stringify(saved.bundle)).toContain('"worker"');
    expect(text).not.toContain('worker');
    expect(text).not.toContain('"db"');
  });
});
