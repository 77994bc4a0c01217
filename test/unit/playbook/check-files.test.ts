import { describe, expect, it } from '@jest/globals';
import { checkPlaybookFiles } from '../../../functions/playbook/check-files.ts';
import { faultText } from '../../../functions/playbook/fault.ts';
import { playbookOf } from '../../support/report.ts';

type Options = Parameters<typeof checkPlaybookFiles>[1];
const base = (name: string) => `version: 1\nname: ${name}\ntarget: { namespace: production }\n`;
const a = `${base('A')}services: [PAAAA1]\n`;
const b = `${base('B')}services: [PBBBB1]\n`;
const check = (texts: readonly string[], options?: Options) => {
  const files = texts.map((text, index) => ({ file: `${index + 1}.yaml`, text }));
  return checkPlaybookFiles(files, options).flatMap(({ file, faults }) =>
    faults.map((fault) => faultText(file, fault)),
  );
};
const lead = 'escalation: [{ after: 5, name: Lead }]\n';
const alerts = (...names: string[]) => `alerts: [${names.map((name) => `{ name: ${name} }`).join(', ')}]\n`;

describe('the playbooks of an installation', () => {
  it('may stand beside one another', () => {
    expect(check([a, b, `${base('C')}default: true\n`, `${base('D')}${alerts('DDown')}`])).toEqual([]);
  });

  it('may share a service where the alert decides and the same people are called', () => {
    const slow = `${base('Slow')}services: [PAAAA1]\n${alerts('Slow')}${lead}`;
    const failing = `${base('Failing')}services: [PAAAA1]\n${alerts('Errors')}${lead}`;
    expect(check([slow, failing, `${a}${lead}`])).toEqual([]);
  });

  it.each<[string, string[], Options, string]>([
    [
      'names that become the same id',
      [a, `${base('"a"')}services: [PBBBB1]\n`],
      {},
      '2.yaml:2:7: name: is the name of another playbook, too: 1.yaml:2:7',
    ],
    [
      'two defaults',
      [`${a}default: true\n`, `${b}default: true\n`],
      {},
      '2.yaml:5:10: default: only one may be the default, and 1.yaml:5:10 is',
    ],
    [
      'a service that nothing decides on',
      [a, a.replace('A', 'Other')],
      {},
      '2.yaml:4:12: services[0]: PAAAA1 is also answered for at 1.yaml:4:12, and neither lists alerts to tell them by',
    ],
    [
      'a service under two escalations',
      [`${a}${alerts('Errors')}${lead}`, `${base('B')}services: [PBBBB1, PAAAA1]\n`],
      {},
      '2.yaml:4:20: services[1]: PAAAA1 is also answered for at 1.yaml:4:12, with another escalation (1.yaml:6:13): who is called is settled before the alert is read',
    ],
    [
      'an alert of one service twice',
      [`${a}${alerts('X', 'Errors')}`, `${base('B')}services: [PAAAA1]\n${alerts('Errors')}`],
      {},
      '2.yaml:5:18: alerts[0].name: "Errors" is also an alert of 1.yaml:5:31',
    ],
    [
      'an alert of two that name no service',
      [`${base('A')}${alerts('Errors')}`, `${base('B')}${alerts('Errors')}`],
      {},
      '2.yaml:4:18: alerts[0].name: "Errors" is also an alert of 1.yaml:4:18',
    ],
    [
      'a cluster of no environment',
      [`${a}cluster: prodction\n`],
      { clusters: ['production', 'staging'] },
      '1.yaml:5:10: cluster: the environment has no cluster "prodction"; did you mean "production"?',
    ],
    [
      'one that answers for nothing',
      [base('A')],
      {},
      '1.yaml:1:1: answers for no incident: it needs "services", "alerts" or "default: true"',
    ],
    [
      'one that is in the way of a stored one',
      [a],
      { stored: [playbookOf({ name: 'Stored', services: ['PAAAA1'] })] },
      '1.yaml:4:12: services[0]: PAAAA1 is also answered for at the playbook "Stored" in the store, and neither lists alerts to tell them by',
    ],
  ])('must not have %s', (_, texts, options, fault) => {
    expect(check(texts, options)).toEqual([fault]);
  });

  it('are those without faults, whatever is wrong with the others', () => {
    const checked = checkPlaybookFiles([
      { file: 'a.yaml', text: a },
      { file: 'typo.yaml', text: b.replace('target', 'targt') },
      { file: 'broken.yaml', text: 'name: [' },
    ]);
    expect(checked.map(({ name, playbook }) => [name, playbook?.name])).toEqual([
      ['A', 'A'],
      ['B', undefined],
      [undefined, undefined],
    ]);
  });
});

describe('a playbook alone', () => {
  it.each([
    [
      'a service twice',
      `${base('A')}services: [PAAAA1, PAAAA1]\n`,
      '1.yaml:4:20: services[1]: PAAAA1 is listed already',
    ],
    [
      'a person on two steps',
      `${a}escalation:\n${['5', '15'].map((after) => `  - { after: ${after}, name: Lead, responder: { type: user, id: PLEAD1 } }\n`).join('')}`,
      '1.yaml:7:59: escalation[1].responder.id: PLEAD1 is called at escalation[0] already',
    ],
  ])('must not name %s', (_, text, fault) => {
    expect(check([text])).toEqual([fault]);
  });
});
