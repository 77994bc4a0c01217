import * as z from 'zod/mini';
import type { ExecPort } from '../clients/exec/port.ts';
import type { KubernetesFailure } from '../clients/kubernetes/port.ts';
import type { DependencyState, Evidence, EvidenceSet } from '../model/evidence.ts';
import type { Pod } from '../model/kubernetes/objects.ts';
import { record, text } from '../model/lenient.ts';
import type { Target } from '../model/report.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { redact } from '../redaction/redact.ts';
import type { Question } from '../servers/server.ts';
import type { CollectContext, Collector } from './collector.ts';
import { questionsFor } from './dependency-questions.ts';
import { failedEvidence } from './list-collector.ts';
import { EXEC_RULE } from './probes.ts';

/** ms; a database that does not answer is given 2 s by the question itself. */
const STATE_DEADLINE_MS = 5_000;

type Dependency = Playbook['dependencies'][number];
type Outcome = { readonly state: DependencyState } | { readonly failure: KubernetesFailure };

const hasLabels = (pod: Pod, labels: Readonly<Record<string, string>>): boolean =>
  Object.entries(labels).every(([key, value]) => pod.metadata.labels[key] === value);

/** "app=postgresql,tier=db" as labels; a selector of another form matches by nothing. */
function labelsOf(selector: string): Record<string, string> | undefined {
  const pairs = selector.split(',').map((term) => /^\s*([^=!\s]+)\s*==?\s*([^=!\s]*)\s*$/.exec(term));
  if (pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

/** A running pod of a dependency, by the playbook's selector, else by its Service's. */
function podOf(dependency: Dependency, earlier: EvidenceSet, target: Target): Pod | undefined {
  const namespace = dependency.namespace ?? target.namespace;
  const service = earlier.services?.data?.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === dependency.service,
  );
  const labels = dependency.selector === undefined ? service?.spec.selector : labelsOf(dependency.selector);
  if (labels === undefined || Object.keys(labels).length === 0) return undefined;
  return earlier.pods?.data?.find(
    (pod) => pod.metadata.namespace === namespace && pod.status.phase === 'Running' && hasLabels(pod, labels),
  );
}

const redactRow = (row: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, redact(value)]));

/** One question to one dependency, asked in a pod of it. */
interface Asked {
  readonly dependency: string;
  readonly pod: Pod;
  readonly question: Question;
}

async function ask(
  exec: ExecPort,
  { dependency, pod, question }: Asked,
  signal: AbortSignal,
): Promise<Outcome> {
  const answer = await exec.run({
    namespace: pod.metadata.namespace,
    pod: pod.metadata.name,
    container: pod.spec.containers[0]?.name ?? '',
    command: question.command,
    signal,
  });
  if (!answer.ok) return { failure: answer.failure };
  const { stdout, stderr, exitCode } = answer.value;
  const rows = question.read(stdout);
  // What it refuses with ("too many clients already") tells as much as an answer.
  const refused =
    rows.length === 0 || exitCode !== 0 ? [{ error: (stderr || stdout).trim().slice(0, 300) }] : [];
  const from = `pod ${pod.metadata.name}`;
  return {
    state: { dependency, asked: question.asked, from, rows: [...rows, ...refused].map(redactRow) },
  };
}

/** https://status.atlassian.com/api/v2#status, which most hosted status pages answer. */
const statusPage = record({ status: record({ indicator: text, description: text }) });

async function readPages({ pages, playbook, signal }: CollectContext): Promise<DependencyState[]> {
  if (pages === undefined || !playbook.allow.statusPages) return [];
  const read = await Promise.all(
    playbook.external.map(async ({ name, statusPage: page }): Promise<DependencyState[]> => {
      if (page === undefined) return [];
      const url = /\.json$/.test(page) ? page : `${page.replace(/\/$/, '')}/api/v2/status.json`;
      const body = await pages.read(url, signal);
      try {
        const { status } = z.parse(statusPage, JSON.parse(body ?? ''));
        if (status.indicator === '' && status.description === '') return [];
        return [{ dependency: name, asked: 'status page', from: page, rows: [redactRow(status)] }];
      } catch {
        // A page that is not of this form says nothing, neither good nor bad.
        return [];
      }
    }),
  );
  return read.flat();
}

/** What dependencies say of themselves: by exec in their own pods where the playbook allows it, and status pages. */
export const dependencystate: Collector<'dependencystate'> = {
  name: 'dependencystate',
  rbac: [EXEC_RULE],
  optional: 'exec',
  stage: 'slow',
  deadlineMs: STATE_DEADLINE_MS,
  async collect(context): Promise<Evidence<'dependencystate'>> {
    const { exec, playbook, earlier, target, signal } = context;
    const asking = playbook.dependencies.flatMap((dependency) => {
      const pod = exec && playbook.allow.exec ? podOf(dependency, earlier, target) : undefined;
      if (exec === undefined || pod === undefined) return [];
      return questionsFor(pod, dependency.port).map((question) =>
        ask(exec, { dependency: dependency.name, pod, question }, signal),
      );
    });
    const [pages, ...outcomes] = await Promise.all([readPages(context), ...asking]);
    const data = [...outcomes.flatMap((outcome) => ('state' in outcome ? [outcome.state] : [])), ...pages];
    const failures = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : []));
    const [first] = failures;
    const none = { collector: 'dependencystate', ms: 0 } as const;
    if (first !== undefined) {
      const { failure: _unreachable, ...failed } = failedEvidence(first, EXEC_RULE, 'the pod is gone');
      return data.length === 0
        ? { ...none, ...failed }
        : { ...none, status: 'truncated', detail: failed.detail, data };
    }
    return { ...none, status: data.length === 0 ? 'empty' : 'ok', detail: '', data };
  },
};
