import { ENV, ENVIRONMENT, type Setting, type ValuesFor } from '../functions/contracts/env.ts';
import type { FunctionName } from '../functions/contracts/lambdas.ts';

/** The environment variables of a function: of all that is known, what the table gives it. */
export function environmentOf<Name extends FunctionName>(
  name: Name,
  values: ValuesFor<Name>,
): Readonly<Record<string, string>> {
  const known: Readonly<Partial<Record<Setting, string | undefined>>> = values;
  const environment: Record<string, string> = {};
  for (const [key, given] of Object.entries(ENVIRONMENT[name]) as [Setting, string][]) {
    const value = known[key];
    if (given !== 'elsewhere' && value !== undefined) environment[ENV[key]] = value;
  }
  return environment;
}
