/** How a time stamp is written. Each reader takes the text of one stamp and gives epoch ms, NaN when it is none. */
export interface TimeFormat {
  readonly name: string;
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, reference: number) => number;
}

const HOUR = 3_600_000;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3)) / 3;
const YEAR = 365 * 24 * HOUR;

/** Hours east of Greenwich: RFC 2822, 4.3, and the zones that servers are in besides. */
const ZONES: Readonly<Record<string, number>> = {
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, BRT: -3, ART: -3 },
  ...{ CET: 1, CEST: 2, MET: 1, EET: 2, EEST: 3, BST: 1, IST: 5.5, MSK: 3, SGT: 8, HKT: 8, JST: 9, KST: 9 },
};

function offsetOf(zone: string | undefined): number {
  const named = ZONES[zone?.trim() ?? ''];
  if (named !== undefined) return named * HOUR;
  const match = /([+-])(\d\d):?(\d\d)?/.exec(zone ?? '');
  if (match === null) return 0;
  const ms = (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
  return match[1] === '-' ? -ms : ms;
}
const fractionMs = (digits: string | undefined): number =>
  digits === undefined ? 0 : Math.floor(Number(`0.${digits}`) * 1000);

/** Month from 0, day, hour, minute, second, ms: as Date.UTC takes them behind the year. */
type InYear = [mo: number, d: number, h: number, mi: number, s: number, ms?: number];

const utc = (y: number, ...[mo, d, h, mi, s, ms = 0]: InYear): number =>
  mo >= 0 && mo < 12 && d >= 1 && d <= 31 && h < 24 && mi < 60 && s < 61
    ? Date.UTC(y, mo, d, h, mi, s, ms)
    : Number.NaN;

/** A stamp without a year is the latest such time that is not more than a day after the reference. */
function withYear(reference: number, ...inYear: InYear): number {
  if (Number.isNaN(reference)) return Number.NaN;
  const year = new Date(reference).getUTCFullYear();
  const time = utc(year, ...inYear);
  if (time <= reference + 24 * HOUR) return time;
  return reference > YEAR ? utc(year - 1, ...inYear) : time;
}
const g = (m: RegExpExecArray, i: number): number => Number(m[i] ?? 0);

const hour12 = (m: RegExpExecArray, hour: number, half: number): number =>
  m[half] === undefined ? g(m, hour) : (g(m, hour) % 12) + (m[half] === 'P' ? 12 : 0);

/**
 * How CLDR shortens months in German, French, Spanish, Italian, Portuguese and Dutch where not as in English, without what
 * is no ASCII: January first.
 */
const LANGUAGE_MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fvr', 'fev'],
  ['mar', 'mr', 'mrt'],
  ['apr', 'avr', 'abr'],
  ['mai', 'may', 'mag', 'mei'],
  ['jun', 'jui', 'giu'],
  ['jul', 'lug'],
  ['aug', 'aot', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'dez', 'dic', 'dc'],
];

function monthOfLanguage(name: string): number {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  if (plain.startsWith('juil')) return 6;
  return LANGUAGE_MONTHS.findIndex((names) => names.some((short) => plain.startsWith(short)));
}

