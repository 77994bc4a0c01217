import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { EXEC_GROUP, KUBERNETES_GROUP } from '../../functions/contracts/cluster.ts';
import { definitionOf, statesOf } from '../../functions/host/definition.ts';
import { loadConfig } from '../../infra/config.ts';
import { synthesizeConfig, type Template } from '../../infra/template.ts';
import { workflow, workflowOf } from '../../infra/workflow.ts';
import { template as without } from './template.ts';

const vpc = { subnets: ['subnet-0fedcba9876543210'], securityGroups: ['sg-0fedcba9876543210'] };
const template = synthesizeConfig({
  ...loadConfig('example'),
  clusters: [{ name: 'production' }, { name: 'payments', vpc }],
  exec: true,
});
const plain = synthesizeConfig({ ...loadConfig('example'), exec: true });

const all = ({ Resources }: Template, type: string) =>
  Object.values(Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);
const roleOf = ({ PrincipalArn }: Readonly<Record<string, unknown>>): string =>
  String((PrincipalArn as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]).replace(/role.*/, '');
const groupsIn = (of: Template) =>
  Object.fromEntries(
    all(of, 'AWS::EKS::AccessEntry').map((entry) => [roleOf(entry), entry.KubernetesGroups]),
  );
const actionsOf = (of: Template, role: string) =>
  Object.entries(of.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(role))
    .flatMap(([, { Properties }]) => {
      const document = Properties?.PolicyDocument as
        | { Statement: readonly { Action: string | string[] }[] }
        | undefined;
      return document?.Statement.flatMap(({ Action }) => Action) ?? [];
    });

describe('an installation that runs programs in pods', () => {
  it('gives the group for it to the one function that does, in each network', () => {
    const both = [KUBERNETES_GROUP, EXEC_GROUP];
    expect(groupsIn(template)).toEqual({
      collect: [KUBERNETES_GROUP],
      collectlogs: [KUBERNETES_GROUP],
      collectexec: both,
      doctor: [KUBERNETES_GROUP],
      collect2: [KUBERNETES_GROUP],
      collectlogs2: [KUBERNETES_GROUP],
      collectexec2: both,
    });
  });

  it('keeps the token, and what others do, from that function', () => {
    const actions = actionsOf(template, 'collectexecrole');
    expect(actions).toContain('eks:DescribeCluster');
    expect(actions.filter((action) => /^(secretsmanager|states|lambda):/.test(action))).toEqual([]);
  });

  it('lets the doctor ask it', () => {
    expect(JSON.stringify(all(plain, 'AWS::Lambda::Function'))).toContain('"EXEC_FUNCTION":"collect-exec"');
    const [doctor] = Object.entries(plain.Resources).filter(([id]) =>
      id.startsWith('doctorroleDefaultPolicy'),
    );
    expect(JSON.stringify(doctor)).toMatch(/"collectexec[0-9A-F]{8}"/);
  });

  it('tells when it fails, as of the others that collect', () => {
    const names = all(plain, 'AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName);
    expect(names).toEqual(expect.arrayContaining(['firstnote-example-collect-exec-fails']));
    expect(names).toContain('firstnote-example-collect-exec-throttled');
  });

  it('collects it beside the logs, and again after an incident', () => {
    const { taskOf } = definitionOf(plain);
    const states = Object.keys(taskOf).filter((name) => taskOf[name] === 'collect-exec');
    expect(states.sort()).toEqual(['CollectExec', 'CollectExecAfter']);
  });

  it('has valid Amazon States Language', () => {
    const filled = JSON.parse(
      JSON.stringify(workflowOf({ exec: true })).replaceAll(
        /\$\{[\w-]+\}/g,
        'arn:aws:lambda:us-east-1:000000000000:function:x',
      ),
    );
    expect(validate(filled, { checkPaths: true, checkArn: true }).errors).toEqual([]);
  });
});

describe('an installation that runs none', () => {
  it('has neither the function, nor a state, nor the group', () => {
    expect([...statesOf(workflow)].map(([name]) => name)).not.toContain('CollectExec');
    const text = JSON.stringify(without);
    for (const word of [EXEC_GROUP, 'collect-exec', 'EXEC_FUNCTION']) expect(text).not.toContain(word);
  });
});
