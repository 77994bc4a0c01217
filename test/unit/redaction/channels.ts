import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { Random } from '../../../bench/random.ts';
import { filesOf } from '../../../functions/actions/files.ts';
import { readAlerts, readChanges, readLogEntries } from '../../../functions/clients/pagerduty/answers.ts';
import { collectChangeEvents } from '../../../functions/collect/change-events.ts';
import { callMessage } from '../../../functions/core/escalation/message.ts';
import type { Occurrence } from '../../../functions/core/incident.ts';
import { renderNote } from '../../../functions/core/note/note.ts';
import { readWebhook } from '../../../functions/core/occurrence/occurrence.ts';
import { renderPage } from '../../../functions/core/page/page.ts';
import type { Comparison } from '../../../functions/core/recovery/compare.ts';
import { statusText } from '../../../functions/core/recovery/status.ts';
import { redact } from '../../../functions/core/redact.ts';
import type { Report } from '../../../functions/core/report.ts';
import { renderTimeline } from '../../../functions/core/timeline/timeline.ts';
import type { Command } from '../../../functions/local/io.ts';
import { run as record } from '../../../functions/local/record.ts';
import { startRecordingServer } from '../../../functions/local/recording-server.ts';
import { run as triage } from '../../../functions/local/triage.ts';
import { summaryText } from '../../../functions/logs/summary-text.ts';
import { createHandler } from '../../../functions/plan/handler.ts';
import { noteContext } from '../../../functions/runtime/context.ts';
import { lambdaLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { fakePagerDuty } from '../../support/pagerduty.ts';
import { kubeconfigFor, recordingOf } from '../../support/recording.ts';
import { contextOf, healthyReport, playbookOf } from '../../support/report.ts';
import { lines, read } from '../logs/read.ts';
import { WRITERS } from '../logs/secrets.ts';
import type { Planted } from './secret-kinds.ts';

export interface Plant {
  readonly kind: string;
  readonly channel: string;
  readonly secret: string;
}
/** A secret that came through: into which output. */
export interface Leak extends Plant {
  readonly output: string;
}
type Kinds = Readonly<Record<string, (random: Random) => Planted>>;

const AT = '2026-11-25T13:58:00Z';
const NOW = '2026-11-25T14:00:00Z';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A secret's shortest part that counts as leaked, characters; of digits alone, which other numbers hold, all of them. */
const WINDOW = 6;
const windowsOf = (secret: string): string[] =>
  /^[\d ]+$/.test(secret) || secret.length <= WINDOW
    ? [secret]
    : Array.from({ length: secret.length - WINDOW + 1 }, (_, at) => secret.slice(at, at + WINDOW)).filter(
        (window) => /\D/.test(window),
      );

/** Plants secrets: each kind in each channel has one of its own. */
class Planter {
  readonly planted: Plant[] = [];
  private readonly random = new Random(20261125);
  private readonly kinds: Kinds;
  constructor(kinds: Kinds) {
    this.kinds = kinds;
  }
  private make(kind: string, channel: string): Planted {
    const made = (this.kinds[kind] as (random: Random) => Planted)(this.random);
    this.planted.push({ kind, channel, secret: made.secret });
    return made;
  }
  text = (kind: string, channel: string): string => this.make(kind, channel).text;
  env = (kind: string, channel: string): { name: string; value: string } => {
    const { text, env = ['NOTE', text] } = this.make(kind, channel);
    return { name: env[0], value: env[1] };
  };
  words = (kind: string, channel: string): readonly string[] => {
    const { text, args = ['sh', '-c', text] } = this.make(kind, channel);
    return args;
  };
  /** '/' where the kind stands in no request. */
  path = (kind: string, channel: string): string => {
    const { path } = this.make(kind, channel);
    if (path !== undefined) return path;
    this.planted.pop();
    return '/';
  };
}

/** A pod that holds a kind in all its places, crashing, so that its words are looked at. */
function rawPod(plant: Planter, kind: string, name: string): unknown {
  const p = plant;
  const settings = p.env(kind, 'annotation value');
  return {
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      creationTimestamp: '2026-11-25T13:00:00Z',
      labels: { app: 'api' },
      annotations: {
        'example.com/note': p.text(kind, 'annotation'),
        [`example.com/${settings.name}`]: settings.value,
      },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'api-5d4f8c7b9', uid: 'rs', controller: true }],
    },
    spec: {
      nodeName: 'node-1',
      initContainers: [{ name: 'init', image: 'init:1', args: p.words(kind, 'init args') }],
      containers: [
        {
          name: 'api',
          image: 'api:1',
          command: p.words(kind, 'command'),
          args: ['sh', '-c', p.text(kind, 'shell')],
          env: [p.env(kind, 'env')],
          livenessProbe: { exec: { command: p.words(kind, 'exec probe') } },
          readinessProbe: { httpGet: { path: p.path(kind, 'probe path'), port: 8080 } },
        },
        {
          name: 'split',
          image: 'api:1',
          command: p.words(kind, 'command and args').slice(0, 1),
          args: p.words(kind, 'args').slice(1),
        },
      ],
    },
    status: {
      phase: 'Running',
      message: p.text(kind, 'pod status'),
      conditions: [
        { type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: p.text(kind, 'condition') },
      ],
      containerStatuses: [
        {
          name: 'api',
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff', message: p.text(kind, 'waiting') } },
          lastState: {
            terminated: { exitCode: 1, reason: 'Error', message: p.text(kind, 'terminated'), finishedAt: AT },
          },
        },
      ],
    },
  };
}

