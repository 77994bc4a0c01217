import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environmentOf } from './emulator/aws.ts';
import { type Installation, install } from './installation.ts';
import { askDoctor } from './operator.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

let surroundings: Surroundings;
let firstnote: Installation;
beforeAll(async () => {
  surroundings = await openSurroundings();
  firstnote = await install({
    ...{ environment: 'listed', playbooks: ['quick.yaml'] },
    configuration: 'ingress: { from: pagerduty, oldAddress: true }',
  });
});
afterAll(async () => {
  await firstnote?.remove();
  await surroundings?.close();
});

/** The emulator's requests come from no address, so nobody is let in: who would be is a test of the policy (test/infra). */
describe('what is deployed to let in PagerDuty alone', () => {
  const forged = { method: 'POST', body: '{}', headers: { 'x-pagerduty-signature': `v1=${'0'.repeat(64)}` } };

  it('answers anybody else so that PagerDuty would deliver again, and its function is not asked', async () => {
    const url = firstnote.stack.outputs.WebhookUrl ?? '';
    expect(await firstnote.open(url, forged)).toMatchObject({
      status: 503,
      text: expect.stringContaining('not authorized'),
    });
    expect((await firstnote.logs()).filter((line) => line.includes('webhook refused'))).toEqual([]);
  });

  it('has a doctor who says what cannot be tried from here, and finds no fault in it', async () => {
    const { faults, lines } = await askDoctor('listed');
    expect(lines.filter(({ what }) => what === 'webhook')).toMatchObject([{ status: 'unknown' }]);
    // What PagerDuty publishes today, where that can be read from here, is no business of a test.
    expect(lines.filter(({ what }) => what === 'webhook addresses')).toHaveLength(1);
    expect(faults.filter((fault) => !fault.startsWith('webhook addresses'))).toEqual([]);
  });

  it('takes webhooks where they came before, until the subscription is moved', async () => {
    const { VIEW_URL } = await environmentOf(`${firstnote.stackName}-report`);
    expect(await firstnote.open(`${VIEW_URL}/pagerduty`, forged)).toMatchObject({ status: 401 });
  });
});
