import { describe, expect, it } from '@jest/globals';
import { callClaimKey, claimKey, effectKey } from '../../functions/actions/files.ts';
import type { FunctionName } from '../../functions/contracts/lambdas.ts';
import { INDEX_KEY, LOOK_KEY, MODE_KEY, versionKey } from '../../functions/contracts/store.ts';
import { matchesKey, STORE_RIGHTS } from '../../functions/contracts/store-rights.ts';
import { loadConfig } from '../../infra/config.ts';
import { synthesizeConfig } from '../../infra/template.ts';
import { isAllowed, type Statement } from './iam.ts';
import { resolved } from './intrinsics.ts';

const template = synthesizeConfig({ ...loadConfig('example'), exec: true });
const [storeId = ''] =
  Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::S3::Bucket') ?? [];
const store = String(resolved(template, { 'Fn::GetAtt': [storeId, 'Arn'] }));

const statementsOf = (name: FunctionName): Statement[] =>
  Object.entries(template.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(`${name.replace('-', '')}role`))
    .flatMap(([, { Properties }]) => {
      const { Statement } = resolved(template, Properties?.PolicyDocument) as { Statement: Statement[] };
      return Statement;
    });

const target = { cluster: 'c', namespace: 'shop' };
const O = 'Q1ABCDEFGH-1764079400';
const KEYS = [
  ...['plan.json', 'edition.json', 'ending.json', 'report.html', 'timeline.md', 'link.json', 'lapses.json'],
  'timers.json',
  ...['fast', 'logs', 'all', 'exec'].map((stage) => `evidence-before-${stage}.json`),
  'calls/0.json',
].map((name) => `${O}/${name}`);
const ALL = [
  ...KEYS,
  ...[effectKey(O, 'note'), claimKey(target), callClaimKey(target, 'user-PLEAD')],
  ...['incidents/Q1.json', INDEX_KEY, MODE_KEY, LOOK_KEY, versionKey('api', 1)],
  // No object of ours, but what a pattern could come to mean.
  ...['playbooks/plan.json', 'playbooks/versions/calls/1.json'],
];

describe.each(Object.keys(STORE_RIGHTS) as FunctionName[])('the role of %s', (name) => {
  const may = (action: string, key: string) =>
    isAllowed(statementsOf(name), { principal: 'it', action, resource: `${store}/${key}`, context: {} });

  it('reads what the table says, and nothing else', () => {
    const { reads } = STORE_RIGHTS[name];
    expect(ALL.filter((key) => may('s3:GetObject', key))).toEqual(
      ALL.filter((key) => matchesKey(reads, key)),
    );
  });

  it('writes what the table says, and never a playbook or the switch', () => {
    const { writes } = STORE_RIGHTS[name];
    const operators = (key: string) => key.startsWith('playbooks/') || key === MODE_KEY;
    const written = ALL.filter((key) => may('s3:PutObject', key));
    expect(written).toEqual(ALL.filter((key) => matchesKey(writes, key) && !operators(key)));
  });

  it('deletes nothing', () => {
    expect(ALL.filter((key) => may('s3:DeleteObject', key))).toEqual([]);
  });
});