const template = (containers: unknown) => ({
  metadata: { labels: { app: 'api' } },
  spec: { containers: [containers] },
});

/** Everything that the API of the cluster says. */
function rawLists(p: Planter, kinds: readonly string[]) {
  const each = (make: (kind: string, name: string) => unknown) => ({
    items: kinds.map((kind, i) => make(kind, `api-5d4f8c7b9-${i}`)),
  });
  return {
    'api/v1/pods': each((kind, name) => rawPod(p, kind, name)),
    'api/v1/events': each((kind, name) => ({
      metadata: { name: `${name}.1`, namespace: 'shop', creationTimestamp: AT },
      type: 'Warning',
      reason: 'Unhealthy',
      message: p.text(kind, 'event'),
      firstTimestamp: AT,
      lastTimestamp: AT,
      involvedObject: { kind: 'Pod', namespace: 'shop', name },
    })),
    'apis/apps/v1/deployments': each((kind, name) => ({
      metadata: {
        name,
        namespace: 'shop',
        annotations: {
          [LAST_APPLIED]: JSON.stringify({
            kind: 'Deployment',
            spec: { template: template({ name: 'api', env: [p.env(kind, 'last applied env')] }) },
          }),
        },
      },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: name } },
        template: template({ name: 'api', image: 'api:1', args: p.words(kind, 'template args') }),
      },
      status: { conditions: [{ type: 'Available', status: 'False', message: p.text(kind, 'workload') }] },
    })),
    'apis/apps/v1/controllerrevisions': each((kind, name) => ({
      metadata: { name, namespace: 'shop' },
      revision: 1,
      data: { spec: { template: template({ name: 'db', env: [p.env(kind, 'revision env')] }) } },
    })),
    'api/v1/persistentvolumes': each((kind, name) => ({
      metadata: { name },
      status: { phase: 'Failed', message: p.text(kind, 'volume') },
    })),
    'api/v1/nodes': each((kind, name) => ({
      metadata: { name },
      status: { conditions: [{ type: 'Ready', status: 'False', message: p.text(kind, 'node') }] },
    })),
    'apis/networking.k8s.io/v1/ingresses': each((kind, name) => ({
      metadata: { name, namespace: 'shop', annotations: { 'example.com/snippet': p.text(kind, 'ingress') } },
      spec: { rules: [{ host: 'x.example', http: { paths: [{ path: p.path(kind, 'ingress path') }] } }] },
    })),
  };
}

async function runCommand(command: Command, argv: readonly string[], kubeconfig: string): Promise<string> {
  const out: string[] = [];
  await command(argv, {
    stdin: Readable.from([]),
    stdout: (text) => void out.push(text),
    stderr: (text) => void out.push(text),
    interactive: false,
    colours: false,
    env: { KUBECONFIG: kubeconfig },
    now: () => new Date(NOW),
  });
  return out.join('');
}

