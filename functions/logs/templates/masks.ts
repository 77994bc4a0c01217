import { anyOf, oneOf } from '../../text/any-of.ts';

/** What stands for a changing part of a message. */
export const WILDCARD = '<*>';

/** Words of letters a-f only, as long as a hash's part: hexadecimal, not English. */
const HEX = /^(?:[0-9a-f]{8,}|[0-9A-F]{8,})$/;
/** An absolute path, a home's, a relative one. */
const PATH = /^(?:\/[^/]|\/\/\S|~\/|\.{1,2}\/)|^[^/]+\/[^/]+\/|\\[\w$.-]/;
/** A host with one of the domains that machines have (RFC 2606, RFC 6762 and the common ones); not a class of com.example.App. */
const DOMAINS =
  'com net org edu gov mil io dev local localdomain internal lan cluster svc cn ru de uk br jp fr nl eu example invalid test';
const HOST = new RegExp(
  `^[a-z0-9_-]+(?:\\.[a-z0-9_-]+){0,6}\\.(?:${DOMAINS.replaceAll(' ', '|')})\\.?$`,
  'i',
);
const BOOLEAN = /^(?:true|false)$/i;
const EMAIL = /^[^@]+@[^@]/;
/** Weekdays and months, as time stamps write them. */
const CALENDAR = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec),?$/;
/** Units that programs choose by the size of the number before them. */
const UNIT = oneOf(`
  [KMGTP]?i?B [kmgt]i?b [kKMGT]?[bB]ytes?
  ns us µs ms s secs? seconds? mins? minutes? h hours? days? millis milliseconds?
`);

/** True for a word that names one thing of many, whatever the message: a number, an address, a path, a hash. */
export function isValue(word: string): boolean {
  let isPlain = true;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code >= 48 && code <= 57) return true;
    if (code <= 64 || code === 92) isPlain = false;
  }
  if (word.length >= 8 && HEX.test(word)) return true;
  if (isPlain) return BOOLEAN.test(word);
  return PATH.test(word) || HOST.test(word) || EMAIL.test(word);
}

export const isCalendar = (word: string): boolean => CALENDAR.test(word);
export const isUnit = (word: string): boolean => UNIT.test(word);

/** What strerror says (glibc, errno.h) and Java's sockets repeat: one phrase. */
const ERRNO_TEXTS = [
  /No such (?:file or directory|device(?: or address)?|process)/,
  /Permission denied/,
  /Operation (?:not permitted|timed out|not supported|now in progress)/,
  /Connection (?:refused|reset by peer|reset|timed out|aborted)/,
  /Broken pipe/,
  /No route to host/,
  /Network is (?:unreachable|down)/,
  /Host is (?:unreachable|down)/,
  /Resource temporarily unavailable/,
  /Input\/output error/,
  /Bad file descriptor/,
  /No space left on device/,
  /Read-only file system/,
  /File exists/,
  /Not a directory/,
  /Is a directory/,
  /Invalid argument/,
  /Too many open files/,
  /Address already in use/,
  /Transport endpoint is not connected/,
  /Cannot allocate memory/,
  /No child processes/,
  /Exec format error/,
  /Device or resource busy/,
  /Interrupted system call/,
  /Protocol not available/,
  /Stale file handle/,
  /Directory not empty/,
  /File name too long/,
];
const ERRNO = new RegExp(`(?:${anyOf(ERRNO_TEXTS, '').source})\\b`, 'y');

const BEHIND_ERRNO = new RegExp(`(?:${anyOf(ERRNO_TEXTS, '').source}) [[(]$`);

/** True where an operating system's error text ends, and a bracket opens behind it. */
export const endsInErrno = (text: string): boolean => BEHIND_ERRNO.test(text);

/** Where an operating system's error text that starts at a place ends; 0 when there is none. */
export function errnoEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first < 65 || first > 90) return 0;
  ERRNO.lastIndex = at;
  return ERRNO.test(text) ? ERRNO.lastIndex : 0;
}
