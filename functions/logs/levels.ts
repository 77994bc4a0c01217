import type { LogLevel } from '../model/log-summary.ts';

type Names = Readonly<Record<Exclude<LogLevel, 'unknown'>, string>>;

/** Level names of the common libraries, lower case. */
const NAMES: Names = {
  fatal: 'emerg emergency alert fatal crit critical panic dpanic ftl',
  error: 'severe failure error err erro eror fail alarm',
  warn: 'warn warning wrn',
  info: 'info inf information informational notice',
  debug: 'debug dbg debu trace trc verbose vrb vbs silly finer finest dbug trce',
};
/** Words that name a level where nothing but a level stands: in a field, in brackets, before a colon; java.util.logging's in other languages. */
const CLEAR_NAMES: Names = {
  fatal: 'disaster',
  error: 'alrm errors exception grave schwerwiegend',
  warn: 'deprecated avertissement advertencia avvertenza warnung',
  info: 'note log hint detail statement system default http success audit context progress display report infos',
  debug: 'fine config diag',
};
const LETTERS: Readonly<Record<string, LogLevel>> = {
  E: 'error',
  W: 'warn',
  I: 'info',
  N: 'info',
  D: 'debug',
  F: 'fatal',
  V: 'debug',
  T: 'debug',
  C: 'fatal',
};

const byName = (names: Names): ReadonlyMap<string, LogLevel> =>
  new Map(
    (Object.keys(names) as (keyof Names)[]).flatMap((level) =>
      names[level].split(' ').map((name) => [name, level] as const),
    ),
  );
const LEVELS = byName(NAMES);
const CLEAR_LEVELS = byName(CLEAR_NAMES);

/** The level that a word of a sentence may be; undefined when it is none. */
export const levelOfWord = (word: string): LogLevel | undefined => LEVELS.get(word.toLowerCase());

/** A level's name or letter that stands where a level does; undefined when it is neither. */
export const levelOf = (name: string): LogLevel | undefined =>
  name.length === 1 ? LETTERS[name] : (levelOfWord(name) ?? CLEAR_LEVELS.get(name.toLowerCase()));

/** Colours around a level in a JSON string ("\\u001b[31merror\\u001b[39m", winston's colorize). */
const COLOUR = /\\u001b\[[\d;]{1,12}m/gi;
const FIRST_WORD = /[A-Za-z]+/;

/** The level that a field's text names: "error", "[ERROR]", "ERROR+2" (Go's slog), "LOG_ERR", "D1" (MongoDB). */
export function levelOfText(text: string): LogLevel | undefined {
  const plain = text.slice(0, MAX_LEVEL).replace(COLOUR, '').replace(/^LOG_/i, '');
  return levelOf(FIRST_WORD.exec(plain)?.[0] ?? '');
}
const MAX_LEVEL = 60;

/** How a logger counts its levels. */
export type Scale =
  | 'plain'
  | 'severity'
  | 'python'
  | 'opentelemetry'
  | 'syslog'
  | 'ascending'
  | 'microsoft'
  | 'cockroach';

/** The lowest number of each level, highest first. */
type Steps = readonly (readonly [number, LogLevel])[];
/** https://docs.python.org/3/library/logging.html#logging-levels */
const PYTHON: Steps = [
  [50, 'fatal'],
  [40, 'error'],
  [30, 'warn'],
  [20, 'info'],
];
/** pino and bunyan: https://getpino.io/#/docs/api?id=levels */
const PINO: Steps = [
  [60, 'fatal'],
  [50, 'error'],
  [40, 'warn'],
  [30, 'info'],
];
/** https://github.com/Seldaek/monolog/blob/main/doc/01-usage.md#log-levels; above them java.util.logging's 700 to 1000. */
const MONOLOG: Steps = [
  [1000, 'error'],
  [900, 'warn'],
  [800, 'info'],
  [700, 'debug'],
  [500, 'fatal'],
  [400, 'error'],
  [300, 'warn'],
  [200, 'info'],
];
/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#logseverity */
const GOOGLE: Steps = [
  [600, 'fatal'],
  [500, 'error'],
  [400, 'warn'],
  [200, 'info'],
];
/** Logback's Level.toInt: https://logback.qos.ch/apidocs/ch.qos.logback.classic/ch/qos/logback/classic/Level.html */
const LOGBACK: Steps = [
  [40_000, 'error'],
  [30_000, 'warn'],
  [20_000, 'info'],
];
/** https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const OPENTELEMETRY: Steps = [
  [21, 'fatal'],
  [17, 'error'],
  [13, 'warn'],
  [9, 'info'],
];
/** Nextcloud: https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/logging_configuration.html */
const ASCENDING: Steps = [
  [4, 'fatal'],
  [3, 'error'],
  [2, 'warn'],
  [1, 'info'],
];
/** https://learn.microsoft.com/dotnet/api/microsoft.extensions.logging.loglevel */
const MICROSOFT: Steps = [
  [5, 'fatal'],
  [4, 'error'],
  [3, 'warn'],
  [2, 'info'],
];
/** https://www.cockroachlabs.com/docs/stable/log-formats, severity_numeric */
const COCKROACH: Steps = [
  [4, 'fatal'],
  [3, 'error'],
  [2, 'warn'],
  [1, 'info'],
];
/** RFC 5424, 6.2.1, from the other end: 0 is the worst. */
const SYSLOG: readonly LogLevel[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];

const FIXED: Readonly<Partial<Record<Scale, Steps>>> = {
  python: PYTHON,
  opentelemetry: OPENTELEMETRY,
  ascending: ASCENDING,
  microsoft: MICROSOFT,
  cockroach: COCKROACH,
};

/** The level that a number stands for. By the scale that its logger has, else by the scales that such numbers occur in. */
export function levelOfNumber(value: number, scale: Scale = 'plain'): LogLevel {
  const steps = FIXED[scale] ?? stepsOf(value, scale);
  if (steps === undefined) return SYSLOG[value] ?? 'unknown';
  return steps.find(([from]) => value >= from)?.[1] ?? 'debug';
}

function stepsOf(value: number, scale: Scale): Steps | undefined {
  if (value > 1000) return LOGBACK;
  if (value >= 100) return scale === 'severity' ? GOOGLE : MONOLOG;
  return value >= 10 && scale !== 'syslog' ? PINO : undefined;
}

const SEVERITY: readonly LogLevel[] = ['unknown', 'debug', 'info', 'warn', 'error', 'fatal'];
/** 0 unknown to 5 fatal. */
export const severityOf = (level: LogLevel): number => SEVERITY.indexOf(level);
export const levelOfSeverity = (severity: number): LogLevel => SEVERITY[severity] ?? 'unknown';
export const isBad = (level: LogLevel): boolean => level === 'warn' || level === 'error' || level === 'fatal';
