import { ENV } from '../contracts/env.ts';
import { Failure } from '../core/failure.ts';

type Name = keyof typeof ENV;

/** What a value must look like, where any text will not do. */
const RULES: Partial<Record<Name, { readonly test: (value: string) => boolean; readonly must: string }>> = {
  storeUrl: {
    test: (value) => /^(s3:\/\/[a-z0-9][a-z0-9.-]+|file:\/\/\/.+)$/.test(value),
    must: 's3://BUCKET or file:///FOLDER',
  },
  pagerdutyUrl: { test: (value) => /^https?:\/\/[^/]+$/.test(value), must: 'https://HOST without a path' },
  pagerdutyFrom: { test: (value) => /^[^@\s]+@[^@\s]+$/.test(value), must: 'an e-mail address' },
  viewUrl: {
    test: (value) => /^https?:\/\/\S+[^/\s]$/.test(value),
    must: 'https://HOST without a slash at its end',
  },
  minuteMs: { test: (value) => /^[1-9]\d{0,5}$/.test(value), must: 'a whole number of ms, at most 999999' },
};

/**
 * The settings that a function needs, out of its environment, parsed once.
 * @throws Failure of kind `invalid` that names all that is missing or malformed.
 */
export function readSettings<Needed extends Name>(
  environment: Readonly<Record<string, string | undefined>>,
  needed: readonly Needed[],
): Readonly<Record<Needed, string>> {
  const faults: string[] = [];
  const settings: Partial<Record<Needed, string>> = {};
  for (const name of needed) {
    const value = environment[ENV[name]] ?? '';
    const rule = RULES[name];
    if (value === '') faults.push(`${ENV[name]} is not set`);
    else if (rule !== undefined && !rule.test(value)) faults.push(`${ENV[name]} must be ${rule.must}`);
    settings[name] = value;
  }
  if (faults.length > 0) throw new Failure('invalid', `the environment has faults: ${faults.join('; ')}`);
  return settings as Record<Needed, string>;
}

/** ms of a minute: 60,000, unless the local host runs minutes as seconds. */
export function minuteMs(environment: Readonly<Record<string, string | undefined>>): number {
  return environment[ENV.minuteMs] === undefined
    ? 60_000
    : Number(readSettings(environment, ['minuteMs']).minuteMs);
}
