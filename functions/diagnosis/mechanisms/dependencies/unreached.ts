import type { Unreached } from '../../../model/statements/dependencies.ts';
import type { FailureKind } from '../shared/messages.ts';

/** What a caller does not get, by what its lines say. */
export function unreachedBy(kind: FailureKind): Unreached {
  if (kind === 'certificate') return 'no-tls';
  return kind === 'no-answer' ? 'no-answer' : 'not-reached';
}
