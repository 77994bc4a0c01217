import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import type { Random } from '../../../bench/random.ts';
import { filesOf } from '../../../functions/actions/files.ts';
import { run as record } from '../../../functions/cli/record.ts';
import { run as triage } from '../../../functions/cli/triage.ts';
import { readAlerts, readChanges, readLogEntries } from '../../../functions/clients/pagerduty/answers.ts';
import { collectChangeEvents } from '../../../functions/collect/change-events.ts';
import { callMessage } from '../../../functions/incidents/escalation/message.ts';
import type { Occurrence } from '../../../functions/incidents/incident.ts';
import type { Command } from '../../../functions/local/io.ts';
import { summaryText } from '../../../functions/logs/summary-text.ts';
import type { Comparison } from '../../../functions/model/recovery.ts';
import type { Report } from '../../../functions/model/report.ts';
import { createHandler } from '../../../functions/plan/handler.ts';
import { startRecordingServer } from '../../../functions/recordings/recording-server.ts';
import { redact } from '../../../functions/redaction/redact.ts';
import { noteContext } from '../../../functions/runtime/context.ts';
import { lambdaLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { renderNote } from '../../../functions/writing/note/note.ts';
import { statusText } from '../../../functions/writing/note/recovery-text.ts';
import { renderPage } from '../../../functions/writing/page/page.ts';
import { renderTimeline } from '../../../functions/writing/time-line/time-line.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { fakePagerDuty } from '../../support/pagerduty.ts';
import { kubeconfigFor, recordingOf } from '../../support/recording.ts';
import { contextOf, healthyReport, playbookOf } from '../../support/report.ts';
import { lines, read } from '../logs/read.ts';
import { WRITERS } from '../logs/secrets.ts';
import { rawLists } from './planted-cluster.ts';
import { alertDetails, occurrenceOf } from './planted-incident.ts';
import { type Kinds, type Plant, Planter } from './planter.ts';
import type { Planted } from './secret-kinds.ts';

const AT = '2026-11-25T13:58:00Z';
const NOW = '2026-11-25T14:00:00Z';

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

/** Keys of report links are drawn anew in every run, and may hold six characters of anything. */
const withoutLinks = (text: string): string => text.replace(/https:\/\/view\.example[^\s"<]*/g, '');

const playbook = playbookOf({ name: 'Shop' });
const recovered: Comparison = { recovered: 'yes', facts: [] };

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
