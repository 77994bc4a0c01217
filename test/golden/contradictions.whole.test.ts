import { describe, expect, it } from '@jest/globals';
import { contradictionsOf, RULES, type RuleName } from '../support/contradictions/index.ts';
import { generatedBundle } from '../support/generated-bundles.ts';
import { bundleOf, playbook } from '../unit/diagnosis/mechanisms/cluster.ts';
import { INCIDENTS } from './incidents.ts';
import { PLANTED } from './planted.ts';

const SEEDS = 250;
/** Seeds beyond those whose reports did contradict themselves, one or two of each kind. */
const FOUND = [356, 359, 604, 605, 901, 1048, 1214];

describe('no report contradicts itself or its evidence', () => {
  it.each(Object.entries(INCIDENTS))('in %s', (_name, { parts, target }) => {
    expect(contradictionsOf(bundleOf(parts, target), playbook())).toEqual([]);
  });

  it('in bundles of faults of several kinds', () => {
    const seeds = [...Array.from({ length: SEEDS }, (_, seed) => seed), ...FOUND];
    const found = seeds.flatMap((seed) => {
      const { bundle, playbook: used } = generatedBundle(seed);
      return contradictionsOf(bundle, used).map((text) => `seed ${seed}: ${text}`);
    });
    expect(found).toEqual([]);
  });
});

describe('a contradiction that was planted is found', () => {
  it.each(Object.entries(RULES))('%s', (name, { broken }) => {
    const { so, notSo } = PLANTED[name as RuleName]();
    expect(broken(so)).toEqual([]);
    expect(broken(notSo)).not.toEqual([]);
  });
});
