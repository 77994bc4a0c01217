import type { LogLevel } from '../model/log-summary.ts';

/** Level names of the common libraries, lower case. */
const NAMES: Readonly<Record<string, LogLevel>> = {
  emerg: 'fatal',
  emergency: 'fatal',
  alert: 'fatal',
  fatal: 'fatal',
  crit: 'fatal',
  critical: 'fatal',
  panic: 'fatal',
  dpanic: 'fatal',
  ftl: 'fatal',
  severe: 'error',
  failure: 'error',
  error: 'error',
  err: 'error',
  erro: 'error',
  eror: 'error',
  fail: 'error',
  warn: 'warn',
  warning: 'warn',
  wrn: 'warn',
  info: 'info',
  inf: 'info',
  information: 'info',
  informational: 'info',
  notice: 'info',
  note: 'info',
  log: 'info',
  hint: 'info',
  detail: 'info',
  statement: 'info',
  system: 'info',
  default: 'info',
  http: 'info',
  fine: 'debug',
  debug: 'debug',
  dbg: 'debug',
  debu: 'debug',
  trace: 'debug',
  trc: 'debug',
  verbose: 'debug',
  vrb: 'debug',
  silly: 'debug',
  finer: 'debug',
  finest: 'debug',
  dbug: 'debug',
  trce: 'debug',
};
const LETTERS: Readonly<Record<string, LogLevel>> = {
  E: 'error',
  W: 'warn',
  I: 'info',
  D: 'debug',
  F: 'fatal',
  V: 'debug',
  T: 'debug',
  C: 'fatal',
};

/** A level's name or letter; undefined when it is neither. */
export const levelOf = (name: string): LogLevel | undefined =>
  name.length === 1 ? LETTERS[name] : NAMES[name.toLowerCase()];

/** pino and bunyan count 10 to 60 (https://getpino.io/#/docs/api?id=levels), syslog 0 to 7 (RFC 5424, 6.2.1). */
export function levelOfNumber(value: number): LogLevel {
  if (value >= 60) return 'fatal';
  if (value >= 50) return 'error';
  if (value >= 40) return 'warn';
  if (value >= 30) return 'info';
  if (value >= 10) return 'debug';
  if (value <= 2) return 'fatal';
  if (value === 3) return 'error';
  if (value === 4) return 'warn';
  return value <= 6 ? 'info' : 'debug';
}

const SEVERITY: readonly LogLevel[] = ['unknown', 'debug', 'info', 'warn', 'error', 'fatal'];
/** 0 unknown to 5 fatal. */
export const severityOf = (level: LogLevel): number => SEVERITY.indexOf(level);
export const levelOfSeverity = (severity: number): LogLevel => SEVERITY[severity] ?? 'unknown';
export const isBad = (level: LogLevel): boolean => level === 'warn' || level === 'error' || level === 'fatal';
