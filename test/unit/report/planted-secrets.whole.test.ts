import { describe, expect, it } from '@jest/globals';
import { readAlerts } from '../../../functions/incidents/alert/alert.ts';
import { redact } from '../../../functions/redaction/redact.ts';
import { buildReport } from '../../../functions/triage/build-report.ts';
import { renderNote } from '../../../functions/writing/note/note.ts';
import { renderPage } from '../../../functions/writing/page/page.ts';
import { renderTerminal } from '../../../functions/writing/terminal/terminal.ts';
import { bundleOf, dojopool } from '../../support/cluster.ts';
import { readLog } from '../../support/dojopool-logs.ts';
import { eventEvidence, podEvidence } from '../../support/evidence-context.ts';
import { contextOf, playbookOf } from '../../support/report.ts';
import { plantedSecrets, WRITERS } from '../logs/secrets.ts';

const SECRETS = plantedSecrets(10);
const pod = (message: string, i: number): unknown => ({
  metadata: {
    name: `dojopool-api-${i}`,
    namespace: 'production',
    annotations: { 'example.com/note': message },
  },
  spec: {
    containers: [
      {
        name: 'api',
        image: 'api:1',
        command: ['sh', '-c', message],
        args: [message],
        env: [{ name: 'NOTE', value: message }],
      },
    ],
  },
  status: {
    containerStatuses: [
      {
        name: 'api',
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff', message } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', message } },
      },
    ],
  },
});

/** An alert whose text has all of them. */
const ALERT = {
  summary: SECRETS[0]?.message ?? '',
  details: { firing: SECRETS.map(({ message }) => message).join('\n') },
  severity: 'critical',
  createdAt: '2026-11-25T14:03:20Z',
  links: [],
};

const EVENT = {
  metadata: { name: 'e', namespace: 'production', creationTimestamp: '2026-11-25T14:00:00Z' },
  type: 'Warning',
  reason: 'Unhealthy',
  involvedObject: { kind: 'Pod', namespace: 'production', name: 'dojopool-api-0' },
};

describe('200 secrets in logs, environments, statuses and alerts', () => {
  it('are in no report, note, page, terminal or bundle', async () => {
    const logs = Object.values(WRITERS).map((write, i) =>
      readLog(`dojopool-api-${i}`, 'api', SECRETS.map(({ message }) => write(message)).join('\n')),
    );
    const { data: pods } = await podEvidence(SECRETS.map(({ message }, i) => pod(message, i)));
    const { data: events } = await eventEvidence(SECRETS.map(({ message }) => ({ ...EVENT, message })));
    const bundle = bundleOf({ ...dojopool(), pods: pods ?? [], events: events ?? [], logs });
    const playbook = playbookOf();
    const report = buildReport(bundle, playbook);
    const [alert] = readAlerts([ALERT], 'x');
    const context = contextOf({ alert: { name: redact(alert?.name ?? ''), severity: 'critical' } });
    const shown = {
      bundle: JSON.stringify(bundle),
      report: JSON.stringify(report),
      note: renderNote(report, context),
      page: renderPage(report, context),
      terminal: renderTerminal(report, { playbook, colours: false }),
    };
    for (const [where, text] of Object.entries(shown)) {
      const leaks = SECRETS.filter(({ secret }) => text.includes(secret));
      expect([where, leaks.map(({ kind, message }) => `${kind}: ${message}`)]).toEqual([where, []]);
    }
  });
});

describe('ordinary lines', () => {
  const words = [
    'orders',
    'token bucket',
    'password reset',
    'secret santa',
    'key exchange',
    'session',
    'card deck',
    'author',
  ];
  const hosts = [
    'db.internal:5432',
    '10.0.0.1:6379',
    'redis-master',
    'https://api.example.com/v1/tokens/list',
  ];
  const errors = [
    'connect ECONNREFUSED',
    'x509: certificate has expired',
    'no such host',
    'password authentication failed',
  ];
  const ordinary = Array.from(
    { length: 1000 },
    (_, i) =>
      [
        `${errors[i % errors.length]} for ${words[i % words.length]} at ${hosts[(i >> 2) % hosts.length]} after ${i} ms`,
        `GET /api/${(words[i % words.length] ?? '').replace(' ', '-')}/${i}/keys 503 in ${i} ms`,
        `invalid token in request ${i}: expected ${words[i % words.length]}, got "null"`,
        `user ${i} may not read secret "${words[i % words.length]}-config" in namespace production`,
        `commit ${i.toString(16).padStart(40, 'a')} built for sha256:${i.toString(16).padStart(64, '0')}`,
      ][i % 5] as string,
  );
  it('keep their endpoints and the meaning of their errors', () => {
    expect(ordinary.filter((line) => redact(line) !== line)).toEqual([]);
  });
});
