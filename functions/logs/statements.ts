import { ERROR_WORDS } from '../servers/known.ts';
import { anyOf } from '../text/any-of.ts';

/** What Node and libc call a failed system call: https://man7.org/linux/man-pages/man3/errno.3.html */
const ERRNO_CODES = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EADDRINUSE'],
  ...['ENOSPC', 'ENOMEM', 'EMFILE', 'EACCES', 'EPERM', 'EROFS', 'ENOENT'],
];

/**
 * Lines without a level that state an error all the same: names of exceptions, of errno codes, and the words that
 * runtimes, drivers and servers use. Words alone ("error" in a path, "0 errors", "error=null") do not count.
 */
const STRONG = anyOf(
  [
    new RegExp(`\\b(?:${ERRNO_CODES.join('|')})\\b`),
    /\b(?:OOMKilled|OutOfMemoryError|StackOverflowError|SIGSEGV|segfault|Segmentation fault)\b/,
    /(?<!\w)(?:panic|fatal error): |^thread '[^']{0,80}'.{0,40} panicked at /,
    /connection (?:was )?refused/,
    /connection (?:was )?reset by/,
    /connection timed out/,
    /too many (?:connections|open files)/,
    /out of memory/,
    /cannot allocate memory/,
    /no space left on device/,
    /read-only file system/,
    /permission denied/,
    /access denied/,
    /no such host/,
    /name or service not known/,
    /temporary failure in name resolution/,
    /could not (?:connect|resolve|translate)/,
    /unable to connect/,
    /failed to connect/,
    /can't connect/,
    /no route to host/,
    /network is unreachable/,
    /x509: /,
    /certificate (?:has |verify )/,
    /CERTIFICATE_VERIFY_FAILED/,
    /tls handshake (?:error|timeout)/,
    /context deadline exceeded/,
    /server closed the connection/,
    /UNAVAILABLE: /,
    /code = (?:Unavailable|DeadlineExceeded|Internal|ResourceExhausted)/,
    /upstream connect error/,
    /no healthy upstream/,
    /circuit ?breaker (?:is )?open/,
    /(?:un|not )authori[sz]ed/,
    /is not (?:defined|set)(?! as)/,
    /liveness probe failed/,
    /readiness probe failed/,
    ...ERROR_WORDS,
  ],
  'i',
);
/** `ValueError: x`, `java.lang.IllegalStateException`, `Npgsql.PostgresException (0x80004005): x`. */
const EXCEPTION =
  /(?:^|[\s:("'])(?:[\w$]{1,60}\.){0,8}[A-Z]\w{0,60}(?:Exception|Error)\b(?!s?(?:Handler|Count|Rate|s\b|Boundary|Page|Codes?))/;
const WORDED = anyOf(
  [
    /^(?:[\w-]{1,20}: )?(?:fatal|error|panic|exception|failed|failure|cannot|can't|could not|unable|unhandled|uncaught|traceback)\b[ :]/,
    /(?:^|\s)(?:Uncaught|Unhandled) \w/,
    /(?:^|\s)(?:ERROR|FATAL|CRITICAL|PANIC)(?=[\s:\]])/,
    /\bfailed (?:to|with|because)\b/,
  ],
  'i',
);
const HARMLESS =
  /\b(?:0|no|without|zero) (?:errors?|failures?|failed)\b|errors?[=:] ?(?:0|null|nil|none|false|""|\[\]|undefined)\b/i;
const WARNED = /(?:^|\s)\w{0,20}Warning: |^warning[: ]|\bdeprecat/i;

/** How bad a line without a level is by its words. */
export function statedLevel(text: string): 'error' | 'warn' | 'unknown' {
  const head = text.length > MAX_LOOK ? text.slice(0, MAX_LOOK) : text;
  if (STRONG.test(head) || ((EXCEPTION.test(head) || WORDED.test(head)) && !HARMLESS.test(head)))
    return 'error';
  return WARNED.test(head) ? 'warn' : 'unknown';
}

/** True when a line that its program calls harmless says something that is not. */
export const statesFailure = (text: string): boolean =>
  STRONG.test(text.length > MAX_LOOK ? text.slice(0, MAX_LOOK) : text) && !HARMLESS.test(text);

/** Characters of a message that are looked at. */
const MAX_LOOK = 1000;
