import { randomUUID } from 'node:crypto';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { eksPort } from '../../functions/clients/eks/eks.ts';
import type { TriageExecution } from '../../functions/contracts/states.ts';
import { openAws } from '../../functions/runtime/open-aws.ts';
import { fetchSecret, secretOf } from '../../functions/runtime/secrets.ts';
import { stepFunctions } from '../../functions/webhook/start-execution.ts';
import { machine } from '../infra/template.ts';

describe('starting executions', () => {
  const input: TriageExecution = {
    kind: 'triage',
    playbook: 'p',
    occurrence: {
      incidentId: 'Q1',
      name: 'Q1-1764079400',
      serviceId: 'S1',
      title: 'High error rate',
      url: 'https://example.pagerduty.com/incidents/Q1',
      urgency: 'high',
      createdAt: '2026-11-25T14:03:20Z',
    },
    escalations: [],
  };

  /** The synthesized definition, as AWS would be given it. */
  async function created(): Promise<string> {
    const { stateMachineArn } = await new SFNClient({}).send(
      new CreateStateMachineCommand({
        name: `firstnote-${randomUUID()}`,
        roleArn: 'arn:aws:iam::123456789012:role/firstnote',
        definition: JSON.stringify(machine.definition),
      }),
    );
    return stateMachineArn ?? '';
  }

  it('takes a name once: another delivery of the same event is no second execution', async () => {
    const start = stepFunctions(openAws(process.env), await created());
    expect(await start({ name: 'Q1-1764079400', input })).toBe('started');
    const changed = { ...input, playbook: 'other' };
    expect(await start({ name: 'Q1-1764079400', input: changed })).toBe('exists');
    expect(await start({ name: 'Q1-1764079401', input })).toBe('started');
  });

  it('is tried again by PagerDuty when the state machine cannot be reached', async () => {
    const start = stepFunctions(
      openAws(process.env),
      'arn:aws:states:eu-central-1:123456789012:stateMachine:none',
    );
    await expect(start({ name: 'Q1-1764079400', input })).rejects.toMatchObject({ kind: 'retryLater' });
  });
});

describe('a secret', () => {
  const client = new SecretsManagerClient({});
  const create = async (value: string) => {
    const Name = `firstnote-${randomUUID()}`;
    await client.send(new CreateSecretCommand({ Name, SecretString: value }));
    return Name;
  };

  it('is read by its name, and anew once what was read is five minutes old', async () => {
    const id = await create('one');
    let nowMs = 0;
    const secret = secretOf(id, () => nowMs);
    expect(await secret()).toBe('one');
    await client.send(new PutSecretValueCommand({ SecretId: id, SecretString: 'one,two' }));
    expect(await secret()).toBe('one');
    nowMs += 5 * 60_000;
    expect(await secret()).toBe('one,two');
  });

  it('that is not there is named, as trouble of ours', async () => {
    await expect(fetchSecret(openAws(process.env), 'firstnote-none')).rejects.toMatchObject({
      kind: 'retryLater',
      message: expect.stringContaining('firstnote-none'),
    });
  });
});

describe('an EKS cluster', () => {
  const eks = new EKSClient({});

  it('is entered by the address and CA that DescribeCluster gives', async () => {
    const name = `production-${randomUUID().slice(0, 8)}`;
    await eks.send(
      new CreateClusterCommand({
        name,
        roleArn: 'arn:aws:iam::123456789012:role/eks',
        resourcesVpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] },
      }),
    );
    const port = eksPort(openAws(process.env), () => Date.UTC(2026, 10, 25));
    const access = await port.access(name);
    expect(access).toMatchObject({ name, server: expect.stringMatching(/^https:\/\//) });
    expect(access.ca).toBeTruthy();
    expect(access.token).toMatch(/^k8s-aws-v1\./);
    expect(await port.health(name)).toEqual([]);
  });

  it('that does not exist is refused for good', async () => {
    const port = eksPort(openAws(process.env), () => 0);
    await expect(port.access('nowhere')).rejects.toMatchObject({ kind: 'rejected' });
  });
});
