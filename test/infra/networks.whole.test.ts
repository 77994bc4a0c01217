import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { StateMachine } from 'aws-local-stepfunctions';
import { ENV } from '../../functions/contracts/env.ts';
import { statesOf } from '../../functions/host/definition.ts';
import { loadConfig, parseConfig } from '../../infra/config.ts';
import { inNetworks } from '../../infra/networks.ts';
import { synthesizeConfig } from '../../infra/template.ts';
import { workflow } from '../../infra/workflow.ts';
import { resolved } from './intrinsics.ts';
import { environmentIn } from './template.ts';

const NETWORKS = [
  { id: '2', clusters: ['payments', 'billing'] },
  { id: '3', clusters: ['search'] },
];
const several = inNetworks(workflow, NETWORKS);

/** The states that invoked something, in the order of their names, when an execution with this input ran. */
async function invoked(input: object): Promise<readonly string[]> {
  type Definition = ConstructorParameters<typeof StateMachine>[0];
  const asked: string[] = [];
  const handlers = Object.fromEntries(
    [...statesOf(several)].map(([name]) => [
      name,
      async () => {
        asked.push(name);
        return name === 'Plan' ? { lead: true } : { outcome: 'done' };
      },
    ]),
  );
  const machine = new StateMachine(several as unknown as Definition, {
    validationOptions: { noValidate: true },
  });
  const escalations = [{ step: 0, name: 'Lead', at: '2026-01-01T00:00:00Z' }];
  const given = { occurrence: { name: 'Q1-1' }, playbook: 'API', escalations, ...input };
  await machine.run(given, { overrides: { taskResourceLocalHandlers: handlers } }).result;
  return asked.filter((name) => name.startsWith('Collect')).sort();
}
const RECOVERY = { kind: 'recovery', recoverAt: '2026-01-01T00:00:00Z', resolvedAt: '2026-01-01T00:00:00Z' };

describe('the workflow of an installation in several networks', () => {
  it('is the same where there is one', () => {
    expect(inNetworks(workflow, [])).toBe(workflow);
  });

  it('is valid Amazon States Language', () => {
    const filled = JSON.parse(
      JSON.stringify(several).replaceAll(/\$\{[\w-]+\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:x'),
    );
    expect(validate(filled, { checkPaths: true, checkArn: true }).errors).toEqual([]);
  });

  it.each([
    ['payments', ['CollectFast2', 'CollectLogs2'], ['CollectAfter2']],
    ['billing', ['CollectFast2', 'CollectLogs2'], ['CollectAfter2']],
    ['search', ['CollectFast3', 'CollectLogs3'], ['CollectAfter3']],
    ['production', ['CollectFast1', 'CollectLogs1'], ['CollectAfter1']],
    [undefined, ['CollectFast1', 'CollectLogs1'], ['CollectAfter1']],
  ])('looks at %s from its own', async (name, before, after) => {
    const cluster = name === undefined ? {} : { cluster: name };
    expect(await invoked({ kind: 'triage', ...cluster })).toEqual(before);
    expect(await invoked({ ...RECOVERY, ...cluster })).toEqual(after);
  });
});

describe('an installation in two networks', () => {
  const vpc = { subnets: ['subnet-0fedcba9876543210'], securityGroups: ['sg-0fedcba9876543210'] };
  const template = synthesizeConfig({
    ...loadConfig('example'),
    clusters: [{ name: 'production' }, { name: 'payments', vpc }, { name: 'billing', vpc }],
  });
  const all = (type: string) =>
    Object.values(template.Resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties = {} }) => Properties);
  const named = (name: string) =>
    all('AWS::Lambda::Function').find(({ FunctionName }) => FunctionName === `firstnote-example-${name}`);

  it('has a pair of functions for the other one, shared by its clusters', () => {
    for (const name of ['collect', 'collect-logs'] as const) {
      const here = named(name);
      const there = named(`${name}-2`);
      expect(there?.VpcConfig).toEqual({
        SubnetIds: ['subnet-0fedcba9876543210'],
        SecurityGroupIds: ['sg-0fedcba9876543210'],
      });
      for (const key of ['Timeout', 'MemorySize', 'Environment', 'Handler'] as const)
        expect(there?.[key]).toEqual(here?.[key]);
    }
    expect(named('collect-3')).toBeUndefined();
  });

  it('lets the state machine invoke them, keeps them awake, and has their alarms', () => {
    const [machine] = all('AWS::StepFunctions::StateMachine');
    const substitutions = Object.keys(machine?.DefinitionSubstitutions as object);
    expect(substitutions).toEqual(expect.arrayContaining(['collect-2', 'collect-logs-2']));
    const policies = JSON.stringify(resolved(template, all('AWS::IAM::Policy')));
    for (const arn of Object.values(machine?.DefinitionSubstitutions as object))
      expect(policies).toContain(String(resolved(template, arn)));
    const rules = all('AWS::Events::Rule').map(({ Targets }) => Targets as { Input: string }[]);
    expect(rules.flat().filter(({ Input }) => Input === '{"kind":"ping"}')).toHaveLength(2);
    const alarms = all('AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName);
    expect(alarms).toContain('firstnote-example-collect-2-fails');
    expect(alarms).toContain('firstnote-example-collect-logs-2-throttled');
  });

  it('asks the doctor for what can be seen from where it is', () => {
    expect(environmentIn(template, 'doctor')[ENV.clusterNames]).toBe('production');
  });

  it('has its first cluster in the network of the installation', () => {
    const text = `{environment: dev, account: '123456789012', region: us-east-1, pagerduty: {from: a@b.example, user: PABC123},
      alarms: {email: c@d.example}, clusters: [{name: one, vpc: {subnets: [subnet-0a], securityGroups: [sg-0a]}}]}`;
    expect(() => parseConfig(text, 'x')).toThrow('clusters[0].vpc: say it of the installation ("vpc")');
  });
});
