import type { Random } from '../../bench/random.ts';
import { ODD_KEYS, ODD_TEXTS, oddValue } from './odd.ts';

type Some<T> = readonly [T, ...T[]];
type Edit<T> = (value: T, random: Random) => T;

const between = (text: string, random: Random): readonly [number, number] => {
  const from = random.below(text.length + 1);
  return [from, Math.min(text.length, from + random.below(40))];
};

const nested = (text: string, random: Random): string => {
  const [open, close] = random.pick<readonly [string, string]>([
    ['[', ']'],
    ['{"a":', '}'],
    ['(', ')'],
    ['- ', ''],
  ]);
  const times = random.pick([3, 50, 2_000]);
  return `${open.repeat(times)}${text}${close.repeat(times)}`;
};

const TEXT_EDITS: Some<Edit<string>> = [
  // Flip.
  (text, random) => {
    const at = random.below(text.length + 1);
    return `${text.slice(0, at)}${String.fromCharCode(random.below(256))}${text.slice(at + 1)}`;
  },
  // Cut off, and cut out.
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => {
    const [from, to] = between(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  // Repeat.
  (text, random) => {
    const [from, to] = between(text, random);
    return text.slice(0, to) + text.slice(from, to).repeat(random.pick([1, 3, 200])) + text.slice(to);
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return `${text.slice(0, at)}${random.pick(ODD_TEXTS)}${text.slice(at)}`;
  },
  (text, random) => {
    const [from, to] = between(text, random);
    return text.slice(0, from) + nested(text.slice(from, to), random) + text.slice(to);
  },
];

/** The beginning of one text and the end of another. */
const spliced = (one: string, other: string, random: Random): string =>
  one.slice(0, random.below(one.length + 1)) + other.slice(random.below(other.length + 1));

/** One of the texts, changed in one to four ways. */
export function mutatedText(texts: Some<string>, random: Random): string {
  let text = random.pick(texts);
  if (random.next() < 0.15) text = spliced(text, random.pick(texts), random);
  for (let edits = 1 + random.below(4); edits > 0; edits -= 1) text = random.pick(TEXT_EDITS)(text, random);
  return text;
}

/** Entries, changed at one of them: its value, its key, its presence, or one more beside it. */
function edited(entries: [string, unknown][], random: Random): [string, unknown][] {
  const at = random.below(entries.length);
  const [key, value] = entries[at] ?? ['', undefined];
  const put = (...now: [string, unknown][]) => entries.toSpliced(at, 1, ...now);
  return random.pick<() => [string, unknown][]>([
    () => put([key, oddValue(random)]),
    () => put([key, typeof value === 'string' ? random.pick(TEXT_EDITS)(value, random) : [value]]),
    () => put([key, { a: value }]),
    () => put(),
    () => put([key, value], [random.pick(ODD_KEYS), value]),
    () =>
      put(
        ...Array.from({ length: 1 + random.below(30) }, (_, n): [string, unknown] => [`${key}${n}`, value]),
      ),
  ])();
}

/** A value as JSON has it, changed in one place, at the top or deep within. */
function changedOnce(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null) return oddValue(random);
  const entries = Object.entries(value);
  if (entries.length === 0 || random.next() < 0.02) return oddValue(random);
  const at = random.below(entries.length);
  const next =
    random.next() < 0.7
      ? entries.map(([key, within], index): [string, unknown] => [
          key,
          index === at ? changedOnce(within, random) : within,
        ])
      : edited(entries, random);
  return Array.isArray(value) ? next.map(([, item]) => item) : Object.fromEntries(next);
}

/** One of the documents, with one to six of its parts changed. */
export function mutatedValue(documents: Some<unknown>, random: Random): unknown {
  let value = random.pick(documents);
  for (let edits = 1 + random.below(6); edits > 0; edits -= 1) value = changedOnce(value, random);
  return value;
}

/** As JSON, changed in its values, in its text, or in both. */
export function mutatedJson(documents: Some<unknown>, random: Random): string {
  const isValue = random.next() < 0.7;
  const json = JSON.stringify(isValue ? mutatedValue(documents, random) : random.pick(documents)) ?? '';
  return isValue && random.next() < 0.8 ? json : mutatedText([json], random);
}
