import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { webhookBody } from '../../functions/console/webhook.ts';
import { ERRORS } from '../../functions/contracts/errors.ts';
import type { LambdaName } from '../../functions/contracts/lambdas.ts';
import { signatureOf } from '../../functions/incidents/signature.ts';
import { emulator, environmentOf, invoke } from './emulator/aws.ts';
import { freePort } from './emulator/free-port.ts';
import { CACHE } from './emulator/ministack.ts';
import { installRuntimeLoop, type RuntimeLoop, startRuntimeLoop } from './emulator/runtime-loop.ts';
import { noteSays } from './incidents.ts';
import { type Installation, install } from './installation.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

let surroundings: Surroundings;
let firstnote: Installation;
let loop: RuntimeLoop;
beforeAll(async () => {
  installRuntimeLoop();
  surroundings = await openSurroundings();
  firstnote = await install({ environment: 'loop', playbooks: ['quick.yaml'] });
  loop = await inLoop('webhook', emulator().url);
});
afterAll(async () => {
  loop?.stop();
  await firstnote?.remove();
  await surroundings?.close();
});

/** A function's bundle in that loop, with AWS at a URL. */
async function inLoop(name: LambdaName, url: string): Promise<RuntimeLoop> {
  const { certificate, region } = emulator();
  return startRuntimeLoop(`${CACHE}/dist/${name}`, {
    ...(await environmentOf(`${firstnote.stackName}-${name}`)),
    ...{ AWS_ENDPOINT_URL: url, AWS_REGION: region, NODE_EXTRA_CA_CERTS: certificate },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  });
}

/** A request as the REST API hands it over, payload format 1.0. */
const delivered = (body: string, secret: string) => ({
  ...{ resource: '/pagerduty', path: '/pagerduty', httpMethod: 'POST' },
  headers: { 'X-PagerDuty-Signature': signatureOf(Buffer.from(body), secret) },
  ...{ queryStringParameters: null, pathParameters: null, stageVariables: null },
  body: Buffer.from(body).toString('base64'),
  isBase64Encoded: true,
});

describe("the webhook in AWS's own runtime loop", () => {
  it('takes a signed event, and the incident has its note', async () => {
    const { pagerduty, secret } = firstnote;
    // Nobody delivers: what starts the execution comes through the loop.
    pagerduty.subscribe({ url: 'http://127.0.0.1:1', secret });
    const incident = pagerduty.account.open({ title: '[FIRING:1] DojoPoolAPIHighErrorRate' });
    const at = new Date().toISOString();
    const body = webhookBody(pagerduty.account, { type: 'incident.triggered', incident }, at);
    expect(await loop.invoke(delivered(body, secret))).toMatchObject({ statusCode: 202 });
    await noteSays(incident, /^CAUSE /m);
  });

  it('refuses one that is not, in the same process', async () => {
    expect(await loop.invoke(delivered('{}', 'guessed'))).toMatchObject({ statusCode: 401 });
  });
});

/** What the state machine's Retry and Catch are told; the emulator is made to tell the same (emulator/named_errors.py). */
describe("a task in AWS's own runtime loop", () => {
  const occurrence = {
    ...{ incidentId: 'QNONE', name: 'QNONE-1764079400', serviceId: 'PSERVICE', title: 'High', url: '' },
    ...{ urgency: 'high', createdAt: '2026-11-25T14:03:20.000Z' },
  };
  const first = { occurrence, playbook: 'DojoPool API', edition: 'first' };

  it('answers with the name of its error: of one that is for good, and of one that passes', async () => {
    const nowhere = `https://127.0.0.1:${await freePort()}`;
    for (const [url, errorType] of [
      [emulator().url, ERRORS.invalid],
      [nowhere, ERRORS.retryLater],
    ] as const) {
      const task = await inLoop('report', url);
      try {
        expect(await task.invoke(first)).toMatchObject({ errorType, errorMessage: expect.any(String) });
      } finally {
        task.stop();
      }
    }
  });

  it('is reported by the emulator as by that loop', async () => {
    const { FunctionError, Payload } = await invoke(`${firstnote.stackName}-report`, first);
    expect({ FunctionError, ...Payload }).toMatchObject({
      FunctionError: 'Unhandled',
      errorType: ERRORS.invalid,
    });
  });
});
