import { readdirSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

/** Context keys that CDK itself sets or reads; the rest is what somebody wrote after -c. */
const OF_CDK = /^(@|aws:|aws-cdk:|cli-)|[:/]/;
const KEY = 'environment';

/** The environments that have a file. */
const known = (): readonly string[] =>
  readdirSync(new URL('environments', import.meta.url))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .sort();

/**
 * The environment that `-c environment=NAME` chose, of all context that CDK has. Nothing is chosen for whoever chose
 * nothing: it would be deployed. Throws a ConfigError that names what there is; another key is refused, since CDK takes a
 * misspelt one without a word.
 */
export function chosenEnvironment(
  context: Readonly<Record<string, unknown>>,
  environments: readonly string[] = known(),
): string {
  const unknown = Object.keys(context).filter((key) => key !== KEY && !OF_CDK.test(key));
  const faults = unknown.map((key) => `${key}: is no key; the only one is "${KEY}"`);
  const chosen = context[KEY];
  if (typeof chosen !== 'string' || !environments.includes(chosen)) {
    const there = environments.map((name) => `-c ${KEY}=${name}`).join(', ');
    const what =
      chosen === undefined ? 'is missing' : `has no file infra/environments/${String(chosen)}.yaml`;
    faults.push(`${KEY}: ${what}; there is: ${there}`);
  }
  if (faults.length > 0 || typeof chosen !== 'string') throw new ConfigError('-c', faults);
  return chosen;
}
