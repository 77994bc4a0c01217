import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createKubernetesClient } from '../../../functions/clients/kubernetes/http.ts';
import type { KubernetesAccess } from '../../../functions/clients/kubernetes/port.ts';
import { pagerDutyAccount } from '../../../functions/clients/pagerduty/account.ts';
import { readAlerts, readChanges, readLogEntries } from '../../../functions/clients/pagerduty/answers.ts';
import { pagerDuty } from '../../../functions/clients/pagerduty/pagerduty.ts';
import type { PagerDutyPort } from '../../../functions/clients/pagerduty/port.ts';
import { createHandler as createCollect } from '../../../functions/collect/handler.ts';
import { LAMBDAS, type LambdaName } from '../../../functions/contracts/lambdas.ts';
import type { CollectInput } from '../../../functions/contracts/states.ts';
import { createHandler as createDoctor } from '../../../functions/doctor/handler.ts';
import { createHandler as createEscalate } from '../../../functions/escalate/handler.ts';
import type { Occurrence } from '../../../functions/incidents/incident.ts';
import { signatureOf } from '../../../functions/incidents/signature.ts';
import { createHandler as createPlan } from '../../../functions/plan/handler.ts';
import type { Playbook } from '../../../functions/playbook/playbook.ts';
import { startRecordingServer } from '../../../functions/recordings/recording-server.ts';
import { createHandler as createRecover } from '../../../functions/recover/handler.ts';
import { createHandler as createReport } from '../../../functions/report/handler.ts';
import { lambdaLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { createHandler as createView } from '../../../functions/view/handler.ts';
import { createHandler as createWebhook } from '../../../functions/webhook/handler.ts';
import { soundPorts } from '../../support/doctor.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { fakePagerDuty } from '../../support/pagerduty.ts';
import { accessTo, recordingOf } from '../../support/recording.ts';
import { playbookOf } from '../../support/report.ts';
import { rawLists } from './planted-cluster.ts';
import { alertDetails, openedEvent } from './planted-incident.ts';
import { type Kinds, type Plant, Planter } from './planter.ts';

const AT = '2026-11-25T13:58:00Z';
const NOW = Date.parse('2026-11-25T14:00:00Z');
const RESOLVED_AT = '2026-11-25T13:59:30Z';
const WEBHOOK_SECRET = 'w'.repeat(32);

const playbook = playbookOf({
  name: 'Shop',
  services: ['PSERVICE'],
  target: { namespace: 'shop' },
  escalation: [{ after: 5, name: 'Lead', responder: { type: 'user', id: 'PLEAD' } }],
});
const timer = { step: 0, at: AT, name: 'Lead', responder: { type: 'user', id: 'PLEAD' } } as const;

/** What is shown, sent or stored, by outlet. */
class Outlets {
  readonly texts: Record<string, string> = {};
  add(outlet: string, text: string): void {
    this.texts[outlet] = `${this.texts[outlet] ?? ''}${text}\n`;
  }
}

/** A server that refuses whatever it is asked, as Kubernetes and PagerDuty do, in the words that it was given. */
async function refusingServer() {
  let words = '';
  let status = 403;
  const server = createServer((_request, response) => {
    const body = { kind: 'Status', status: 'Failure', message: words, error: { message: words, code: 2001 } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer(code: number, text: string): void {
      status = code;
      words = text;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The functions over one store, with what they log and throw as outlets of their own. */
function functionsWith(
  outlets: Outlets,
  pagerduty: PagerDutyPort,
  access: KubernetesAccess,
  playbooks: readonly Playbook[],
) {
  const store = memoryStore();
  const runtimeOf = (name: LambdaName) => ({
    now: () => NOW,
    logger: lambdaLogger(name, (line) => outlets.add(`log of ${name}`, line)),
    metrics: silentMetrics,
  });
  const portsOf = (name: LambdaName) => ({
    ...runtimeOf(name),
    ...{ store, pagerduty, viewUrl: 'https://view.example', minuteMs: 60_000 },
    mode: async () => 'full' as const,
  });
  /** What is thrown stands in the execution's history, and goes on to the note as the state's error. */
  const run =
    <Input>(handler: (input: Input, context: { awsRequestId: string }) => Promise<unknown>) =>
    async (input: Input) => {
      try {
        outlets.add('execution', JSON.stringify(await handler(input, { awsRequestId: 'a' })));
        return undefined;
      } catch (error) {
        const { name, message, stack } = error as Error;
        const cause = JSON.stringify({ errorType: name, errorMessage: message, trace: stack?.split('\n') });
        outlets.add('execution', cause);
        return { Error: name, Cause: cause };
      }
    };
  const view = createView(async () => portsOf('view'));
  return {
    store,
    plan: run(
      createPlan(async () => ({ ...portsOf('plan'), playbooks: async () => playbooks, cluster: 'main' })),
    ),
    collect: run<CollectInput>(
      createCollect(async () => ({
        ...portsOf('collect'),
        access: async () => access,
        clock: () => 0,
        surroundings: { vantage: 'a test' },
        execIn: [],
      })),
    ),
    report: run(createReport(async () => portsOf('report'))),
    escalate: run(createEscalate(async () => portsOf('escalate'))),
    recover: run(createRecover(async () => portsOf('recover'))),
    view: async (occurrence: string, key: string, document: string) =>
      outlets.add(
        `view: ${document}`,
        (await view({ pathParameters: { occurrence }, queryStringParameters: { key, document } }, undefined))
          .body,
      ),
    /** Gives the input of the execution that a delivery starts. */
    async webhook(event: object): Promise<{ occurrence: Occurrence } | undefined> {
      let started: { occurrence: Occurrence } | undefined;
      const handler = createWebhook(async () => ({
        ...portsOf('webhook'),
        secrets: async () => [WEBHOOK_SECRET],
        playbooks: async () => playbooks,
        start: async ({ input }) => {
          started = input;
          // The title stands there as PagerDuty sent it (docs/security.md).
          const { title: _title, ...rest } = input.occurrence;
          outlets.add('execution', JSON.stringify({ ...input, occurrence: rest }));
          return 'started';
        },
      }));
      const body = JSON.stringify({ event });
      const signature = signatureOf(Buffer.from(body), WEBHOOK_SECRET);
      const { body: answer } = await handler({ headers: { 'x-pagerduty-signature': signature }, body }, {});
      outlets.add('webhook answer', answer);
      return started;
    },
  };
}

/** Keys of links and claims are drawn anew in every run, and may hold six characters of anything. */
const withoutKeys = (text: string): string => text.replace(/key=[\w-]+|"(?:key|token)":"[^"]*"/g, '');

function keepStored(outlets: Outlets, store: ReturnType<typeof memoryStore>): void {
  for (const [key, { body }] of store.objects)
    if (!/link/.test(key)) outlets.add(`store: ${key.replace(/^.*\//, '')}`, withoutKeys(body));
}

/** An incident of this kind from its webhook to its recovery, in a cluster that answers; `turn` chooses its alert's shape. */
async function live(
  p: Planter,
  kind: string,
  turn: number,
  access: KubernetesAccess,
  outlets: Outlets,
): Promise<void> {
  const shapes = Object.values(alertDetails(p, kind));
  const href = `https://g.example${p.path(kind, 'alert link')}`;
  const alert = { id: 'A1', severity: 'error', created_at: AT, summary: p.text(kind, 'alert summary') };
  const alerts = [
    { ...alert, body: { details: shapes[turn % shapes.length], contexts: [{ type: 'link', href }] } },
  ];
  const change = {
    ...{ timestamp: AT, summary: p.text(kind, 'change summary'), source: p.text(kind, 'change source') },
    links: [{ href: `https://ci.example.com${p.path(kind, 'change URL')}` }],
  };
  const entry = { created_at: AT, type: 'trigger_log_entry', summary: p.text(kind, 'log entry') };
  const { port, state } = fakePagerDuty();
  const pagerduty: PagerDutyPort = {
    ...port,
    alerts: async () => readAlerts({ alerts }).items,
    changeEvents: async () => readChanges({ change_events: [change] }).items,
    logEntries: async () => readLogEntries({ log_entries: [entry] }).items,
  };
  const functions = functionsWith(outlets, pagerduty, access, [playbook]);
  const started = await functions.webhook(openedEvent(p, kind));
  if (started === undefined) throw new Error('the webhook started nothing');
  const { occurrence } = started;
  const input = { occurrence, playbook: 'Shop' };
  const keepNotes = (): void => {
    for (const { content } of state.notes) outlets.add('note', withoutKeys(content));
  };
  await functions.plan(input);
  await functions.collect({ ...input, stage: 'fast', phase: 'before' });
  await functions.report({ ...input, edition: 'first' });
  keepNotes();
  await functions.collect({ ...input, stage: 'logs', phase: 'before' });
  await functions.report({ ...input, edition: 'full', fast: { outcome: 'done' } });
  keepNotes();
  await functions.escalate({ ...input, escalation: timer });
  await functions.report({ ...input, edition: 'link' });
  await functions.collect({ ...input, stage: 'all', phase: 'after', resolvedAt: RESOLVED_AT });
  await functions.recover({ ...input, resolvedAt: RESOLVED_AT });
  keepNotes();
  const [, key = ''] = /key=([\w-]+)/.exec(state.notes.map(({ content }) => content).join()) ?? [];
  for (const document of ['report', 'timeline']) await functions.view(occurrence.name, key, document);
  outlets.add('call', state.calls.map(({ message }) => message).join('\n'));
  outlets.add('status update', state.statusUpdates.join('\n'));
  keepStored(outlets, functions.store);
}

/** The same where nothing is granted, and every refusal holds a secret; and an incident that no playbook answers for. */
async function refused(
  p: Planter,
  kind: string,
  server: Awaited<ReturnType<typeof refusingServer>>,
  outlets: Outlets,
): Promise<void> {
  const access = accessTo(server.url);
  const account = { url: server.url, token: 't', from: 'bot@example.com' };
  const refusing = pagerDuty({ ...account, requesterId: 'PBOT', alertRetriesMs: [] });
  const ours = fakePagerDuty();
  const refuse = (status: number, channel: string): void => server.answer(status, p.text(kind, channel));

  const strange = functionsWith(outlets, ours.port, access, []);
  await strange.webhook(openedEvent(p, kind));

  refuse(403, 'refusal of PagerDuty');
  const mute = functionsWith(outlets, refusing, access, [playbook]);
  const started = await mute.webhook(openedEvent(p, kind));
  if (started === undefined) throw new Error('the webhook started nothing');
  const input = { occurrence: started.occurrence, playbook: 'Shop' };
  await mute.plan(input);
  await mute.escalate({ ...input, escalation: timer });
  const failed = await mute.report({ ...input, edition: 'link' });
  await mute.recover({ ...input, resolvedAt: RESOLVED_AT });
  keepStored(outlets, mute.store);

  refuse(500, 'fault of Kubernetes');
  const blind = functionsWith(outlets, ours.port, access, [playbook]);
  await blind.plan(input);
  await blind.collect({ ...input, stage: 'all', phase: 'before' });
  await blind.report({ ...input, edition: 'full', fast: { outcome: 'done' } });
  // What PagerDuty refused was the state's error: a note says why there is no more in it.
  const error = failed ?? { Error: 'none' };
  await blind.report({ ...input, edition: 'failed', error });
  const unplanned = functionsWith(outlets, ours.port, access, [playbook]);
  await unplanned.report({ ...input, edition: 'failed', error });
  for (const { content } of ours.state.notes) outlets.add('note', withoutKeys(content));
  keepStored(outlets, blind.store);
  keepStored(outlets, unplanned.store);

  refuse(403, 'refusal, to the doctor');
  const doctor = createDoctor(async () => ({
    ...soundPorts({ account: pagerDutyAccount(account), cluster: createKubernetesClient(access) }),
    logger: lambdaLogger('doctor', (line) => outlets.add('log of doctor', line)),
    metrics: silentMetrics,
  }));
  outlets.add('doctor', JSON.stringify(await doctor({}, { awsRequestId: 'a' })));
}

/** Plants each kind in everything that the functions read, and keeps all that they write, by outlet. */
export async function liveThrough(
  kinds: Kinds,
): Promise<{ readonly planted: readonly Plant[]; readonly outlets: Readonly<Record<string, string>> }> {
  const p = new Planter(kinds);
  const names = Object.keys(kinds);
  const outlets = new Outlets();
  for (const name of LAMBDAS) outlets.add(`log of ${name}`, '');
  const refusing = await refusingServer();
  try {
    for (const [turn, kind] of names.entries()) {
      const logs = [
        {
          ...{ namespace: 'shop', pod: 'api-5d4f8c7b9-0', container: 'api', previous: false },
          text: `${AT} error: ${p.text(kind, 'log')}\n`,
        },
      ];
      const cluster = await startRecordingServer(recordingOf(rawLists(p, [kind]), logs));
      try {
        await live(p, kind, turn, accessTo(cluster.url), outlets);
        await refused(p, kind, refusing, outlets);
      } finally {
        await cluster.close();
      }
    }
  } finally {
    await refusing.close();
  }
  return { planted: p.planted, outlets: outlets.texts };
}
