import type { Refusal } from '../../core/facts.ts';

/** PostgreSQL's and MySQL's words for having no connection left, and those of client pools. */
const OUT_OF_CONNECTIONS =
  /too many (?:clients|connections)|remaining connection slots|max_connections|max number of clients|connection pool|pool (?:is )?exhausted/i;
const WRONG_CREDENTIALS = /authentication failed|access denied for user|WRONGPASS|NOAUTH|permission denied/i;

/** What the lines of servers and drivers say is refused; undefined where they say neither. */
export function refusalIn(lines: readonly string[]): Refusal | undefined {
  const said = lines.join('\n');
  if (OUT_OF_CONNECTIONS.test(said)) return 'connections';
  return WRONG_CREDENTIALS.test(said) ? 'credentials' : undefined;
}
