import { type Certain, ENV, type Possible, type Setting } from '../contracts/env.ts';
import type { LambdaName } from '../contracts/lambdas.ts';
import { isMode, MODES, type Mode } from '../contracts/mode.ts';
import { STORE_URL } from '../contracts/store.ts';
import { Failure } from '../model/failure.ts';

/** What a value must look like, where any text will not do. */
const RULES: Partial<Record<Setting, { readonly test: (value: string) => boolean; readonly must: string }>> =
  {
    storeUrl: {
      test: (value) => STORE_URL.test(value),
      must: 's3://BUCKET or file:///FOLDER',
    },
    pagerdutyUrl: { test: (value) => /^https?:\/\/[^/]+$/.test(value), must: 'https://HOST without a path' },
    pagerdutyFrom: { test: (value) => /^[^@\s]+@[^@\s]+$/.test(value), must: 'an e-mail address' },
    viewUrl: {
      test: (value) => /^https?:\/\/\S+[^/\s]$/.test(value),
      must: 'https://HOST without a slash at its end',
    },
    mode: { test: isMode, must: `one of ${MODES.join(', ')}` },
    minuteMs: { test: (value) => /^[1-9]\d{0,5}$/.test(value), must: 'a whole number of ms, at most 999999' },
  };

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a function reads of its environment: of `Certain` it can be sure, `Possible` may be missing. */
export interface Settings<Certain extends Setting = never, Possible extends Setting = Certain> {
  readonly lambda: LambdaName;
  /** These values. Throws a Failure of kind `invalid` that names all that are missing or malformed. */
  readonly needed: <Key extends Certain>(...keys: readonly Key[]) => Readonly<Record<Key, string>>;
  /** Undefined where it is not given. Throws a Failure of kind `invalid` where it is malformed. */
  readonly optional: (key: Possible) => string | undefined;
  /** These values, or undefined where none of them is given. Throws as `needed` does where some are missing. */
  readonly together: <Key extends Possible>(
    ...keys: readonly Key[]
  ) => Readonly<Record<Key, string>> | undefined;
}

/** The settings of a bundle: what the table in functions/contracts/env.ts does not give it does not compile. */
export function settingsOf<Lambda extends LambdaName>(
  lambda: Lambda,
  environment: Environment = process.env,
): Settings<Certain<Lambda>, Possible<Lambda>> {
  const given = (key: Setting): string => environment[ENV[key]] ?? '';
  const needed = <Key extends Setting>(...keys: readonly Key[]): Readonly<Record<Key, string>> => {
    const values = keys.map((key) => [key, given(key)] as const);
    const faults = values.flatMap(([key, value]) => faultOf(key, value) ?? []);
    if (faults.length > 0)
      throw new Failure('invalid', `the environment of ${lambda} has faults: ${faults.join('; ')}`);
    return Object.fromEntries(values) as Record<Key, string>;
  };
  return {
    lambda,
    needed,
    optional: (key) => (given(key) === '' ? undefined : needed(key)[key]),
    together: (...keys) => (keys.every((key) => given(key) === '') ? undefined : needed(...keys)),
  };
}

function faultOf(key: Setting, value: string): string | undefined {
  if (value === '') return `${ENV[key]} is not set`;
  const rule = RULES[key];
  return rule === undefined || rule.test(value) ? undefined : `${ENV[key]} must be ${rule.must}`;
}

/** ms of a minute: 60,000, unless a test runs minutes as seconds. */
export const minuteMs = (settings: Settings<never, 'minuteMs'>): number =>
  Number(settings.optional('minuteMs') ?? 60_000);

/** The configured mode; `full` where there is none. */
export function configuredMode(settings: Settings<never, 'mode'>): Mode {
  const mode = settings.optional('mode');
  return isMode(mode) ? mode : 'full';
}
