import { describe, expect, it } from '@jest/globals';
import type { Cause } from '../../functions/model/report.ts';
import { changeOf, totals, withTable } from './scores.ts';
import { parseTruth } from './truth.ts';
import { scoreOf, type Verdict } from './verdict.ts';

const cause = (
  confidence: Cause['confidence'],
  more: { cause?: Cause['cause']; name?: string } = {},
): Cause => ({
  cause: more.cause ?? 'oom-killed',
  confidence,
  object: { kind: 'Deployment', namespace: 'shop', name: more.name ?? 'cart' },
  title: '',
  evidence: [],
  why: [],
  against: [],
  actions: [],
});
const fault = { why: '', causes: ['oom-killed'], objects: ['Deployment/cart'] };
const well = { why: '', causes: [], objects: [] };

describe('the verdict on a report', () => {
  it.each<[string, typeof fault | typeof well, readonly Cause[], Verdict]>([
    ['the cause and its object', fault, [cause('high')], 'right'],
    ['the cause at low', fault, [cause('low')], 'right at low'],
    ['the cause of another object', fault, [cause('medium', { name: 'catalog' })], 'wrong'],
    ['another cause at high', fault, [cause('high', { cause: 'image-pull' })], 'wrong at high'],
    ['the cause in the second place', fault, [cause('low', { name: 'catalog' }), cause('high')], 'wrong'],
    ['nothing where something is broken', fault, [], 'missed'],
    ['nothing where all is well', well, [], 'right'],
    ['a hint where all is well', well, [cause('low')], 'right'],
    ['a cause where all is well', well, [cause('medium')], 'wrong'],
    ['a sure cause where all is well', well, [cause('high')], 'wrong at high'],
  ])('of %s', (_, truth, causes, verdict) => {
    expect(scoreOf(truth, { causes }).verdict).toBe(verdict);
  });
});

describe('what a note must name', () => {
  const truth = { ...fault, says: ['limits.cpu', 'cart'] };

  it('is told where it lacks, and counts for no verdict', () => {
    expect(scoreOf(truth, { causes: [cause('high')] }, 'cart is slow')).toEqual({
      verdict: 'right',
      said: 'oom-killed of Deployment/cart (high)',
      lacks: ['limits.cpu'],
    });
    expect(scoreOf(truth, { causes: [cause('high')] }, 'limits.cpu of cart')).not.toHaveProperty('lacks');
  });
});

describe('a truth', () => {
  const text = (more: object): string =>
    JSON.stringify({
      why: 'cart was scaled to 0 by hand',
      causes: ['scaled-to-zero'],
      objects: ['Deployment/cart'],
      ...more,
    });

  it('is read as it was written', () => {
    expect(parseTruth(text({}))).toEqual(JSON.parse(text({})));
    expect(parseTruth(text({ causes: [], objects: [] })).causes).toEqual([]);
    expect(parseTruth(text({ set: 'guests', says: ['cart'] }))).toMatchObject({
      set: 'guests',
      says: ['cart'],
    });
  });

  it.each([
    [{ causes: ['scaled-to-nought'] }, 'truth.json is wrong in causes.0'],
    [{ objects: ['cart'] }, 'truth.json is wrong in objects.0'],
    [{ why: '' }, 'truth.json is wrong in why: say in a sentence what was broken'],
    [{ also: 1 }, 'truth.json is wrong in its shape'],
    [{ objects: [] }, 'truth.json needs both causes and objects, or neither where the system was well'],
  ])('with %j is refused with its place', (more, sentence) => {
    expect(() => parseTruth(text(more))).toThrow(sentence);
  });
});

describe('the score', () => {
  const right = { verdict: 'right', said: 'oom-killed of Deployment/cart (high)' } as const;
  const missed = { verdict: 'missed', said: 'no cause' } as const;

  it('counts by verdict, and always says how often it was wrong at high', () => {
    expect(totals([right, missed, right])).toBe('2 right, 1 missed, 0 wrong at high');
  });

  it('tells worse from better and from a difference that is neither', () => {
    expect(changeOf(missed, { first: missed, now: right })).toMatch(/^WORSE, was right: oom-killed/);
    expect(changeOf(right, { first: missed, now: missed })).toBe('better, was missed: no cause');
    expect(changeOf({ ...right, said: 'x (medium)' }, { first: right, now: right })).toBe(
      `was ${right.said}`,
    );
    expect(changeOf(right, { first: right, now: right })).toBe('');
  });

  it('goes into the document between its marks, and nothing else changes', () => {
    const marks = ['<!-- table: npm run score -- --write -->', '<!-- end -->'];
    expect(withTable(`a\n${marks.join('\nold\n')}\nb\n`, 'new $1')).toBe(
      `a\n${marks.join('\nnew $1\n')}\nb\n`,
    );
  });
});
