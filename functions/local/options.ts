import { parseArgs } from 'node:util';
import { messageOf } from './error-text.ts';
import { UsageError } from './usage-error.ts';

type Flags = Readonly<
  Record<
    string,
    { readonly type: 'string' | 'boolean'; readonly short?: string; readonly multiple?: boolean }
  >
>;
type Value<F extends Flags[string]> = F extends { readonly multiple: true }
  ? string[]
  : F['type'] extends 'string'
    ? string
    : boolean;
type Values<F extends Flags> = { [K in keyof F]?: Value<F[K]> };

/** What a command takes beside its options, and where a person reads of that. Default: nothing, its own `--help`. */
interface Taken {
  readonly maxPositionals?: number;
  readonly help?: string;
}

/**
 * Parses a command's options, strictly.
 * @throws UsageError for an unknown option, a missing value, or a positional argument too many.
 */
export function parseOptions<F extends Flags>(
  command: string,
  argv: readonly string[],
  flags: F,
  { maxPositionals = 0, help = `firstnote ${command} --help` }: Taken = {},
): { values: Values<F>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: flags,
      allowPositionals: true,
      strict: true,
    });
    if (positionals.length > maxPositionals)
      throw new Error(`unexpected argument "${positionals[maxPositionals]}"`);
    return {
      values: values as Values<F>,
      positionals,
    };
  } catch (error) {
    const why = messageOf(error).split('. ')[0];
    throw new UsageError(`${why}; see: ${help}`);
  }
}

/** A time given by a person, UTC where no zone is named, as all times are; @throws UsageError when it is none. */
export function parseTime(flag: string, value: string): Date {
  const time = new Date(/[ T]\d\d:\d\d[:.\d]*$/.test(value) ? `${value}Z` : value);
  if (!/^\d{4}-\d\d-\d\d([T ]|$)/.test(value) || Number.isNaN(time.getTime()))
    throw new UsageError(`${flag} "${value}" is not a time; write it as 2026-11-25T14:03:22Z`);
  return time;
}
