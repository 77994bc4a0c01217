import { describe, expect, it } from '@jest/globals';
import type { Cause } from '../../../functions/model/report.ts';
import { differenceOf } from '../../../functions/recordings/case/verdict.ts';

const cause = (name: string, confidence: Cause['confidence'] = 'high'): Cause => ({
  cause: 'oom-killed',
  confidence,
  object: { kind: 'Deployment', namespace: 'shop', name },
  title: '',
  evidence: [],
  why: [],
  against: [],
  actions: [],
});

describe('two verdicts', () => {
  it('are the same where they name the same', () => {
    expect(differenceOf([], [])).toBeUndefined();
    expect(differenceOf([cause('cart'), cause('edge')], [cause('cart'), cause('edge')])).toBeUndefined();
  });

  it.each<[string, readonly Cause[], readonly Cause[], string]>([
    [
      'confidence',
      [cause('cart')],
      [cause('cart', 'low')],
      'cause 1 was oom-killed of Deployment/cart (high), and under new names it is oom-killed of Deployment/cart (low)',
    ],
    ['object', [cause('cart')], [cause('edge')], 'it is oom-killed of Deployment/edge (high)'],
    ['number', [cause('cart')], [cause('cart'), cause('edge')], 'cause 2 was none, and'],
    ['silence', [cause('cart')], [], 'it is none'],
  ])('part by their %s, and where is said', (_, before, after, sentence) => {
    expect(differenceOf(before, after)).toContain(sentence);
  });
});
