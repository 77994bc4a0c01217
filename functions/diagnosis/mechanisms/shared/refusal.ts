import type { Refusal } from '../../../model/facts.ts';
import { saysKind } from './messages.ts';

/** Client pools that have no connection left to give, and the setting of PostgreSQL and MySQL that limits them. */
const OUT_OF_POOL = /connection pool|pool (?:is )?exhausted|max_connections/i;

/** What the lines of servers and drivers say is refused; undefined where they say neither. */
export function refusalIn(lines: readonly string[]): Refusal | undefined {
  if (lines.some((line) => saysKind('connections', line) || OUT_OF_POOL.test(line))) return 'connections';
  return lines.some((line) => saysKind('auth', line)) ? 'credentials' : undefined;
}
