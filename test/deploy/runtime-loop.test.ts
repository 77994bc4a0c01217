import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { webhookBody } from '../../functions/console/webhook.ts';
import { signatureOf } from '../../functions/incidents/signature.ts';
import { emulator, environmentOf } from './emulator/aws.ts';
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
  const { certificate, url, region } = emulator();
  loop = await startRuntimeLoop(`${CACHE}/dist/webhook`, {
    ...(await environmentOf(`${firstnote.stackName}-webhook`)),
    ...{ AWS_ENDPOINT_URL: url, AWS_REGION: region, NODE_EXTRA_CA_CERTS: certificate },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  });
}, 600_000);
afterAll(async () => {
  loop?.stop();
  await firstnote?.remove();
  await surroundings?.close();
});

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
