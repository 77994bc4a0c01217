import { Failure } from '../../model/failure.ts';
import { cut, plainLine } from '../../text/plain.ts';

/** Of a note's line: a reason is read beside a name and a time. Characters. */
const MAX_REASON_CHARS = 160;

const PAGERDUTY_SAYS: Readonly<Record<number, string>> = {
  401: 'PagerDuty does not accept the token',
  403: 'the token may not do that',
  404: 'PagerDuty cannot find it',
  429: 'PagerDuty limits requests just now',
};

/** Why a call could not be made, in the words of the note. */
export function whyNotCalled(error: unknown): string {
  if (!(error instanceof Failure)) {
    const name = error instanceof Error ? error.name : 'unknown';
    return plainLine(`a fault in firstnote itself, ${name}`, MAX_REASON_CHARS);
  }
  const said = error.by === 'pagerduty' ? pagerDutySays(error.status) : undefined;
  return cut(plainLine(said ?? error.message, MAX_REASON_CHARS), MAX_REASON_CHARS);
}

function pagerDutySays(status: number | undefined): string | undefined {
  if (status === undefined) return undefined;
  const words = status >= 500 ? 'PagerDuty itself has trouble' : PAGERDUTY_SAYS[status];
  return words === undefined ? undefined : `${words} (${status})`;
}
