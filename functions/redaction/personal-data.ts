import { oneOf } from '../text/any-of.ts';

const isLocalPart = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 46 ||
  code === 43 ||
  code === 45 ||
  code === 95 ||
  code === 37;
/** RFC 5321, 4.5.3.1.1. */
const MAX_LOCAL_PART = 64;
const DOMAIN = /(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])/y;
/**
 * user@host inside a cluster or network is an account on a machine: the host is needed. An instance of a systemd unit
 * is named so, too (systemd.unit(5)).
 */
const INTERNAL =
  /\.(?:local|internal|svc|cluster|lan|localdomain|service|slice|scope|socket|timer|mount|target)$/i;
/** `service/host@EXAMPLE.COM`: a Kerberos principal, whose realm is in capitals (RFC 4120, 6.1 and 6.2). */
const REALM = /^[A-Z\d.-]+$/;
/** Accounts that programs run as (`celery@worker`, `root@host`): nobody's personal data. A few digits are a port or time. */
const ACCOUNT = oneOf(
  `
    root git celery rabbit postgres mysql redis mongodb nobody ubuntu centos core ec2-user admin deploy
    jenkins \\d{1,4}
  `,
  'i',
);
/** `git@github.com:team/repository.git`: an account and a path (git-clone(1), "scp-like syntax"). */
const REMOTE_PATH = /:[\w.~-]{1,100}\//y;

/** `ssh -p 22 ops@host`: an account on a machine. */
const REMOTE_SHELL =
  /(?:^|[\s;|&/'"])(?:ssh|scp|sftp|rsync|mosh|autossh)(?:\s{1,3}-[\w-]{1,20}(?:[ =][^\s-]\S{0,80})?){0,8}\s{1,3}$/;
/** Characters before an address in which that is looked for. */
const MAX_BEFORE = 120;

/** Replaces e-mail addresses; the host of `scheme://user@host` stays. */
export function redactEmails(text: string): string {
  let out = '';
  let done = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = localPart(text, at, done);
    const end = start === undefined ? undefined : domainEnd(text, at);
    if (start === undefined || end === undefined || isMachines(text, { start, at, end })) continue;
    out += `${text.slice(done, start)}[email]`;
    done = end;
  }
  return done === 0 ? text : out + text.slice(done);
}

/** Where the part before an @ starts; undefined where there is none, or it is a URL's user. */
function localPart(text: string, at: number, from: number): number | undefined {
  let start = at;
  while (start > from && at - start < MAX_LOCAL_PART && isLocalPart(text.charCodeAt(start - 1))) start--;
  return start === at || text.startsWith('//', start - 2) ? undefined : start;
}

/** Where the domain behind an @ ends; undefined where none follows, or one of a cluster or network. */
function domainEnd(text: string, at: number): number | undefined {
  DOMAIN.lastIndex = at + 1;
  const domain = DOMAIN.exec(text);
  return domain === null || INTERNAL.test(domain[0]) ? undefined : DOMAIN.lastIndex;
}

interface Address {
  readonly start: number;
  /** Of the @. */
  readonly at: number;
  readonly end: number;
}

/** A principal, a program's account, a remote path, or a login of a remote shell: nobody's address. */
function isMachines(text: string, { start, at, end }: Address): boolean {
  if (text[start - 1] === '/' && REALM.test(text.slice(at + 1, end))) return true;
  if (ACCOUNT.test(text.slice(start, at)) || /^\/\w/.test(text.slice(end, end + 2))) return true;
  REMOTE_PATH.lastIndex = end;
  return REMOTE_PATH.test(text) || REMOTE_SHELL.test(text.slice(Math.max(0, start - MAX_BEFORE), start));
}

/** Card numbers as issued (ISO/IEC 7812): brand prefixes with the lengths that the brand uses. */
const BRANDS: readonly RegExp[] = [
  // Visa
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  // Mastercard
  /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/,
  // American Express
  /^3[47]\d{13}$/,
  // Diners Club
  /^3(?:0[0-5]|[68]\d)\d{11}$/,
  // Discover
  /^6(?:011|5\d\d|4[4-9]\d)\d{12}$/,
  // JCB
  /^35\d{14}$/,
  // UnionPay
  /^62\d{14,17}$/,
];
const DIGITS = /(?:(?<=%[\dA-Fa-f]{2})|(?<![\w.%-]))\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g;

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const counted = i % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** What counts: one of ten of its values passes the check digit. */
const COUNTER = /(?:offset|id|seq|sequence|lsn|position|version|timestamp|ts)["']?[\s:=#]{1,3}$/i;

/** Replaces card numbers, plain or in groups. */
export const redactCards = (text: string): string =>
  text.replace(DIGITS, (found, at: number, all: string) => {
    if (COUNTER.test(all.slice(Math.max(0, at - 16), at))) return found;
    const digits = found.replace(/[ -]/g, '');
    return BRANDS.some((brand) => brand.test(digits)) && passesLuhn(digits) ? '[card]' : found;
  });
