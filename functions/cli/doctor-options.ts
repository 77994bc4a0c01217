import { parseOptions } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';

export const DOCTOR_HELP = `usage: firstnote doctor [OPTION...]

Checks that an installation is set up: each line is ok, or says what to do. It changes nothing, but asks PagerDuty for one
test event. What you do not name is not checked, and it says so.

Of a deployed installation, with your AWS credentials (asks its own doctor, which sees it from inside):
  --environment NAME    the stack firstnote-NAME
  --stack NAME          a stack with another name
  --region REGION       default: that of your AWS configuration

Of a cluster and a PagerDuty account, from this machine:
  --kubeconfig FILE     default: $KUBECONFIG, else ~/.kube/config
  --context NAME        default: the kubeconfig's current-context
  --namespace NAME      default: the playbook's, else the context's, else "default"
  --playbook FILE       may be given several times
  --prometheus URL      https://..., or service:NAMESPACE/NAME:PORT; default: the playbook's
  --webhook URL         where PagerDuty delivers
  --state FOLDER        the store of npm start
  PAGERDUTY_TOKEN, PAGERDUTY_FROM, PAGERDUTY_USER_ID, PAGERDUTY_WEBHOOK_SECRET, PAGERDUTY_API_URL: as for npm start

  --json                print one JSON document

exit status: 0 no fault, 1 a fault, 2 wrong usage
`;

export type DoctorOptions = {
  readonly json: boolean;
} & (
  | { readonly of: 'stack'; readonly stack: string; readonly region: string | undefined }
  | {
      readonly of: 'machine';
      readonly kubeconfig: string | undefined;
      readonly context: string | undefined;
      readonly namespace: string | undefined;
      readonly playbooks: readonly string[];
      readonly prometheus: string | undefined;
      readonly webhook: string | undefined;
      readonly state: string | undefined;
    }
);

const string = { type: 'string' } as const;
const FLAGS = {
  environment: string,
  stack: string,
  region: string,
  kubeconfig: string,
  context: string,
  namespace: { type: 'string', short: 'n' },
  playbook: { type: 'string', multiple: true },
  prometheus: string,
  webhook: string,
  state: string,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
/** Options that look from this machine. */
const OF_MACHINE = [
  'kubeconfig',
  'context',
  'namespace',
  'playbook',
  'prometheus',
  'webhook',
  'state',
] as const;

/** @throws UsageError for an unknown option, a missing value, and options that do not go together. */
export function parseDoctorOptions(argv: readonly string[]): DoctorOptions | 'help' {
  const { values } = parseOptions('doctor', argv, FLAGS);
  if (values.help) return 'help';
  const json = values.json === true;
  const { environment, region } = values;
  const stack = values.stack ?? (environment === undefined ? undefined : `firstnote-${environment}`);
  if (values.stack !== undefined && environment !== undefined)
    throw new UsageError('--environment and --stack both name the installation; give only one');
  if (stack === undefined) {
    if (region !== undefined)
      throw new UsageError('--region needs --environment or --stack: which installation is it about?');
    const { kubeconfig, context, namespace, prometheus, webhook, state, playbook: playbooks = [] } = values;
    if (webhook !== undefined && !URL.canParse(webhook))
      throw new UsageError(`--webhook "${webhook}" is not a URL; write it as https://HOST/pagerduty`);
    return {
      ...{ of: 'machine', json, kubeconfig, context, namespace, playbooks, prometheus, webhook, state },
    };
  }
  const other = OF_MACHINE.find((name) => values[name] !== undefined);
  if (other !== undefined)
    throw new UsageError(
      `--${other} looks from this machine, and the doctor of ${stack} from inside; give one or the other`,
    );
  return { of: 'stack', json, stack, region };
}