/** The command line against an API that has all of them: terminal, JSON, bundle and recording. */
async function clusterOutputs(p: Planter, kinds: readonly string[]): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-redaction-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const logs = Object.entries(WRITERS).map(([format, write], i) => ({
    namespace: 'shop',
    pod: `api-5d4f8c7b9-${i}`,
    container: 'api',
    previous: false,
    text: lines(...kinds.map((kind) => `${AT} ${write(p.text(kind, `recorded log: ${format}`))}`)),
  }));
  const server = await startRecordingServer(recordingOf(rawLists(p, kinds), logs));
  writeFileSync(kubeconfig, kubeconfigFor(server.url));
  const unpacked = (file: string): string => gunzipSync(readFileSync(join(folder, file))).toString('utf8');
  try {
    const bundle = ['--bundle', join(folder, 'bundle')];
    const json = await runCommand(triage, ['--json', ...bundle], kubeconfig);
    const report: Report = JSON.parse(json);
    return {
      json,
      clusterNote: renderNote(report, contextOf()),
      clusterPage: renderPage(report, contextOf()),
      terminal: await runCommand(triage, [], kubeconfig),
      recorded: await runCommand(record, ['--out', join(folder, 'recording')], kubeconfig),
      bundle: readFileSync(join(folder, 'bundle'), 'utf8'),
      recording: unpacked('recording'),
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Everything that is kept of a log, in every form in which it is shown or stored. */
function logOutputs(p: Planter, kinds: readonly string[]): Record<string, string> {
  const kept = (log: string): string => {
    const { summary, tail } = read(log, { patterns: 'all', reference: NOW });
    return [JSON.stringify(summary), summaryText(summary), JSON.stringify(tail)].join('\n');
  };
  const each = Object.entries(WRITERS).flatMap(([format, write]) => {
    const messages = kinds.map((kind) => write(p.text(kind, `log: ${format}`)));
    return [...messages.map((message) => kept(lines(message))), kept(lines(...messages))];
  });
  return { logs: each.join('\n') };
}

/** The shapes in which a monitoring tool hands an alert to PagerDuty. */
function alertDetails(p: Planter, kind: string): Record<string, unknown> {
  const url = (channel: string): string => `https://prometheus.example.com${p.path(kind, channel)}`;
  return {
    json: {
      firing: [
        {
          labels: {
            severity: p.text(kind, 'alert severity'),
            instance: p.text(kind, 'alert label'),
            [p.text(kind, 'alert label name')]: 'x',
          },
          annotations: { summary: p.text(kind, 'alert annotation') },
          startsAt: AT,
          generatorURL: url('alert source URL'),
        },
      ],
    },
    text: {
      firing: [
        `Value: ${p.text(kind, 'alert value').replace(/\n/g, ' ')}`,
        'Labels:',
        ` - alertname = Api`,
        ` - instance = ${p.text(kind, 'alert text label')}`,
        'Annotations:',
        ` - summary = ${p.text(kind, 'alert text annotation')}`,
        `Source: ${url('alert text source')}`,
      ].join('\n'),
    },
    flat: {
      alertname: p.text(kind, 'alert name'),
      severity: p.text(kind, 'alert flat severity'),
      value: p.text(kind, 'alert flat value'),
      url: url('alert flat URL'),
    },
    // Without an address of its own: the alert's link stands in for it.
    bare: { alertname: 'Api' },
  };
}

/** Keys of report links are drawn anew in every run, and may hold six characters of anything. */
const withoutLinks = (text: string): string => text.replace(/https:\/\/view\.example[^\s"<]*/g, '');

const playbook = playbookOf({ name: 'Shop' });
const recovered: Comparison = { recovered: 'yes', lines: [] };

/** An incident whose title holds a kind, as the webhook brings it. */
function occurrenceOf(p: Planter, kind: string): Occurrence {
  const event = {
    id: 'E1',
    event_type: 'incident.triggered',
    resource_type: 'incident',
    occurred_at: AT,
    data: {
      id: 'Q1ABCDEFGH',
      type: 'incident',
      title: p.text(kind, 'incident title'),
      html_url: 'https://example.pagerduty.com/incidents/Q1',
      status: 'triggered',
      urgency: 'high',
      created_at: AT,
      service: { id: 'PSERVICE', summary: 'Shop' },
    },
  };
  const webhook = readWebhook({ event });
  if (webhook.kind !== 'triage') throw new Error(`the webhook is not read: ${webhook.kind}`);
  return webhook.occurrence;
}

/** Plan, note and page of an incident with these alerts, as PagerDuty's API gives them. */
async function planned(occurrence: Occurrence, alerts: readonly unknown[]): Promise<Record<string, string>> {
  const logged: string[] = [];
  const ports = {
    now: () => Date.parse(NOW),
    logger: lambdaLogger('plan', (line) => void logged.push(line)),
    metrics: silentMetrics,
    store: memoryStore(),
    pagerduty: { ...fakePagerDuty().port, alerts: async () => readAlerts({ alerts }).items },
    playbooks: async () => [playbook],
    cluster: 'main',
    viewUrl: 'https://view.example',
    minuteMs: 60_000,
    mode: async () => 'full' as const,
  };
  await createHandler(async () => ports)({ occurrence, playbook: 'Shop' }, { awsRequestId: 'a' });
  const plan = await filesOf(ports.store, occurrence.name).readPlan();
  const known = { occurrence, playbook, timersRun: false };
  const context = await noteContext({ ...known, alert: plan?.alert }, 'complete', ports);
  const unplanned = await noteContext(known, 'failed', ports);
  return {
    plan: JSON.stringify(plan),
    functionLog: logged.join('\n'),
    note: withoutLinks(renderNote(healthyReport, context) + renderNote(healthyReport, unplanned)),
    page: withoutLinks(renderPage(healthyReport, context)),
  };
}

/** What is told of an incident beside its note. */
async function told(p: Planter, kind: string, occurrence: Occurrence): Promise<Record<string, string>> {
  const { title } = occurrence;
  const entry = {
    created_at: AT,
    type: 'trigger_log_entry',
    summary: p.text(kind, 'log entry'),
    agent: { id: 'A', summary: p.text(kind, 'log entry agent') },
  };
  const change = {
    timestamp: AT,
    summary: p.text(kind, 'change summary'),
    source: p.text(kind, 'change source'),
    links: [{ href: `https://ci.example.com${p.path(kind, 'change URL')}` }],
  };
  const changeEvents = async () => readChanges({ change_events: [change] }).items;
  return {
    status: statusText(recovered, title),
    call: callMessage({
      ...{ occurrence: 'Q1-1', step: 0, title, minutesOpen: 5 },
      ...{ report: undefined, reportUrl: undefined },
    }),
    timeline: renderTimeline({
      ...{ occurrence, resolvedAt: NOW, before: healthyReport, comparison: recovered, prevention: [] },
      logEntries: readLogEntries({ log_entries: [entry] }).items,
    }),
    changes: JSON.stringify(
      await collectChangeEvents({ changeEvents }, 'P1', { from: AT, to: NOW }, () => 0),
    ),
  };
}

/** What PagerDuty says, as its API and webhook say it: plan, note, page, call, status update, time line. */
async function pagerDutyOutputs(p: Planter, kinds: readonly string[]): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  const add = (made: Record<string, string>): void => {
    for (const [name, text] of Object.entries(made)) out[name] = `${out[name] ?? ''}${text}\n`;
  };
  for (const kind of kinds) {
    const occurrence = occurrenceOf(p, kind);
    for (const details of Object.values(alertDetails(p, kind))) {
      const href = `https://grafana.example.com${p.path(kind, 'alert link')}`;
      const body = { details, contexts: [{ type: 'link', href }] };
      const summary = p.text(kind, 'alert summary');
      add(await planned(occurrence, [{ id: 'A1', summary, severity: 'error', created_at: AT, body }]));
    }
    add(await told(p, kind, occurrence));
  }
  return out;
}

/** Plants every kind in every channel, and makes everything that is shown, sent or stored. */
export async function plantEverywhere(
  kinds: Kinds,
): Promise<{ readonly planted: readonly Plant[]; readonly outputs: Readonly<Record<string, string>> }> {
  const p = new Planter(kinds);
  const names = Object.keys(kinds);
  const outputs = {
    ...(await clusterOutputs(p, names)),
    ...logOutputs(p, names),
    ...(await pagerDutyOutputs(p, names)),
    redacted: names.map((kind) => redact(p.text(kind, 'text'))).join('\n'),
  };
  return { planted: p.planted, outputs };
}

/** The secrets of which a part stands in an output; a part that two secrets share tells nothing. */
export function leaksIn(planted: readonly Plant[], outputs: Readonly<Record<string, string>>): Leak[] {
  const owners = new Map<string, Plant | 'several'>();
  for (const plant of planted)
    for (const window of windowsOf(plant.secret)) {
      const known = owners.get(window);
      owners.set(window, known === undefined || known === plant ? plant : 'several');
    }
  const lengths = [...new Set([...owners.keys()].map(({ length }) => length))];
  const found = new Map<Plant, Leak>();
  for (const [output, text] of Object.entries(outputs))
    for (const length of lengths)
      for (let at = 0; at + length <= text.length; at++) {
        const plant = owners.get(text.slice(at, at + length));
        if (plant === undefined || plant === 'several' || found.has(plant)) continue;
        found.set(plant, { ...plant, output });
      }
  return [...found.values()];
}

/** Channels of which plain words arrive in no output: that no secret is found of them shows nothing. */
export async function silentChannels(): Promise<ReadonlySet<string>> {
  // Letters of one case with nothing before them that names a secret, in words that an error would have.
  const carried = (random: Random): Planted => {
    const secret = Array.from({ length: 12 }, () => 'bdfgklmnprst'[random.below(12)]).join('');
    return {
      ...{ text: `error: cannot open ${secret}`, secret, path: `/word/${secret}` },
      args: [`run-${secret}`, `--mode=${secret}`],
    };
  };
  // As many as there are log formats, each of which is written by a pod of its own.
  const kinds = Object.fromEntries(Object.keys(WRITERS).map((format) => [format, carried]));
  const { planted, outputs } = await plantEverywhere(kinds);
  const text = Object.values(outputs).join('\n');
  const heard = new Set(planted.filter(({ secret }) => text.includes(secret)).map(({ channel }) => channel));
  return new Set(planted.map(({ channel }) => channel).filter((channel) => !heard.has(channel)));
}
