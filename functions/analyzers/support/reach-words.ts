import type { FailureKind } from './messages.ts';

/** What a caller does not get: "cannot reach db", "cannot set up TLS with db", "gets no answer in time from db". */
export function failsWith(kind: FailureKind, whom: string, callers = 1): string {
  if (kind === 'certificate') return `cannot set up TLS with ${whom}`;
  if (kind === 'no-answer') return `get${callers === 1 ? 's' : ''} no answer in time from ${whom}`;
  return `cannot reach ${whom}`;
}
