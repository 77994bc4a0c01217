import { describe, expect, it } from '@jest/globals';
import { checkPlaybook } from '../../../functions/playbook/check.ts';
import { HOSTILE_YAML } from '../../fuzz/hostile-yaml.ts';

const firstOf = (text: string) => {
  const check = checkPlaybook(text);
  return check.ok ? 'right' : check.faults[0]?.message;
};

describe('hostile YAML is no playbook', () => {
  it.each(Object.entries(HOSTILE_YAML))('for a reason that is one sentence: %s', (_, text) => {
    expect(firstOf(text)).toMatch(/^(?!right$)[^\n]+$/);
  });

  it.each([
    ['a JavaScript function', /^a playbook has no tags/],
    ['a tag that nobody knows', /^a playbook has no tags/],
    ['an alias bomb', /^has an alias .* too many/],
    ['several documents', /^a second document begins here/],
    ['a directive', /^is no YAML: .*version/],
  ] as const)('and says what is wrong: %s', (name, message) => {
    expect(firstOf(HOSTILE_YAML[name])).toMatch(message);
  });
});
