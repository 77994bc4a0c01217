import { describe, expect, it } from '@jest/globals';
import { printLines } from '../../../functions/cli/doctor-print.ts';
import { createHandler } from '../../../functions/doctor/handler.ts';
import { signedPing } from '../../../functions/doctor/signed.ts';
import { storedPlaybooksFound } from '../../../functions/doctor/stored-playbooks.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { verifySignature } from '../../../functions/webhook/signature.ts';
import { soundAccount, soundPlaybook, soundPorts } from '../../support/doctor.ts';
import { loopback } from '../../support/loopback.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { countedMetrics } from '../../support/metrics.ts';

const CONTEXT = { awsRequestId: 'r' };

/** The doctor's function over these ports, with what it logged and counted. */
const deployed = (ports = soundPorts()) => {
  const { metrics, counted } = countedMetrics();
  const logged: { level: string; message: string; details: Record<string, unknown> | undefined }[] = [];
  const log =
    (level: string) =>
    (message: string, details?: Record<string, unknown>): void => {
      logged.push({ level, message, details });
    };
  const logger = { info: log('info'), warn: log('warn'), error: log('error') };
  return { handler: createHandler(async () => ({ ...ports, metrics, logger })), counted, logged };
};

describe('the function', () => {
  it('counts that it looked, and that it found nothing', async () => {
    const { handler, counted, logged } = deployed();
    const { faults, lines } = await handler({}, CONTEXT);
    expect(faults).toBe(0);
    expect(counted).toEqual([['DoctorFaults', 0], ['Doctored']]);
    expect(logged).toHaveLength(lines.length);
    expect(new Set(logged.map(({ level }) => level))).toEqual(new Set(['info']));
  });

  it('counts faults, and logs each with what to do', async () => {
    const abilities = () => Promise.reject(new Failure('rejected', 'no', { status: 401 }));
    const { handler, counted, logged } = deployed(soundPorts({ account: soundAccount({ abilities }) }));
    await handler({}, CONTEXT);
    expect(counted).toEqual([['DoctorFaults', 1], ['Doctored']]);
    expect(logged).toContainEqual({
      ...{ level: 'warn', message: 'PagerDuty refuses it' },
      details: { what: 'PagerDuty token', status: 'fault', fix: expect.stringContaining('put-secret-value') },
    });
  });
});

describe('the playbooks of a store', () => {
  it('are those that were pushed, each that does not hold with why', async () => {
    const store = memoryStore();
    expect(await storedPlaybooksFound(store)).toEqual([]);
    const { compilePlaybook, indexText } = await index();
    const altered = { ...compilePlaybook('web'), playbook: { ...soundPlaybook, name: 'other' } };
    await store.put('playbooks/index.json', indexText([compilePlaybook('api'), altered]), 'application/json');
    expect(await storedPlaybooksFound(store)).toEqual([
      { where: 'playbook api', playbook: expect.objectContaining({ name: 'API' }) },
      { where: 'playbook other', faults: [expect.stringContaining('checksum')] },
    ]);
    await store.put('playbooks/index.json', '<html>', 'application/json');
    expect(await storedPlaybooksFound(store)).toEqual([
      { where: 'store: playbooks/index.json', faults: ['is no index of playbooks'] },
    ]);
  });
});

async function index() {
  const { indexText, playbookChecksum } = await import('../../../functions/playbook/compiled.ts');
  return {
    indexText,
    compilePlaybook: (id: string) => ({
      ...{ id, version: 1, pushedAt: '2026-11-25T14:00:00Z' },
      ...{ sha256: playbookChecksum(soundPlaybook), playbook: soundPlaybook },
    }),
  };
}

it('signs its test event as PagerDuty does', async () => {
  const webhook = await loopback(() => ({ status: 200 }));
  const status = await signedPing(`${webhook.url}/pagerduty`, 'whsec')(AbortSignal.timeout(1_000));
  await webhook.close();
  const [seen] = webhook.seen;
  expect(status).toBe(200);
  expect(JSON.parse(seen?.body ?? '')).toMatchObject({ event: { event_type: 'pagey.ping' } });
  const signature = String(seen?.headers['x-pagerduty-signature']);
  expect(verifySignature(Buffer.from(seen?.body ?? ''), signature, ['whsec'])).toBe('valid');
});

describe('the lines as they are printed', () => {
  const lines = [
    { what: 'store', status: 'fault', says: 'denied', fix: 'deploy' },
    { what: 'token', status: 'ok', says: 'accepted', fix: '' },
    { what: 'webhook', status: 'unknown', says: 'not checked', fix: '' },
  ] as const;
  const printed = (
    ...of: Parameters<typeof printLines> extends [infer L, infer J, unknown] ? [L, J] : never
  ) => {
    let text = '';
    const status = printLines(...of, {
      stdout: (part) => {
        text += part;
      },
    });
    return { status, text };
  };

  it('have the faults at their end, each with its fix', () => {
    expect(printed(lines, false)).toEqual({
      status: 1,
      text: 'ok    token: accepted\n-     webhook: not checked\nFAULT store: denied\n      -> deploy\n1 fault, 1 not checked\n',
    });
  });

  it('end with 0 where there is no fault', () => {
    expect(printed(lines.slice(1, 2), false)).toEqual({
      status: 0,
      text: 'ok    token: accepted\n0 faults\n',
    });
  });

  it('are one JSON document when asked for', () => {
    const { status, text } = printed(lines, true);
    expect(status).toBe(1);
    expect(JSON.parse(text)).toEqual({ version: '1', faults: 1, lines });
  });
});
