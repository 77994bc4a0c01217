import type { Rules } from './rule.ts';
import { linesOf, type Told } from './told.ts';

/** Every object within a value. */
function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** Pairs of fields of which the first counts a part of the second. */
const PARTS: readonly (readonly [string, string])[] = [
  ['some', 'all'],
  ['errors5xx', 'requests'],
  ['errors4xx', 'requests'],
  ['podsRead', 'podsTotal'],
  ['failed', 'requests'],
];

const quoted = /"[^"]*"/g;
const SHARE = /(?<![\d.,/:-])(\d[\d,]*) of (?:the )?(\d[\d,]*) /g;

const numberOf = (text: string): number => Number(text.replaceAll(',', ''));

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What is counted in two sections, as both have it. */
function countedTwice({ report: { traffic, endpoints, patterns } }: Told): readonly string[] {
  if (traffic === null) return [];
  const { requests, errors5xx, minutes, byStatus, byMethod } = traffic;
  const bounded: readonly (readonly [string, number, number])[] = [
    ['requests by endpoint', sumOf(endpoints.map((endpoint) => endpoint.requests)), requests],
    ['requests by minute', sumOf(minutes.map((minute) => minute.requests)), requests],
    ['requests by status', sumOf(Object.values(byStatus)), requests],
    ['requests by method', sumOf(Object.values(byMethod)), requests],
    ['pods of a pattern', Math.max(0, ...patterns.map(({ pods }) => pods)), traffic.podsRead],
  ];
  const failed: typeof bounded = [
    ['5xx by endpoint', sumOf(endpoints.map((endpoint) => endpoint.errors5xx)), errors5xx],
    ['5xx by minute', sumOf(minutes.map((minute) => minute.errors5xx)), errors5xx],
  ];
  // Not every log has statuses: where none was counted, no 5xx are.
  const all = Object.keys(byStatus).length === 0 ? bounded : [...bounded, ...failed];
  return all.filter(([, part, all]) => part > all).map(([what, part, all]) => `${what}: ${part} of ${all}`);
}

/** What is counted. */
export const NUMBERS = {
  'a-part-is-no-more-than-all': {
    holds: 'no number of some is larger than that of all',
    broken: ({ diagnosis }) =>
      objectsIn(diagnosis).flatMap((object) =>
        PARTS.flatMap(([some, all]) => {
          const [part, whole] = [object[some], object[all]];
          return isNumber(part) && isNumber(whole) && part > whole
            ? [`${some} ${part} of ${all} ${whole}`]
            : [];
        }),
      ),
  },
  'a-told-part-is-no-more-than-all': {
    holds: 'nobody reads "6 of 4 pods"',
    broken: (told) =>
      linesOf(told).flatMap(({ where, line }) =>
        [...line.replaceAll(quoted, '""').matchAll(SHARE)]
          .filter(([, some = '', all = '']) => numberOf(some) > numberOf(all))
          .map(([share]) => `${where}: "${share.trim()}" in "${line}"`),
      ),
  },
  'sections-count-alike': {
    holds: 'what is counted by endpoint, minute, status or method adds up to no more than all',
    broken: countedTwice,
  },
} as const satisfies Rules;