/** Sticky patterns, the most common first. */
const TIME_FORMATS: readonly TimeFormat[] = [
  {
    name: 'iso',
    pattern:
      /(\d{4})[-/.](\d\d)[-/.](\d\d)(?:[T_-]| {1,2}|, )(\d{1,2})[:.](\d\d)[:.](\d\d)(?:[.,](\d{1,9}))?(Z|\s?[+-]\d\d:?\d\d| (?:UTC|GMT|Z|MSK|[A-Z]{1,3}T)(?!\w))?/y,
    read: (m) =>
      utc(g(m, 1), g(m, 2) - 1, g(m, 3), g(m, 4), g(m, 5), g(m, 6), fractionMs(m[7])) - offsetOf(m[8]),
  },
  {
    name: 'clf',
    pattern: /(\d\d)\/([A-Z][a-z]{2})\/(\d{4})[: ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: ([+-]\d{4}))?/y,
    read: (m) =>
      utc(g(m, 3), monthOf(m[2] ?? ''), g(m, 1), g(m, 4), g(m, 5), g(m, 6), fractionMs(m[7])) -
      offsetOf(m[8]),
  },
  {
    name: 'ctime',
    pattern:
      /(?:[A-Z][a-z]{2},? )([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? (\d{4})/y,
    read: (m) => utc(g(m, 7), monthOf(m[1] ?? ''), g(m, 2), g(m, 3), g(m, 4), g(m, 5), fractionMs(m[6])),
  },
  {
    name: 'syslog',
    pattern: /([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/y,
    read: (m, reference) =>
      withYear(reference, monthOf(m[1] ?? ''), g(m, 2), g(m, 3), g(m, 4), g(m, 5), fractionMs(m[6])),
  },
  {
    name: 'day-month',
    pattern:
      /(?:[A-Z][a-z]{2},? )?(\d{1,2})[ -]([A-Z][a-z]{2})[ -](\d{4})[ ,]{1,2}(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(GMT|UTC|[+-]\d{4}))?/y,
    read: (m) =>
      utc(g(m, 3), monthOf(m[2] ?? ''), g(m, 1), g(m, 4), g(m, 5), g(m, 6), fractionMs(m[7])) -
      offsetOf(m[8]),
  },
  {
    name: 'short-year',
    pattern: /(\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?/y,
    read: (m) => utc(2000 + g(m, 1), g(m, 2) - 1, g(m, 3), g(m, 4), g(m, 5), g(m, 6), fractionMs(m[7])),
  },
  {
    name: 'compact',
    pattern: /(\d{4})(\d\d)(\d\d)[-T ]?(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[:.,](\d{1,3}))?/y,
    read: (m) => utc(g(m, 1), g(m, 2) - 1, g(m, 3), g(m, 4), g(m, 5), g(m, 6), g(m, 7)),
  },
  {
    name: 'hapi',
    pattern: /(\d\d)(\d\d)(\d\d)\/(\d\d)(\d\d)(\d\d)\.(\d{3})/y,
    read: (m) => utc(2000 + g(m, 1), g(m, 2) - 1, g(m, 3), g(m, 4), g(m, 5), g(m, 6), g(m, 7)),
  },
  {
    name: 'cockroach',
    pattern: /(\d\d)(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6})/y,
    read: (m) => utc(2000 + g(m, 1), g(m, 2) - 1, g(m, 3), g(m, 4), g(m, 5), g(m, 6), fractionMs(m[7])),
  },
  {
    name: 'hdfs',
    pattern: /(\d\d)(\d\d)(\d\d) (\d\d)(\d\d)(\d\d)(?= \d+ [A-Z])/y,
    read: (m) => utc(2000 + g(m, 1), g(m, 2) - 1, g(m, 3), g(m, 4), g(m, 5), g(m, 6)),
  },
  {
    name: 'month-day',
    pattern: /(\d\d)[-.](\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/y,
    read: (m, reference) =>
      withYear(reference, g(m, 1) - 1, g(m, 2), g(m, 3), g(m, 4), g(m, 5), fractionMs(m[6])),
  },
  {
    name: 'klog',
    pattern: /(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6})/y,
    read: (m, reference) =>
      withYear(reference, g(m, 1) - 1, g(m, 2), g(m, 3), g(m, 4), g(m, 5), fractionMs(m[6])),
  },
  {
    name: 'epoch',
    pattern: /(1\d{9})(?:\.(\d{1,9})|(\d{3})(?:\d{3}){0,2})?(?=[\s,|])/y,
    read: (m) => g(m, 1) * 1000 + fractionMs(m[2] ?? m[3]),
  },
  {
    // Java's, .NET's and SQL Server's in the United States: CLDR's "M/d/y, h:mm:ss a".
    name: 'month first',
    pattern: /(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))? ?([AP])M/y,
    read: (m) => utc(g(m, 3), g(m, 1) - 1, g(m, 2), hour12(m, 4, 8), g(m, 5), g(m, 6), fractionMs(m[7])),
  },
  {
    name: 'month, day, year',
    pattern: /([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?: ?([AP])M)?/y,
    read: (m) => utc(g(m, 3), monthOf(m[1] ?? ''), g(m, 2), hour12(m, 4, 7), g(m, 5), g(m, 6)),
  },
  {
    name: 'day first',
    pattern: /(\d\d)\.(\d\d)\.(\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?/y,
    read: (m) => utc(g(m, 3), g(m, 2) - 1, g(m, 1), g(m, 4), g(m, 5), g(m, 6), fractionMs(m[7])),
  },
  {
    name: 'month of another language',
    pattern:
      /(\d{1,2})\.? ([A-Za-z\u0080-\u00ff]{3,12})\.? (\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?/y,
    read: (m) =>
      utc(g(m, 3), monthOfLanguage(m[2] ?? ''), g(m, 1), g(m, 4), g(m, 5), g(m, 6), fractionMs(m[7])),
  },
  { name: 'clock', pattern: /(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?=[\s\]|])/y, read: () => Number.NaN },
];

/** The time stamp at a place in a text: where it ends and what it means; undefined when there is none. */
export function timeAt(text: string, at: number, reference: number): { end: number; ms: number } | undefined {
  for (const { pattern, read } of TIME_FORMATS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return { end: pattern.lastIndex, ms: read(match, reference) };
  }
  return undefined;
}

/** Any value of a time field: RFC 3339 and its kin, or a number of s, ms, µs or ns since 1970. */
export function timeOfField(text: string, reference: number): number {
  if (/^\d{9,20}(?:\.\d{1,9})?$/.test(text)) {
    const value = Number(text);
    if (value < 1e11) return Math.floor(value * 1000);
    if (value < 1e14) return Math.floor(value);
    // Doubles do not hold all ns since 1970: the digits are cut before they are a number.
    return Number(text.replace(/\..*/, '').slice(0, value < 1e17 ? -3 : -6));
  }
  return timeAt(text, 0, reference)?.ms ?? Number.NaN;
}
