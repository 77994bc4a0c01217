import type { FunctionName, FunctionsOf, LambdaName } from './lambdas.ts';

/** Environment variables that the stack sets and the functions read (functions/runtime/settings.ts). */
export const ENV = {
  /** Name of this installation, as its own metrics have it: the stack's. */
  installation: 'INSTALLATION',
  /** Where state lies: "s3://BUCKET", or "file:///FOLDER" for a host without AWS. */
  storeUrl: 'STORE_URL',
  /** The state machine that the webhook starts. */
  stateMachineArn: 'STATE_MACHINE_ARN',
  /** PagerDuty's REST API; the US and EU service regions differ. */
  pagerdutyUrl: 'PAGERDUTY_API_URL',
  /** E-mail of an account user: the From header of notes and escalations. */
  pagerdutyFrom: 'PAGERDUTY_FROM',
  /** Id of that user: people are called in this name. */
  pagerdutyUser: 'PAGERDUTY_USER_ID',
  /** Name or ARN of the Secrets Manager secret that holds the REST API token. */
  pagerdutyTokenSecret: 'PAGERDUTY_TOKEN_SECRET_ID',
  /** Name or ARN of the secret that holds the webhook secrets, separated by commas while one is rotated. */
  webhookSecretsSecret: 'PAGERDUTY_WEBHOOK_SECRET_ID',
  /** EKS cluster that is looked at when the playbook names none. */
  clusterName: 'CLUSTER_NAME',
  /** EKS clusters that may be looked at, separated by commas, that one first. */
  clusterNames: 'CLUSTER_NAMES',
  /** Those of them that are in another account or region (contracts/clusters.ts). */
  clustersElsewhere: 'CLUSTERS_ELSEWHERE',
  /** Base address of the report pages, without a slash at its end. */
  viewUrl: 'VIEW_URL',
  /** Where the webhook subscription delivers. Only the doctor is told: its host must stand in no note and no page. */
  webhookUrl: 'WEBHOOK_URL',
  /** The addresses and ranges that the webhook lets in, with commas between them; absent: anybody. */
  ingress: 'INGRESS',
  prometheusUrl: 'PROMETHEUS_URL',
  /** Set where the installation has a function that may run programs in pods: its name after the installation's. */
  exec: 'EXEC_FUNCTION',
  /** How much is done (contracts/mode.ts), where nothing is set in the store. */
  mode: 'MODE',
  /** Length of a minute, ms: 60000; a test may run minutes as seconds. */
  minuteMs: 'MINUTE_MS',
} as const;
export type Setting = keyof typeof ENV;

/**
 * `must`: the stack gives it always; `may`: where the configuration has it; `elsewhere`: never by the stack, but a test
 * of the deployed bundles may.
 */
type Given = 'must' | 'may' | 'elsewhere';

const ALL = { installation: 'must' } as const;
const STORE = { storeUrl: 'must' } as const;
const PAGERDUTY = {
  pagerdutyUrl: 'must',
  pagerdutyFrom: 'must',
  pagerdutyUser: 'must',
  pagerdutyTokenSecret: 'must',
} as const;
const MODE = { mode: 'must' } as const;
const NOTE = { ...MODE, viewUrl: 'must', minuteMs: 'elsewhere' } as const;
const CLUSTERS = { clustersElsewhere: 'may', prometheusUrl: 'may' } as const;
const COLLECT = { ...ALL, ...STORE, ...CLUSTERS } as const;

/**
 * What each function is given, and nothing else: the stack builds each environment from this table, and a function can
 * read only what stands here (test/infra/environment.test.ts holds the template and the bundles to it).
 */
export const ENVIRONMENT = {
  webhook: {
    ...{ ...ALL, ...STORE, ...MODE, stateMachineArn: 'must', webhookSecretsSecret: 'must' },
    minuteMs: 'elsewhere',
  },
  plan: { ...ALL, ...STORE, ...PAGERDUTY, clusterName: 'must' },
  collect: { ...COLLECT, ...PAGERDUTY },
  /** It reads what strangers may have written, logs: no way to PagerDuty. */
  'collect-logs': COLLECT,
  /** It runs programs in pods: no way to PagerDuty either. */
  'collect-exec': COLLECT,
  report: { ...ALL, ...STORE, ...PAGERDUTY, ...NOTE },
  escalate: { ...ALL, ...STORE, ...PAGERDUTY, ...NOTE },
  recover: { ...ALL, ...STORE, ...PAGERDUTY, ...NOTE },
  view: { ...ALL, ...STORE, ...MODE, minuteMs: 'elsewhere' },
  doctor: {
    ...{ ...ALL, ...STORE, ...PAGERDUTY, webhookSecretsSecret: 'must', webhookUrl: 'must' },
    ...{ ...CLUSTERS, clusterNames: 'must', exec: 'may', ingress: 'may' },
  },
} as const satisfies Readonly<Record<FunctionName, Readonly<Partial<Record<Setting, Given>>>>>;

type Table = typeof ENVIRONMENT;
/** The settings that every one of these functions is given in this way. */
type GivenTo<Name extends FunctionName, As extends Given> = {
  [Key in Setting]: Table[Name] extends Readonly<Record<Key, As>> ? Key : never;
}[Setting];
type AnyOf<Name extends FunctionName> = Name extends FunctionName ? keyof Table[Name] : never;

/** What the code of a bundle can count on, in whichever of its functions it runs. */
export type Certain<Lambda extends LambdaName> = GivenTo<FunctionsOf<Lambda>, 'must'>;
/** What it may find, there or in another of its functions. */
export type Possible<Lambda extends LambdaName> = AnyOf<FunctionsOf<Lambda>>;

/** What the stack has to know in order to make a function's environment; undefined: this installation has none. */
export type ValuesFor<Name extends FunctionName> = Readonly<
  Record<GivenTo<Name, 'must'>, string> & Record<GivenTo<Name, 'may'>, string | undefined>
>;
