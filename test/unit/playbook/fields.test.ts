import { describe, expect, it } from '@jest/globals';
import { promqlFault } from '../../../functions/playbook/promql.ts';
import { selectorFault } from '../../../functions/playbook/selector.ts';
import { nearest } from '../../../functions/playbook/suggest.ts';

describe('a label selector', () => {
  it.each([
    'app=postgresql',
    'app==postgresql,tier!=cache',
    'app.kubernetes.io/name=api,!canary',
    'env in (a, b),role notin (x)',
    'app=',
  ])('%s is one', (text) => expect(selectorFault(text)).toBeNull());

  it.each(['', 'app=a b', 'app in (a', 'app=a,,b', '=a', 'app=a;b', 'app => a'])('%j is none', (text) =>
    expect(selectorFault(text)).not.toBeNull(),
  );
});

describe('a PromQL expression', () => {
  it.each([
    'up',
    'sum(rate(http_requests_total{status=~"5.."}[5m])) / 2',
    'x{a="}"} # )',
    "x{a='\\''}",
    'x{a=`\\`}',
  ])('%s has nothing plainly wrong', (text) => expect(promqlFault(text)).toBeNull());

  it.each([
    ['sum(x', 'has "(" at character 4 that is never closed'],
    ['x)', 'has ")" at character 2 that nothing opened'],
    ['x{a="b}', 'has a string that does not end, from character 5'],
    [' ', 'must not be empty'],
  ])('%s %s', (text, fault) => expect(promqlFault(text)).toBe(fault));
});

describe('did you mean', () => {
  it('offers the nearest name, and none that is far', () => {
    expect(nearest('thresold', ['threshold', 'name'])).toBe('threshold');
    expect(nearest('Name', ['threshold', 'name'])).toBe('name');
    expect(nearest('colour', ['threshold', 'name'])).toBeUndefined();
  });
});
