import { parseOptions } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';
import { present } from '../model/present.ts';

/** Seconds: the first call of a playbook is after five minutes at the earliest, usually; resolved by then, it calls nobody. */
const MAX_WAIT_SECONDS = 240;
const DEFAULT_WAIT_SECONDS = 120;
const PAGERDUTY_US = 'https://api.pagerduty.com';

export const SIMULATE_HELP = `usage: firstnote simulate --service ID [OPTION...]

Tries everything once, end to end: opens a test incident in PagerDuty, waits for firstnote's note on it, prints it, and
resolves the incident. It has low urgency, says that it is a test, and is assigned to firstnote's own user, so nobody is
called; it is resolved whatever happens, even after Ctrl-C.

  --service ID          the service to open it on: one that a playbook answers for
  --from EMAIL          in whose name; default: $PAGERDUTY_FROM
  --user ID             who gets it; default: $PAGERDUTY_USER_ID; "on-call" for who is on call there
  --wait SECONDS        how long to wait for the note; default ${DEFAULT_WAIT_SECONDS}, at most ${MAX_WAIT_SECONDS}
  --url URL             send the event there, too, signed with $PAGERDUTY_WEBHOOK_SECRET: for a service that no webhook
                        subscription delivers for yet
  PAGERDUTY_TOKEN       REST API token
  PAGERDUTY_API_URL     default ${PAGERDUTY_US}

exit status: 0 the note came, 1 it did not, 2 wrong usage
`;

export interface SimulateOptions {
  readonly service: string;
  readonly from: string;
  /** undefined: who is on call. */
  readonly user: string | undefined;
  readonly waitMs: number;
  readonly token: string;
  readonly api: string;
  /** Where to send the event as well. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
}

const string = { type: 'string' } as const;
const FLAGS = {
  service: string,
  from: string,
  user: string,
  wait: string,
  url: string,
  help: { type: 'boolean', short: 'h' },
} as const;

type Env = Readonly<Record<string, string | undefined>>;

/** @throws UsageError that names the option or variable, and what it must be. */
export function parseSimulateOptions(argv: readonly string[], env: Env): SimulateOptions | 'help' {
  const { values } = parseOptions('simulate', argv, FLAGS);
  if (values.help) return 'help';
  const token = env.PAGERDUTY_TOKEN ?? '';
  const from = values.from ?? env.PAGERDUTY_FROM ?? '';
  const user = values.user ?? env.PAGERDUTY_USER_ID ?? '';
  const missing = present(
    values.service === undefined && '--service ID',
    token === '' && 'PAGERDUTY_TOKEN in the environment',
    from === '' && '--from EMAIL',
    user === '' && '--user ID',
  );
  if (missing.length > 0)
    throw new UsageError(`${missing.join(', ')} is missing; see: firstnote simulate --help`);
  return {
    service: values.service ?? '',
    from,
    user: user === 'on-call' ? undefined : user,
    waitMs: 1_000 * waitOf(values.wait),
    token,
    api: env.PAGERDUTY_API_URL || PAGERDUTY_US,
    webhook: webhookOf(values.url, env),
  };
}

function waitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_WAIT_SECONDS;
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= MAX_WAIT_SECONDS))
    throw new UsageError(
      `--wait "${text}" must be a number of seconds, at most ${MAX_WAIT_SECONDS}: after five minutes people are called`,
    );
  return seconds;
}

function webhookOf(url: string | undefined, env: Env): SimulateOptions['webhook'] {
  if (url === undefined) return undefined;
  if (!URL.canParse(url))
    throw new UsageError(`--url "${url}" is not a URL; write it as https://HOST/pagerduty`);
  const secret = env.PAGERDUTY_WEBHOOK_SECRET?.split(',')[0]?.trim() ?? '';
  if (secret === '')
    throw new UsageError('--url needs PAGERDUTY_WEBHOOK_SECRET in the environment to sign the event');
  return { url, secret };
}
