import { assertNever } from '../../model/assert-never.ts';
import type { Broken, Outcome } from '../../model/diagnosis.ts';
import { shortName } from '../../model/object-ref.ts';
import type { Cause } from '../../model/report.ts';
import { plural } from '../../text/format.ts';

/** A headline names as many workloads that fail. */
const MAX_BROKEN = 3;

/** One line: what is broken and how sure that is. */
export function headlineOf(outcome: Outcome, causes: readonly Cause[]): string {
  const first = causes[0];
  if (first) return `${shortName(first.object)}: ${first.title} (${first.confidence})`;
  if (outcome.kind === 'unread') return 'unknown: the pods could not be read';
  if (outcome.kind === 'nothing-left') return 'unknown: no pod and no log line of that time is left';
  if (outcome.kind === 'unexplained')
    return `unknown: ${outcome.broken.slice(0, MAX_BROKEN).map(brokenText).join(', ')}, and nothing that was read explains it`;
  if (outcome.kind === 'none-found' && outcome.unread.length > 0)
    return `unknown: ${outcome.unread.join(', ')} not read, no fault seen in the rest`;
  return outcome.kind === 'none-found' && outcome.errors
    ? 'no cause found: errors are logged, and nothing is seen to fail'
    : 'no cause found: what was read is well';
}

/** Names of a side that are told, of those that there are. */
const MAX_SIDES = 2;

/** " at GET /x alone"; ", on every pod and node alike"; '' where nothing was compared. */
function whereText({ where }: Broken): string {
  if (where === undefined) return '';
  const { only, tried } = where;
  if (only === null) return `, at every ${tried.join(', ')} alike`;
  const { dimension, fails } = only;
  const names = fails.slice(0, MAX_SIDES).join(', ');
  const rest = fails.length > MAX_SIDES ? ` and ${fails.length - MAX_SIDES} more` : '';
  return dimension === 'endpoint' ? ` at ${names}${rest} alone` : ` on ${dimension} ${names}${rest} alone`;
}

function brokenText(broken: Broken): string {
  const { ref, how, ready, desired } = broken;
  const name = shortName(ref);
  switch (how) {
    case 'failed-requests':
      return `${name} answers requests with 5xx${whereText(broken)}`;
    case 'restarting':
      return `${name} restarts`;
    case 'errors':
      return `${name} logs errors${whereText(broken)}`;
    case 'failed-runs':
      return `runs of ${name} fail`;
    case 'endless-run':
      return `a run of ${name} does not end`;
    case 'no-run':
      return `${name} starts no runs`;
    case 'backlog':
      return `more and more waits for ${name}`;
    case 'no-work':
      return `${name} does no work`;
    case 'warned':
      return `Kubernetes warns of ${name}`;
    case 'unavailable':
      return desired ? `${name} has ${ready} of ${plural(desired, 'pod')} ready` : `${name} is not ready`;
    default:
      return assertNever(how);
  }
}
