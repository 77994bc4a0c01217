import { describe, expect, it } from '@jest/globals';
import type { CauseId } from '../../../../functions/core/cause.ts';
import type { Refusal } from '../../../../functions/core/facts.ts';
import type { Finding, Strength } from '../../../../functions/core/finding.ts';
import { rank } from '../../../../functions/core/rank/rank.ts';
import { factsOf } from '../../../support/facts.ts';
import { evidenceOf } from '../../analyzers/cluster.ts';

const ref = (name: string) => ({ kind: 'Deployment', namespace: 'shop', name });
const finding = (
  cause: CauseId,
  name: string,
  strength: Strength = 'proof',
  more: Partial<Omit<Finding, 'cause' | 'facts'>> = {},
): Finding => ({
  ...factsOf(cause),
  object: ref(name),
  title: `${cause} of ${name}`,
  strength,
  evidence: ['seen'],
  against: [],
  actions: [],
  explains: [ref(name)],
  basis: ['pods'],
  ...more,
});
const context = { evidence: evidenceOf({ pods: [{}] }), symptoms: [], onset: undefined, target: undefined };
const ranked = (findings: readonly Finding[], more = {}) =>
  rank(findings, { ...context, ...more }).causes.map(
    ({ cause, object, confidence }) => `${cause} ${object.name} ${confidence}`,
  );

describe('ranking', () => {
  it('puts the fault that others fail by before one of a workload that nobody misses', () => {
    const alone = finding('image-pull', 'poster');
    const missed = finding('scaled-to-zero', 'db', 'proof', {
      explains: [ref('db'), ref('tickets'), ref('turnstile')],
    });
    const symptoms = [
      { ref: ref('poster'), kind: 'unavailable', weight: 1 },
      { ref: ref('tickets'), kind: 'errors', weight: 0.3 },
      { ref: ref('turnstile'), kind: 'errors', weight: 0.3 },
    ];
    expect(ranked([alone, missed], { symptoms })).toEqual([
      'scaled-to-zero db high',
      'image-pull poster high',
    ]);
    expect(ranked([alone, missed], { symptoms: symptoms.slice(0, 1) })[0]).toBe('image-pull poster high');
  });

  it('names nobody where nothing was found', () => {
    expect(ranked([])).toEqual([]);
  });

  it("puts a dependency's failure before its callers' symptoms, and leaves those out", () => {
    const down = finding('scaled-to-zero', 'db', 'proof', { explains: [ref('db'), ref('api')] });
    expect(
      ranked([finding('crash-app-error', 'api'), finding('dependency-unreachable', 'api'), down]),
    ).toEqual(['scaled-to-zero db high']);
  });

  it('is not sure of a culprit while what could name another was not read', () => {
    const evidence = evidenceOf({ pods: [{}] }, { services: 'forbidden' });
    expect(ranked([finding('dependency-error', 'api'), finding('image-pull', 'web')], { evidence })).toEqual([
      'image-pull web high',
      'dependency-error api medium',
    ]);
  });

  it('keeps what a dependency cannot bring about', () => {
    const down = finding('scaled-to-zero', 'db', 'proof', { explains: [ref('db')] });
    expect(ranked([down, finding('image-pull', 'web')])).toEqual([
      'scaled-to-zero db high',
      'image-pull web high',
    ]);
  });

  it('lets a plain crash give way to what explains it', () => {
    expect(ranked([finding('crash-app-error', 'api'), finding('dns-resolution', 'api', 'strong')])).toEqual([
      'dns-resolution api medium',
    ]);
  });

  it('lets what ran out give way to the release that proves to eat it, and to no other', () => {
    const out = finding('resource-exhausted', 'api', 'strong');
    expect(ranked([out, finding('bad-rollout', 'api')])).toEqual(['bad-rollout api high']);
    expect(ranked([out, finding('bad-rollout', 'api', 'strong')])[0]).toBe('resource-exhausted api medium');
  });

  it('lets what callers see of a release give way to the release, but not what a server says in so many words', () => {
    const rollout = finding('bad-rollout', 'api', 'strong');
    expect(ranked([finding('dependency-error', 'api', 'strong'), rollout])).toEqual([
      'bad-rollout api medium',
    ]);
    expect(ranked([finding('dependency-error', 'api'), rollout])[0]).toBe('dependency-error api high');
  });

  it('lets no hint hide anything', () => {
    expect(ranked([finding('crash-app-error', 'api'), finding('dns-resolution', 'api', 'hint')])[0]).toBe(
      'crash-app-error api high',
    );
  });

  it('is high only on whole evidence, with nothing against it', () => {
    expect(ranked([finding('oom-killed', 'api', 'proof', { basis: ['pods', 'events'] })])).toEqual([
      'oom-killed api medium',
    ]);
    expect(ranked([finding('oom-killed', 'api', 'proof', { against: ['but'] })])).toEqual([
      'oom-killed api medium',
    ]);
    expect(ranked([finding('oom-killed', 'api', 'strong')])).toEqual(['oom-killed api medium']);
  });

  it('says which evidence was not whole', () => {
    const { causes } = rank([finding('oom-killed', 'api', 'proof', { basis: ['events'] })], context);
    expect(causes[0]?.against).toEqual(['events were not read whole (not asked for)']);
  });

  it('is low on what nothing links to the workload that was asked about', () => {
    expect(ranked([finding('image-pull', 'other')], { target: ref('api') })).toEqual([
      'image-pull other low',
    ]);
  });

  it('gathers the evidence of analyzers that agree', () => {
    const { causes } = rank(
      [finding('oom-killed', 'api'), finding('oom-killed', 'api', 'strong', { evidence: ['seen too'] })],
      context,
    );
    expect(causes).toHaveLength(1);
    expect(causes[0]?.evidence).toEqual(['seen', 'seen too']);
  });

  it.each([
    ['credentials', 'connections', 'connections'],
    ['connections', 'credentials', 'connections'],
    [undefined, 'credentials', 'credentials'],
    ['credentials', undefined, 'credentials'],
  ] as const)('knows what a server refuses, said to be %s and %s', (first, second, known) => {
    const refusing = (refuses: Refusal | undefined, evidence: string): Finding => {
      const {
        cause: _,
        facts: __,
        ...rest
      } = finding('dependency-error', 'db', 'proof', { evidence: [evidence] });
      return { ...rest, cause: 'dependency-error', facts: { ownSettings: false, refuses } };
    };
    const { causes } = rank([refusing(first, 'one'), refusing(second, 'two')], context);
    expect(causes.map(({ facts }) => facts)).toEqual([{ ownSettings: false, refuses: known }]);
  });

  it('does not depend on the order of the findings', () => {
    const findings = [finding('image-pull', 'a'), finding('image-pull', 'b'), finding('oom-killed', 'c')];
    expect(ranked([...findings].reverse())).toEqual(ranked(findings));
  });
});
