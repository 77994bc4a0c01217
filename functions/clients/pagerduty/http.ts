import type { api } from '@pagerduty/pdjs';
import { errorCode, Failure } from '../../model/failure.ts';
import { defined } from '../../model/present.ts';
import { redact } from '../../redaction/redact.ts';

/** What we use of pdjs's answer. */
interface ApiResponse {
  readonly status: number;
  readonly data: unknown;
}

export interface PagerDutyAccess {
  /** "https://api.pagerduty.com", the EU region's, or a loopback stand-in; no slash at the end. */
  readonly url: string;
  /**
   * The REST API token, or how to get the one that is good now: it may be rotated while a function stays warm. It is asked
   * for one that was fetched at most `maxAgeMs` ago where PagerDuty refused the one before.
   */
  readonly token: string | ((maxAgeMs?: number) => Promise<string>);
  /** E-mail of an account user: PagerDuty wants one in the From header of whatever writes. */
  readonly from: string;
}

export interface Call {
  readonly method: 'get' | 'put' | 'post';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[]>>;
  readonly body?: object;
  /** `none`: what comes with a 2xx is not read; it may be empty. */
  readonly answer?: 'none';
}

/** One call's deadline, ms: a note is wanted within seconds, and Step Functions tries again. */
const CALL_DEADLINE_MS = 4_000;
/** pdjs waits this long (ms) before each of its three tries after a 429; its default of 20 s outlives a Lambda. */
const RETRY_AFTER_429_MS = 300;
/**
 * The most bytes of one answer, unpacked: a page of 100 alerts whose bodies have 80 KB each, and small enough to be parsed
 * in a function of 512 MB, though all of it be empty objects. `size` is an option of pdjs's fetch
 * (https://github.com/node-fetch/node-fetch/tree/2.x#fetch-options).
 */
const BOUND = { size: 8 * 1024 * 1024 };
/** What a header may hold (RFC 9110, field-value without spaces): anything else would be quoted in an error. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;
/** PagerDuty does not know the token (https://developer.pagerduty.com/docs/errors). */
const UNAUTHORIZED = 401;
/** PagerDuty's answers that a repetition may change (https://developer.pagerduty.com/docs/errors). */
const PASSING = new Set([408, 425, 429]);

/** Sends one call and gives the parsed answer, or fails as `PagerDutyPort` says. */
export type Send = (call: Call) => Promise<unknown>;

/**
 * pdjs behind the one place that knows its ways: a non-2xx answer with JSON resolves, one without JSON rejects with
 * the Response itself, and `requestTimeout` only keeps the process alive (set to 0). After a 401 the token is fetched
 * anew and the call made once more, within the same deadline: whoever rotates a token does not lose a note or a call.
 */
export function connect(access: PagerDutyAccess, deadlineMs: number = CALL_DEADLINE_MS): Send {
  const { token: given } = access;
  const tokenNow =
    typeof given === 'string'
      ? constant(checked(given))
      : async (maxAgeMs?: number) => checked(await given(maxAgeMs));
  return async (call) => {
    // Loaded while the token is fetched, and not at all by the function that has none.
    const [token, pdjs] = await Promise.all([tokenNow(), import('./pdjs.ts')]);
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      return await request(pdjs.api, access, call, { token, signal });
    } catch (error) {
      if (!(error instanceof Failure && error.status === UNAUTHORIZED)) throw error;
      return request(pdjs.api, access, call, { token: await tokenNow(0), signal });
    }
  };
}

/** One request with this token, and its answer. */
async function request(
  send: typeof api,
  access: PagerDutyAccess,
  call: Call,
  { token, signal }: { readonly token: string; readonly signal: AbortSignal },
): Promise<unknown> {
  const what = `PagerDuty ${call.method.toUpperCase()} ${call.path}`;
  const response = await attempt(what, call.answer === 'none', () =>
    send({
      url: `${access.url}${call.path}`,
      method: call.method.toUpperCase(),
      token,
      headers: {
        'Content-Type': 'application/json',
        ...(call.method === 'get' ? {} : { From: access.from }),
      },
      ...defined({ data: call.body }),
      ...(call.query === undefined ? {} : { queryParameters: { ...call.query } }),
      requestTimeout: 0,
      retryTimeout: RETRY_AFTER_429_MS,
      redirect: 'manual',
      ...BOUND,
      signal,
    }),
  );
  if (response.status >= 200 && response.status < 300) return response.data;
  throw refusal(what, response.status, detailOf(response.data));
}

const constant = (token: string) => async () => token;

function checked(token: string): string {
  if (HEADER_SAFE.test(token)) return token;
  throw new Failure('invalid', 'the PagerDuty token is empty or has characters that no header may hold');
}

async function attempt(
  what: string,
  emptyIsGood: boolean,
  send: () => Promise<ApiResponse>,
): Promise<ApiResponse> {
  try {
    return await send();
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) {
      throw new Failure('retryLater', `${what}: ${reachFailure(error)}`, { cause: bareCause(error) });
    }
    if (status >= 200 && status < 300) {
      if (emptyIsGood) return { status, data: undefined };
      throw new Failure('retryLater', `${what}: answered ${status} without JSON, or with too much of it`, {
        status,
        by: 'pagerduty',
      });
    }
    throw refusal(what, status, 'no JSON in the answer');
  }
}

/** pdjs rejects with the Response when its body is no JSON, or larger than its bound. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || error instanceof Error) return undefined;
  return 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

function refusal(what: string, status: number, detail: string): Failure {
  const message = `${what}: answered ${status}${detail === '' ? '' : `, ${detail}`}`;
  const answered = { status, by: 'pagerduty' } as const;
  if (status === 402) return new Failure('abilityMissing', message, answered);
  return new Failure(status >= 500 || PASSING.has(status) ? 'retryLater' : 'rejected', message, answered);
}

/** Characters of a refusal that are looked at, and that are told. */
const MAX_REFUSAL = 2_000;
const MAX_DETAIL = 300;

/**
 * `{"error":{"message","code","errors":[]}}` as one phrase, '' when it is anything else. It may quote what was sent, and
 * goes into logs, the execution's history and the note that says why there is no more: redacted here, for all of them.
 */
function detailOf(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('error' in data)) return '';
  const { error } = data;
  if (typeof error !== 'object' || error === null) return '';
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  const code = 'code' in error && typeof error.code === 'number' ? ` (code ${error.code})` : '';
  return redact(`${message.slice(0, MAX_REFUSAL)}${code}`).slice(0, MAX_DETAIL);
}

const reachFailure = (error: unknown): string =>
  error instanceof Error && error.name === 'AbortError'
    ? 'no answer within its deadline'
    : `no connection (${codeOf(error)})`;

const codeOf = (error: unknown): string => errorCode(error) ?? 'unknown reason';

/** The cause by name and code alone: a library's error may hold the request, and with it the token. */
function bareCause(error: unknown): Error {
  const cause = new Error(codeOf(error));
  cause.name = error instanceof Error ? error.name : 'UnknownError';
  return cause;
}
