import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { parse } from 'yaml';
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { MODES } from '../functions/contracts/mode.ts';
import { present } from '../functions/model/present.ts';
import { ConfigError } from './config-error.ts';

const matching = (pattern: RegExp, what: string) =>
  z.string().check(z.regex(pattern, { error: `must be ${what}` }));
const emailAddress = matching(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'an e-mail address');

const arnOf = (service: string, resource: string, what: string) =>
  matching(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:${resource}$`), what);

const network = z.strictObject({
  subnets: z
    .array(matching(/^subnet-[0-9a-f]+$/, 'a subnet id ("subnet-...")'))
    .check(z.minLength(1, { error: 'must name at least one private subnet' })),
  securityGroups: z
    .array(matching(/^sg-[0-9a-f]+$/, 'a security group id ("sg-...")'))
    .check(z.minLength(1, { error: 'must name at least one security group' })),
});

/** Complete, with the six characters that Secrets Manager added: a policy names exactly this one. */
const secret = matching(
  /^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}|[\w/+=.@-]{1,512})$/,
  'the name of a secret, or its whole ARN ("arn:aws:secretsmanager:...:secret:NAME-a1B2c3")',
);

const account = matching(/^\d{12}$/, "an AWS account's 12 digits, in quotes");
const region = matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region ("eu-central-1")');

/** "203.0.113.7", "203.0.113.0/24": what a policy may compare an address with. */
const isRange = (text: string): boolean => {
  const [address = '', bits = '32', ...more] = text.split('/');
  return more.length === 0 && isIPv4(address) && /^([12]?\d|3[0-2])$/.test(bits);
};

const ingress = z
  .strictObject({
    from: z._default(
      z.enum(['anywhere', 'pagerduty'], { error: 'must be anywhere or pagerduty' }),
      'anywhere',
    ),
    alsoFrom: z._default(
      z.array(
        z.string().check(z.refine(isRange, { error: 'must be an IPv4 address or range ("203.0.113.0/24")' })),
      ),
      [],
    ),
    oldAddress: z._default(z.boolean({ error: 'must be true or false' }), false),
  })
  .check(
    z.refine(({ from, alsoFrom }) => from === 'pagerduty' || alsoFrom.length === 0, {
      error: 'names addresses in alsoFrom, and lets everybody in: say "from: pagerduty", too',
    }),
  );

/** A cluster's name alone is enough. */
const cluster = z.pipe(
  z.transform((given) => (typeof given === 'string' ? { name: given } : given)),
  z.strictObject({
    name: matching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, "an EKS cluster's name"),
    account: z.optional(account),
    region: z.optional(region),
    vpc: z.optional(network),
    assumeRoleArn: z.optional(
      matching(
        /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
        'the ARN of a role ("arn:aws:iam::...:role/...")',
      ),
    ),
  }),
);

const alarms = z
  .strictObject({
    email: z.optional(emailAddress),
    url: z.optional(matching(/^https:\/\/\S+$/, 'an https address')),
    topicArn: z.optional(arnOf('sns', '[\\w-]{1,256}', 'the ARN of an SNS topic ("arn:aws:sns:...")')),
  })
  .check(
    z.refine((targets) => Object.values(targets).some((target) => target !== undefined), {
      error: 'must have at least one of email, url, topicArn: an alarm that tells nobody is none',
    }),
  );

const tags = z.record(z.string(), matching(/^.{0,256}$/, 'text of at most 256 characters')).check(
  z.refine((given) => Object.keys(given).every((key) => /^(?!aws:).{1,128}$/.test(key)), {
    error: 'keys must have 1 to 128 characters, and must not begin with "aws:"',
  }),
);

/** One installation of firstnote: what differs between environments. infra/props.ts says what each field means. */
const configSchema = z.strictObject({
  /** The stack's name is firstnote-ENVIRONMENT. */
  environment: matching(/^[a-z][a-z0-9-]{0,19}$/, 'lower-case letters, digits and dashes, at most 20'),
  account,
  region,
  pagerduty: z.strictObject({
    from: emailAddress,
    user: matching(/^P[A-Z0-9]{3,19}$/, 'the id of a PagerDuty user ("PABC123")'),
    serviceRegion: z._default(z.enum(['us', 'eu']), 'us'),
    tokenSecret: z.optional(secret),
    webhookSecrets: z.optional(secret),
  }),
  clusters: z.array(cluster).check(
    z.minLength(1, { error: 'must name at least one EKS cluster' }),
    z.refine((given) => new Set(given.map(({ name }) => name)).size === given.length, {
      error: 'names a cluster twice',
    }),
  ),
  accessEntries: z._default(z.boolean({ error: 'must be true or false' }), true),
  exec: z._default(z.boolean({ error: 'must be true or false' }), false),
  vpc: z.optional(network),
  prometheusUrl: z.optional(matching(/^https?:\/\/\S+$/, 'an http or https address')),
  alarms,
  domain: z.optional(
    z.strictObject({
      name: matching(
        /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
        'a host\'s name ("firstnote.example.com")',
      ),
      certificateArn: arnOf('acm', 'certificate/[0-9a-f-]+', 'the ARN of a certificate ("arn:aws:acm:...")'),
    }),
  ),
  ingress: z.optional(ingress),
  /** The playbooks of this installation, checked at build and synth; "firstnote playbook push" puts them into its store. */
  playbooks: z._default(
    z.array(matching(/^[\w./-]+\.ya?ml$/, 'a YAML file of this checkout ("playbooks/api.yaml")')),
    [],
  ),
  kmsKey: z.optional(
    matching(
      /^(own|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}))$/,
      '"own", or the ARN of a key ("arn:aws:kms:...:key/...")',
    ),
  ),
  permissionsBoundary: z.optional(
    matching(
      /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
      'the ARN of a managed policy ("arn:aws:iam::...:policy/...")',
    ),
  ),
  /** CloudWatch allows only these for logs, and the objects follow. */
  retentionDays: z._default(
    z.union([z.literal(14), z.literal(30), z.literal(60), z.literal(90), z.literal(180), z.literal(365)], {
      error: 'must be 14, 30, 60, 90, 180 or 365',
    }),
    90,
  ),
  mode: z._default(z.enum(MODES, { error: `must be one of ${MODES.join(', ')}` }), 'full'),
  /** On every resource that can have some. */
  tags: z._default(tags, {}),
  /** Keeps the stack from being deleted until somebody turns this off. */
  terminationProtection: z._default(z.boolean({ error: 'must be true or false' }), false),
});
export type Config = z.infer<typeof configSchema>;

/** Reads a configuration from YAML text; `source` is what its faults name. Throws a ConfigError. */
export function parseConfig(text: string, source: string): Config {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw new ConfigError(source, [`is no YAML: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const result = configSchema.safeParse(raw, { error: en().localeError });
  const faults = result.success
    ? clusterFaults(result.data)
    : result.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`);
  if (faults.length > 0 || !result.success) throw new ConfigError(source, faults);
  return result.data;
}

/**
 * A cluster of another account can be reached by a role of that account only; the first one is what is looked at from
 * where nothing else is said.
 */
const clusterFaults = ({ account: own, clusters }: Config): readonly string[] =>
  present(
    clusters[0]?.vpc !== undefined &&
      'clusters[0].vpc: say it of the installation ("vpc"), which the first cluster is in',
    ...clusters.flatMap(({ account: theirs = own, assumeRoleArn }, index) => {
      const place = `clusters[${index}].assumeRoleArn`;
      if (assumeRoleArn === undefined)
        return theirs === own ? [] : [`${place}: is missing: the cluster is in another account`];
      const [, , , , ofRole] = assumeRoleArn.split(':');
      return theirs !== own && ofRole !== theirs ? [`${place}: must be a role of the account ${theirs}`] : [];
    }),
  );

/** Reads infra/environments/ENVIRONMENT.yaml. Throws a ConfigError. */
export function loadConfig(environment: string): Config {
  const name = `infra/environments/${environment}.yaml`;
  let text: string;
  try {
    text = readFileSync(new URL(`environments/${environment}.yaml`, import.meta.url), 'utf8');
  } catch {
    throw new ConfigError(name, ['does not exist; copy infra/environments/example.yaml']);
  }
  const config = parseConfig(text, name);
  if (config.environment !== environment) {
    throw new ConfigError(name, [`environment: must be "${environment}", as the file is named`]);
  }
  return config;
}

/** clusters[0], pagerduty.from; "the file" for the whole of it. */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  return place === '' ? 'the file' : place;
}

/** The names that a playbook may give its cluster. */
export const clusterNames = ({ clusters }: Config): readonly string[] => clusters.map(({ name }) => name);
