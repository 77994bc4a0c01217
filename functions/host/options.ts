import { parseOptions } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';

/** Where PagerDuty's incidents come from and notes go to. */
export type PagerDutyChoice =
  /** A stand-in in this process, with an incident of its own. */
  | { readonly kind: 'stand-in' }
  /** The real one: `npm start` is a full installation. */
  | {
      readonly kind: 'account';
      readonly token: string;
      readonly webhookSecret: string;
      readonly from: string;
      readonly user: string;
      readonly url: string;
    };

export interface StartOptions {
  readonly once: boolean;
  /** 0 takes a free port. */
  readonly port: number;
  /** undefined: a recording of a cluster with a fault in it. */
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly workload: string | undefined;
  readonly playbook: string | undefined;
  readonly prometheus: string | undefined;
  /** ms. */
  readonly minuteMs: number;
  /** Folder of a full installation's state; undefined: .firstnote in the checkout. */
  readonly state: string | undefined;
  /** Where notes link to, without a slash at its end; undefined: this machine. */
  readonly publicUrl: string | undefined;
  readonly pagerduty: PagerDutyChoice;
}

const DEFAULT_PORT = 8086;
const PAGERDUTY_US = 'https://api.pagerduty.com';

export const START_HELP = `usage: npm start -- [OPTION...]

Runs firstnote on this machine: the functions and the state machine that are deployed, a folder instead of S3.
Without options it needs nothing: it has a recording of a faulty cluster, a stand-in for PagerDuty and one incident.

  --once                end after the note and the escalations
  --port PORT           of the page and the webhook, on 127.0.0.1; default ${DEFAULT_PORT}, 0 takes a free one
  --public-url URL      https://..., where responders reach this host (a proxy of yours); notes link there. Without it
                        their links work on this machine only
  --kubeconfig FILE     look at a live cluster instead of the recording
  --context NAME        default: the kubeconfig's current-context
  --namespace NAME      default: the playbook's
  --workload KIND/NAME  deployment/api; default: the playbook's
  --playbook FILE       default: playbooks/
  --prometheus URL      https://..., or service:NAMESPACE/NAME:PORT to go through the API server
  --minute SECONDS      how long a minute runs; default 1, and 60 with a real PagerDuty account
  --state FOLDER        where a real account's executions, evidence and reports are kept, for one process;
                        what was running resumes at the next start; default .firstnote

With a real PagerDuty account (it then takes real webhooks, at /pagerduty, and makes no incident of its own):
  PAGERDUTY_TOKEN           REST API token
  PAGERDUTY_WEBHOOK_SECRET  of the webhook subscription; several separated by commas
  PAGERDUTY_FROM            e-mail of the user in whose name notes are written
  PAGERDUTY_USER_ID         id of that user ("PABC123")
  PAGERDUTY_API_URL         default ${PAGERDUTY_US}; https://api.eu.pagerduty.com in the EU service region

exit status: 0 ended as asked, 1 the incident could not be handled, 2 wrong usage
`;

const string = { type: 'string' } as const;
const FLAGS = {
  once: { type: 'boolean' },
  port: string,
  kubeconfig: string,
  context: string,
  namespace: { type: 'string', short: 'n' },
  workload: string,
  playbook: string,
  prometheus: string,
  minute: string,
  state: string,
  'public-url': string,
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws UsageError that names the option or variable, and what it must be. */
export function parseStartOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions | 'help' {
  const { values } = parseOptions('start', argv, FLAGS, { help: 'npm start -- --help' });
  if (values.help) return 'help';
  const pagerduty = readPagerDuty(env);
  const real = pagerduty.kind === 'account';
  if (real && values.once)
    throw new UsageError(
      '--once ends after the incident of the stand-in; with a PagerDuty account there is none',
    );
  for (const flag of ['context', 'prometheus'] as const) {
    if (values[flag] !== undefined && values.kubeconfig === undefined)
      throw new UsageError(`--${flag} needs --kubeconfig: the recording has none`);
  }
  return {
    once: values.once === true,
    port: readNumber('--port', values.port, DEFAULT_PORT, { from: 0, to: 65_535, whole: true }),
    kubeconfig: values.kubeconfig,
    context: values.context,
    namespace: values.namespace,
    workload: values.workload,
    playbook: values.playbook,
    prometheus: values.prometheus,
    minuteMs:
      1000 * readNumber('--minute', values.minute, real ? 60 : 1, { from: 0.05, to: 600, whole: false }),
    state: values.state,
    publicUrl: readPublicUrl(values['public-url']),
    pagerduty,
  };
}

function readPagerDuty(env: Readonly<Record<string, string | undefined>>): PagerDutyChoice {
  const names = {
    token: 'PAGERDUTY_TOKEN',
    webhookSecret: 'PAGERDUTY_WEBHOOK_SECRET',
    from: 'PAGERDUTY_FROM',
    user: 'PAGERDUTY_USER_ID',
  } as const;
  const missing = Object.values(names).filter((name) => !env[name]);
  if (!env[names.token] && !env[names.webhookSecret]) return { kind: 'stand-in' };
  if (missing.length > 0)
    throw new UsageError(
      `a PagerDuty account needs ${missing.join(' and ')} too (npm start -- --help says what each is)`,
    );
  return {
    kind: 'account',
    token: env[names.token] ?? '',
    webhookSecret: env[names.webhookSecret] ?? '',
    from: env[names.from] ?? '',
    user: env[names.user] ?? '',
    url: env.PAGERDUTY_API_URL || PAGERDUTY_US,
  };
}

/** @throws UsageError for what is no origin: a path would be lost, and a password would stand in every note. */
function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || `${url.origin}/` !== url.href)
    throw new UsageError(
      `--public-url "${text}" must be an address without a path: https://firstnote.example.com`,
    );
  return url.origin;
}

function readNumber(
  flag: string,
  text: string | undefined,
  otherwise: number,
  { from, to, whole }: { from: number; to: number; whole: boolean },
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() === '' || !(value >= from && value <= to) || (whole && !Number.isInteger(value)))
    throw new UsageError(`${flag} "${text}" must be a ${whole ? 'whole ' : ''}number from ${from} to ${to}`);
  return value;
}
