import { createKubernetesClient } from '../clients/kubernetes/http.ts';
import type { KubernetesPort } from '../clients/kubernetes/port.ts';
import { mapBounded } from '../collectors/bounded.ts';
import { COLLECTORS } from '../collectors/index.ts';
import { selectLogs } from '../collectors/log-selection.ts';
import { collectEvidence } from '../collectors/run.ts';
import type { Command, Io } from '../local/io.ts';
import { loadKubeconfig } from '../local/kubeconfig/load.ts';
import { parseOptions } from '../local/options.ts';
import { defaultPlaybook } from '../local/read-playbook.ts';
import { chooseTarget } from '../local/target.ts';
import { UsageError } from '../local/usage-error.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Evidence } from '../model/evidence.ts';
import {
  type RecordedList,
  type RecordedLog,
  type Recording,
  writeRecording,
} from '../recordings/recording.ts';
import { redact } from '../redaction/redact.ts';
import { assertCollected } from './reachable.ts';

const HELP = `usage: firstnote record --out FILE [--kubeconfig FILE] [--context NAME] [--namespace NAME]

Saves what a cluster's API answers to every collector, and the logs that would be read, redacted: values of ConfigMaps
and Secrets are dropped. The recording can be served again as a Kubernetes API (npm start).
`;

const string = { type: 'string' } as const;
const FLAGS = {
  out: string,
  kubeconfig: string,
  context: string,
  namespace: { type: 'string', short: 'n' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Logs reach this far back, ms: twice a triage's window, so that its baseline is there too. */
const LOG_AGE_MS = 60 * 60_000;
/** Bytes of one log's text, at most; a recording stays a few hundred kilobytes. */
const MAX_LOG_BYTES = 2 * 1024 * 1024;
const PARALLEL_LOGS = 4;
/** ms; a person waits for it, not a page. */
const DEADLINE_MS = 60_000;

/** "api/v1/pods": where a collector's list is served. */
const listPathOf = (apiVersion: string, resource: string): string =>
  `${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}/${resource}`;

function recordedList(evidence: Evidence | undefined): RecordedList {
  if (evidence?.data !== undefined) return { items: evidence.data };
  if (evidence?.status === 'forbidden') return { status: 403, message: `forbidden: ${evidence.detail}` };
  if (evidence?.absent) return { status: 404, message: evidence.detail };
  return { status: 500, message: evidence?.detail ?? 'not asked for' };
}

const keyOf = (item: unknown): string => {
  const { metadata } = item as { metadata?: { namespace?: string; name?: string } };
  return `${metadata?.namespace}/${metadata?.name}`;
};

/** Collectors that list the same resource, in other namespaces, are folded into one list. */
function recordLists(bundle: Bundle): Record<string, RecordedList> {
  const lists: Record<string, RecordedList> = {};
  for (const { name, lists: listed } of COLLECTORS) {
    if (listed === undefined) continue;
    const path = listPathOf(listed.apiVersion, listed.resource);
    const list = recordedList(bundle.evidence[name]);
    const known = lists[path];
    if (known === undefined || !('items' in known)) lists[path] = list;
    else if ('items' in list) {
      const items = new Map([...known.items, ...list.items].map((item) => [keyOf(item), item]));
      lists[path] = { items: [...items.values()] };
    }
  }
  return lists;
}

async function recordLogs(
  kubernetes: KubernetesPort,
  bundle: Bundle,
  signal: AbortSignal,
): Promise<RecordedLog[]> {
  const { requests } = selectLogs({
    evidence: bundle.evidence,
    target: bundle.target,
    window: bundle.window,
  });
  const sinceTime = new Date(Date.parse(bundle.window.to) - LOG_AGE_MS).toISOString();
  const logs = await mapBounded(requests, PARALLEL_LOGS, async (request): Promise<RecordedLog[]> => {
    const { namespace, pod, container, previous, tailLines, sinceWindow } = request;
    const answer = await kubernetes.log({
      ...{ namespace, pod, container, previous, tailLines, signal },
      limitBytes: MAX_LOG_BYTES,
      timestamps: true,
      ...(sinceWindow ? { sinceTime } : {}),
    });
    if (!answer.ok) return [];
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.value) chunks.push(chunk);
    return [{ namespace, pod, container, previous, text: redact(Buffer.concat(chunks).toString('utf8')) }];
  });
  return logs.flat();
}

async function record(
  options: { kubeconfig?: string; context?: string; namespace?: string },
  io: Io,
): Promise<Recording> {
  const { access, namespace: contextNamespace } = await loadKubeconfig({
    file: options.kubeconfig,
    context: options.context,
    env: io.env,
    terminal: io.interactive,
  });
  const target = chooseTarget({
    cluster: access.name,
    namespace: options.namespace,
    workload: undefined,
    playbook: undefined,
    contextNamespace,
  });
  const now = io.now();
  const kubernetes = createKubernetesClient(access);
  try {
    const bundle = await collectEvidence({
      collectors: COLLECTORS.filter((collector) => collector.lists !== undefined),
      kubernetes,
      target,
      playbook: defaultPlaybook(target.namespace),
      window: { from: new Date(now.getTime() - LOG_AGE_MS).toISOString(), to: now.toISOString() },
      generatedAt: now.toISOString(),
      clock: () => performance.now(),
      totalDeadlineMs: DEADLINE_MS,
    });
    assertCollected(bundle.evidence, target);
    return {
      version: 1,
      recordedAt: now.toISOString(),
      cluster: access.name,
      namespace: target.namespace,
      lists: recordLists(bundle),
      logs: await recordLogs(kubernetes, bundle, AbortSignal.timeout(DEADLINE_MS)),
    };
  } finally {
    kubernetes.close();
  }
}

/** `firstnote record`. */
export const run: Command = async (argv, io) => {
  const { values } = parseOptions('record', argv, FLAGS);
  if (values.help) {
    io.stdout(HELP);
    return 0;
  }
  if (values.out === undefined) throw new UsageError('name the file to write: --out FILE');
  const recording = await record(values, io);
  await writeRecording(values.out, recording);
  io.stderr(`recorded ${Object.keys(recording.lists).length} lists and ${recording.logs.length} logs\n`);
  return 0;
};
