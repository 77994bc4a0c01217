import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { s3Store } from '../../functions/clients/store/s3.ts';
import { ENV } from '../../functions/contracts/env.ts';
import { INDEX_KEY } from '../../functions/contracts/store.ts';
import { signatureOf } from '../../functions/incidents/signature.ts';
import { indexText, playbookChecksum } from '../../functions/playbook/compiled.ts';
import type { HttpRequest } from '../../functions/runtime/http.ts';
import { openAws } from '../../functions/runtime/open-aws.ts';
import { handler } from '../../functions/webhook/handler.ts';
import { machine } from '../infra/template.ts';
import { playbookOf } from '../support/report.ts';

const SECRET = 'whsec of the test';
const name = `firstnote-${randomUUID()}`;
const machineArn = `arn:aws:states:eu-central-1:123456789012:stateMachine:${name}`;
const executionArn = (execution: string) =>
  `arn:aws:states:eu-central-1:123456789012:execution:${name}:${execution}`;

beforeAll(async () => {
  const s3 = new S3Client({ forcePathStyle: true });
  await s3.send(
    new CreateBucketCommand({
      Bucket: name,
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    }),
  );
  const playbook = playbookOf({ name: 'API', default: true });
  const sha256 = playbookChecksum(playbook);
  const index = indexText([{ id: 'api', version: 1, pushedAt: '', sha256, playbook }]);
  await s3Store(openAws(process.env), name).put(INDEX_KEY, index, 'application/json');
  process.env[ENV.storeUrl] = `s3://${name}`;
  await new SecretsManagerClient({}).send(
    new CreateSecretCommand({ Name: name, SecretString: `another, ${SECRET}` }),
  );
  const { stateMachineArn } = await new SFNClient({}).send(
    new CreateStateMachineCommand({
      name,
      roleArn: 'arn:aws:iam::123456789012:role/firstnote',
      definition: JSON.stringify(machine.definition),
    }),
  );
  process.env[ENV.stateMachineArn] = stateMachineArn ?? machineArn;
  process.env[ENV.webhookSecretsSecret] = name;
});

/** As API Gateway and a function URL hand it over, payload format 2.0: a body that is no text comes in base64. */
function delivered(body: string, secret = SECRET): HttpRequest {
  const bytes = Buffer.from(body);
  return {
    headers: { 'x-pagerduty-signature': signatureOf(bytes, secret), 'x-webhook-id': randomUUID() },
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  };
}
const event = (type: string): string =>
  JSON.stringify({
    event: {
      id: '01E',
      event_type: type,
      occurred_at: '2026-11-25T14:30:00Z',
      data: { id: 'Q1AWS', title: 'Größer', created_at: '2026-11-25T14:03:20Z', service: { id: 'P1' } },
    },
  });

describe('the deployed webhook', () => {
  it('starts one execution of an occurrence, with its secret out of Secrets Manager', async () => {
    for (let n = 0; n < 3; n += 1) {
      expect((await handler(delivered(event('incident.triggered')), {})).statusCode).toBe(202);
    }
    const { executions } = await new SFNClient({}).send(
      new ListExecutionsCommand({ stateMachineArn: process.env[ENV.stateMachineArn] ?? machineArn }),
    );
    expect(executions?.map((each) => each.name)).toEqual(['Q1AWS-1795615400']);
    const { input } = await new SFNClient({}).send(
      new DescribeExecutionCommand({ executionArn: executionArn('Q1AWS-1795615400') }),
    );
    expect(JSON.parse(input ?? '')).toMatchObject({
      ...{ kind: 'triage', playbook: 'API', occurrence: { title: 'Größer' } },
    });
  });

  it('starts the timers again after a lapsed acknowledgement, under a name that Step Functions takes', async () => {
    const { body } = await handler(delivered(event('incident.unacknowledged')), {});
    expect(body).toBe('{"message":"Q1AWS-1795615400-lapsed-01E: started"}');
  });

  it('starts nothing for a stranger', async () => {
    const { statusCode } = await handler(delivered(event('incident.resolved'), 'guessed'), {});
    expect(statusCode).toBe(401);
    const none = new DescribeExecutionCommand({
      executionArn: executionArn('Q1AWS-1795615400-resolved-01E'),
    });
    await expect(new SFNClient({}).send(none)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });
});
