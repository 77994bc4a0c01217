import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { en } from 'zod/locales';
import * as z from 'zod/mini';

const matching = (pattern: RegExp, what: string) =>
  z.string().check(z.regex(pattern, { error: `must be ${what}` }));
const emailAddress = matching(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'an e-mail address');

/** One installation of firstnote: what differs between environments, and nothing else. */
const configSchema = z.strictObject({
  /** The stack's name is firstnote-ENVIRONMENT. */
  environment: matching(/^[a-z][a-z0-9-]{0,19}$/, 'lower-case letters, digits and dashes, at most 20'),
  account: matching(/^\d{12}$/, "an AWS account's 12 digits, in quotes"),
  region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region ("eu-central-1")'),
  pagerduty: z.strictObject({
    /** E-mail of a user of the account: notes are written in this name. */
    from: emailAddress,
    /** Id of that user: people are called in this name. */
    user: matching(/^P[A-Z0-9]{3,19}$/, 'the id of a PagerDuty user ("PABC123")'),
    serviceRegion: z._default(z.enum(['us', 'eu']), 'us'),
  }),
  /** EKS clusters that firstnote may look at; the first is the one of a playbook that names none. */
  clusters: z
    .array(matching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, "an EKS cluster's name"))
    .check(z.minLength(1, { error: 'must name at least one EKS cluster' })),
  /** Where the collecting functions run: needed when an API endpoint is private. Subnets must reach the internet by NAT. */
  vpc: z.optional(
    z.strictObject({
      subnets: z
        .array(matching(/^subnet-[0-9a-f]+$/, 'a subnet id ("subnet-...")'))
        .check(z.minLength(1, { error: 'must name at least one private subnet' })),
      securityGroups: z
        .array(matching(/^sg-[0-9a-f]+$/, 'a security group id ("sg-...")'))
        .check(z.minLength(1, { error: 'must name at least one security group' })),
    }),
  ),
  /** The playbooks of this installation, checked at build and synth; "firstnote playbook push" puts them into its store. */
  playbooks: z._default(
    z.array(matching(/^[\w./-]+\.ya?ml$/, 'a YAML file of this checkout ("playbooks/api.yaml")')),
    [],
  ),
  prometheusUrl: z.optional(matching(/^https?:\/\/\S+$/, 'an http or https address')),
  /** Who hears of firstnote's own trouble; not by the service that firstnote answers. */
  alarmEmail: emailAddress,
  /** Days that evidence, reports and logs are kept; CloudWatch allows only these. */
  retentionDays: z._default(
    z.union([z.literal(14), z.literal(30), z.literal(60), z.literal(90), z.literal(180), z.literal(365)], {
      error: 'must be 14, 30, 60, 90, 180 or 365',
    }),
    90,
  ),
});
export type Config = z.infer<typeof configSchema>;

/** Thrown with every fault of a configuration at once, each with its place. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(source: string, faults: readonly string[]) {
    super(
      `${source}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n  ${faults.join('\n  ')}`,
    );
    this.faults = faults;
  }
}

/** Reads a configuration from YAML text; `source` is what its faults name. Throws a ConfigError. */
export function parseConfig(text: string, source: string): Config {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw new ConfigError(source, [`is no YAML: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const result = configSchema.safeParse(raw, { error: en().localeError });
  if (result.success) {
    return result.data;
  }
  throw new ConfigError(
    source,
    result.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`),
  );
}

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
export const clusterNames = ({ clusters }: Config): readonly string[] => clusters;
