import { parseOptions, parseTime } from '../local/options.ts';

/** The options of `firstnote triage`; they are part of the report's contract. */
export interface TriageOptions {
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly workload: string | undefined;
  readonly alert: string | undefined;
  readonly at: Date | undefined;
  readonly playbook: string | undefined;
  readonly prometheus: string | undefined;
  readonly signals: string | undefined;
  readonly bundle: string | undefined;
  /** True to print how the causes came to be. */
  readonly explain: boolean;
  readonly json: boolean;
}

export const TRIAGE_HELP = `usage: firstnote triage [OPTION...]

Looks at a cluster, names what is broken and prints the note. Reads only; nothing in the cluster is changed.

  --kubeconfig FILE     default: $KUBECONFIG, else ~/.kube/config
  --context NAME        default: the kubeconfig's current-context
  --namespace NAME      default: the playbook's, else the context's, else "default"
  --workload KIND/NAME  deployment/api; without it the whole namespace is looked at
  --alert NAME          the alert that fired
  --at TIME             look at the 30 minutes before this time (2026-11-25T14:03:22Z), and at nothing after; default now
  --playbook FILE       what belongs to the system: dependencies, external services, escalation
  --prometheus URL      https://..., or service:NAMESPACE/NAME:PORT to go through the API server
  --signals FILE        {signal: PromQL} as JSON, each query with one series per workload
  --bundle FILE         save the evidence, redacted; "firstnote replay FILE" makes the same report of it
  --explain             print how the causes came to be: each finding, its points, what it gave way to and why
  --json                print the report as one JSON document

exit status: 0 a report was made, 1 nothing could be collected, 2 wrong usage
`;

const string = { type: 'string' } as const;
const FLAGS = {
  kubeconfig: string,
  context: string,
  namespace: { type: 'string', short: 'n' },
  workload: string,
  alert: string,
  at: string,
  playbook: string,
  prometheus: string,
  signals: string,
  bundle: string,
  explain: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws UsageError for an unknown option, a missing value, or a time that is none. */
export function parseTriageOptions(argv: readonly string[]): TriageOptions | 'help' {
  const { values } = parseOptions('triage', argv, FLAGS);
  if (values.help) return 'help';
  return {
    kubeconfig: values.kubeconfig,
    context: values.context,
    namespace: values.namespace,
    workload: values.workload,
    alert: values.alert,
    at: values.at === undefined ? undefined : parseTime('--at', values.at),
    playbook: values.playbook,
    prometheus: values.prometheus,
    signals: values.signals,
    bundle: values.bundle,
    explain: values.explain === true,
    json: values.json === true,
  };
}
