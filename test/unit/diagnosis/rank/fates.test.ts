import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rank } from '../../../../functions/diagnosis/rank/rank.ts';
import { CAUSE_IDS, type CauseId } from '../../../../functions/model/cause.ts';
import type { Finding, Strength } from '../../../../functions/model/finding.ts';
import { refKey } from '../../../../functions/model/object-ref.ts';
import { factsOf } from '../../../support/facts.ts';
import { said } from '../../../support/written.ts';

const ref = (name: string) => ({ kind: 'Deployment', namespace: 'shop', name });
const finding = (
  cause: CauseId,
  name: string,
  explained: readonly string[] = [],
  strength: Strength = 'strong',
): Finding => ({
  ...factsOf(cause),
  object: ref(name),
  title: said(`${cause} of ${name}`),
  strength,
  evidence: [said('seen')],
  against: [],
  actions: [],
  explains: [name, ...explained].map(ref),
  basis: ['pods'],
});
const context = { evidence: {}, symptoms: [], onset: undefined, target: undefined };
const fatesOf = (findings: readonly Finding[]): readonly string[] =>
  rank(findings, context).findings.map(({ finding: { cause, object }, fate }) =>
    fate.became === 'cause'
      ? `${cause} ${object.name} is a cause`
      : `${cause} ${object.name} ${fate.why} ${fate.to.cause} ${fate.to.object.name}`,
  );

describe('what becomes of a finding', () => {
  it('is said of each: a symptom, what says less, what is the same, what is explained', () => {
    expect(
      fatesOf([
        finding('scaled-to-zero', 'db', ['api']),
        finding('dependency-unreachable', 'api'),
        finding('oom-killed', 'worker', ['lost']),
        finding('crash-app-error', 'worker'),
        finding('oom-killed', 'worker', [], 'hint'),
        finding('paused', 'worker'),
        finding('stuck-terminating', 'lost', [], 'hint'),
      ]),
    ).toEqual([
      'scaled-to-zero db is a cause',
      'paused worker is a cause',
      'oom-killed worker same-object paused worker',
      'dependency-unreachable api symptom scaled-to-zero db',
      'crash-app-error worker says-less paused worker',
      'stuck-terminating lost is a cause',
      'oom-killed worker same-object paused worker',
    ]);
  });

  describe('that a change came before its callers failed', () => {
    const changed = (by: 'differences' | 'callers'): Finding =>
      ({
        ...finding('bad-rollout', 'api', ['web']),
        facts: { changed: 'template', by },
      }) as Finding;

    it('is to give way to what a caller says of itself', () => {
      expect(fatesOf([changed('callers'), finding('resource-exhausted', 'web')])).toEqual([
        'resource-exhausted web is a cause',
        'bad-rollout api says-less resource-exhausted web',
      ]);
      expect(fatesOf([changed('callers'), finding('resource-exhausted', 'web', [], 'hint')])).toEqual([
        'bad-rollout api is a cause',
        'resource-exhausted web symptom bad-rollout api',
      ]);
    });

    it('is to stand before a limit of a caller that what it calls decides on', () => {
      const limit = (facts: object): Finding =>
        ({
          ...finding('resource-exhausted', 'web'),
          facts: { resource: 'own-limit', ends: false, ...facts },
        }) as Finding;
      expect(fatesOf([changed('callers'), limit({ byCallee: true })])).toEqual([
        'resource-exhausted web symptom bad-rollout api',
        'bad-rollout api is a cause',
      ]);
      expect(fatesOf([changed('callers'), limit({})])).toContain(
        'bad-rollout api says-less resource-exhausted web',
      );
      const configured = { ...changed('callers'), ...factsOf('config-missing') } as Finding;
      expect(
        fatesOf([{ ...configured, facts: { by: 'callers' } } as Finding, limit({ byCallee: true })]),
      ).toContain('config-missing api says-less resource-exhausted web');
    });

    it('is to stand before what a caller says of its calls', () => {
      expect(fatesOf([changed('callers'), finding('dependency-unreachable', 'web')])).toContain(
        'dependency-unreachable web symptom bad-rollout api',
      );
    });

    it('is to stand where it fails itself', () => {
      expect(fatesOf([changed('differences'), finding('resource-exhausted', 'web')])).toContain(
        'resource-exhausted web symptom bad-rollout api',
      );
    });
  });

  it('is to be told with the better one of the same cause and object, or explained by it', () => {
    expect(
      fatesOf([
        finding('oom-killed', 'api', ['web'], 'proof'),
        finding('oom-killed', 'api'),
        finding('image-pull', 'web'),
      ]),
    ).toEqual([
      'oom-killed api is a cause',
      'image-pull web explained oom-killed api',
      'oom-killed api same oom-killed api',
    ]);
  });

  it('is to find no room after five causes', () => {
    const fates = fatesOf(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => finding('image-pull', name)));
    expect(fates.filter((fate) => fate.endsWith('is a cause'))).toHaveLength(5);
    expect(fates.at(-1)).toBe('image-pull f no-room image-pull e');
  });

  it('is to stand, of a ring in which each explains the next, where it is the best', () => {
    const ring = [
      finding('slow-dependency', 'a', ['b']),
      finding('dependency-unreachable', 'b', ['c']),
      finding('dependency-error', 'c', ['a']),
    ];
    expect(fatesOf(ring)[0]).toBe('dependency-error c is a cause');
    expect(rank(ring, context).causes.length).toBeGreaterThan(0);
  });

  it('is to stand in a ring that passes through what says less of the same object', () => {
    const ring = [
      finding('crash-app-error', 'a', ['b'], 'proof'),
      finding('slow-dependency', 'a'),
      finding('dependency-unreachable', 'b', ['a']),
    ];
    expect(rank(ring, context).causes.map(({ cause }) => cause)).toContain('dependency-unreachable');
  });

  const NAMES = ['a', 'b', 'c', 'd'];
  const anyFinding = fc
    .record({
      cause: fc.constantFrom(...CAUSE_IDS),
      name: fc.constantFrom(...NAMES),
      explained: fc.subarray(NAMES),
      strength: fc.constantFrom<Strength>('proof', 'strong', 'hint'),
    })
    .map(({ cause, name, explained, strength }) => finding(cause, name, explained, strength));

  it('is never nothing without a reason: what it gave way to was found, and something stands', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { minLength: 1, maxLength: 12 }), (findings) => {
        const { causes, findings: judged } = rank(findings, context);
        expect(judged).toHaveLength(findings.length);
        expect(causes.length).toBeGreaterThan(0);
        const found = new Set(findings.map(({ cause, object }) => `${cause} ${refKey(object)}`));
        for (const { fate } of judged)
          if (fate.became === 'nothing')
            expect(found).toContain(`${fate.to.cause} ${refKey(fate.to.object)}`);
        expect(judged.filter(({ fate }) => fate.became === 'cause')).toHaveLength(causes.length);
      }),
      { numRuns: 250 },
    );
  });

  it('has a score that is the sum of its parts', () => {
    for (const { score, parts } of rank([finding('oom-killed', 'a'), finding('abuse', 'b')], context)
      .findings)
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(score);
  });
});
