import type { FailureKind } from '../../../servers/server.ts';
import { failureKind } from './messages.ts';
import { isRefusedByRate, isSpent } from './rate-limit.ts';

/**
 * Whom an answer blames. `request`: who asks, for the server is well and says that it was asked wrongly (a table that
 * is not there, a constraint, 404, INVALID_ARGUMENT). `server`: the one that answers (no connection left, no room,
 * 5xx). `account`: what lies between them (password, key, right, quota).
 */
export type Judgement = 'request' | 'server' | 'account';

/** A call without an answer (refused, timed out, not resolved) judges nobody. */
const JUDGES: Readonly<Record<FailureKind, Judgement | undefined>> = {
  'bad-request': 'request',
  connections: 'server',
  'read-only': 'server',
  full: 'server',
  'server-says': 'server',
  'failed-request': 'server',
  auth: 'account',
  unauthorized: 'account',
  dns: undefined,
  certificate: undefined,
  refused: undefined,
  timeout: undefined,
  'no-answer': undefined,
  unavailable: undefined,
};

/** SQLSTATE's class of connections (ISO/IEC 9075-2, 24.1): the server's own, though no call may have got through. */
const CONNECTION_EXCEPTION = /SQL[ _]?STATE\W{0,5}08[0-9A-Z]{3}\b/i;

/** Whom a line about an answer blames; undefined where it tells of no answer, or blames nobody. */
export function judgementOf(text: string): Judgement | undefined {
  const kind = failureKind(text);
  if (kind !== undefined && JUDGES[kind] !== undefined) return JUDGES[kind];
  if (isRefusedByRate(text) || isSpent(text)) return 'account';
  return CONNECTION_EXCEPTION.test(text) ? 'server' : undefined;
}
