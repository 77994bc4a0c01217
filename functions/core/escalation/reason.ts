import { Failure } from '../failure.ts';
import { cut, plainLine } from '../plain.ts';

/** Of a note's line: a reason is read beside a name and a time. Characters. */
const MAX_REASON_CHARS = 160;

const PAGERDUTY_SAYS: Readonly<Record<number, string>> = {
  401: 'PagerDuty does not accept the token',
  403: 'PagerDuty forbids it to the token',
  404: 'PagerDuty says that there is no such thing',
  429: 'PagerDuty takes no more requests just now',
};

/** Why a call could not be made, in the words of the note. */
export function whyNotCalled(error: unknown): string {
  if (!(error instanceof Failure)) {
    const name = error instanceof Error ? error.name : 'unknown';
    return plainLine(`a fault of firstnote itself, ${name}`, MAX_REASON_CHARS);
  }
  const said = error.message.startsWith('PagerDuty ') ? pagerDutySays(error.status) : undefined;
  return cut(plainLine(said ?? error.message, MAX_REASON_CHARS), MAX_REASON_CHARS);
}

function pagerDutySays(status: number | undefined): string | undefined {
  if (status === undefined) return undefined;
  const words = status >= 500 ? 'PagerDuty is in trouble itself' : PAGERDUTY_SAYS[status];
  return words === undefined ? undefined : `${words} (${status})`;
}
