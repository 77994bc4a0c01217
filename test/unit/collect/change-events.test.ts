import { expect, it } from '@jest/globals';
import { collectChangeEvents } from '../../../functions/collect/change-events.ts';
import { Failure } from '../../../functions/model/failure.ts';

const window = { from: '2026-11-25T13:33:00.000Z', to: '2026-11-25T14:03:00.000Z' };
const change = {
  at: '2026-11-25T13:50:00Z',
  summary: 'deployed with token=ghp_abcdefghijklmnopqrstuvwxyz0123456789',
  source: 'ci',
  url: '',
};
const collect = (changeEvents: () => Promise<(typeof change)[]>) =>
  collectChangeEvents({ changeEvents }, 'PSERVICE', window, () => 0);

it('brings the changes of a day before the window, redacted', async () => {
  const evidence = await collect(async () => [change]);
  expect(evidence).toMatchObject({
    status: 'ok',
    window: { from: '2026-11-24T13:33:00.000Z', to: window.to },
    data: [{ source: 'ci' }],
  });
  expect(JSON.stringify(evidence)).not.toContain('ghp_');
});

it('is empty when nothing was reported', async () => {
  expect(await collect(async () => [])).toMatchObject({ status: 'empty', data: [] });
});

it('is evidence when the call failed', async () => {
  const failed = collect(() => Promise.reject(new Failure('rejected', 'PagerDuty GET ...: answered 403')));
  expect(await failed).toMatchObject({ status: 'failed', detail: 'PagerDuty GET ...: answered 403' });
});
