import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../bench/random.ts';
import { pick, value } from './labelled-values.ts';

const FOLDER = join(import.meta.dirname, 'labelled-logs');
const PART = /\{\{|\}\}|\{([A-Za-z]\w*)(?::([^{}]*))?\}/g;
/** Templates of a log are as unequal as words of a language. */
const SKEW = 1.3;
/** syslog's tag is a part of the head: programs that write the same text write the same template. */
const TAG = /^(?:[\w.@/()-]+(?:\[\{pid\}\])?|\{service\}|\{proc\}\[\{pid\}\]): /;

/** A log whose lines' templates are known. */
export interface LabelledLog {
  readonly lines: readonly string[];
  /** The template of each line. */
  readonly labels: readonly number[];
  readonly templates: readonly string[];
}

/** The programs that there are format strings of: a file each, the head of its lines first, "@@" where they stand. */
export const KINDS: readonly string[] = readdirSync(FOLDER).map((file) => file.replace('.txt', ''));

/** Lines of one program; the same for the same seed. Rare templates have one to three. */
export function labelledLog(kind: string, count: number, seed: number): LabelledLog {
  const random = new Random(seed * 7919 + kind.length * 31 + kind.charCodeAt(0));
  const [head = '', ...raw] = readFileSync(join(FOLDER, `${kind}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
  const written = raw.flatMap(alternatives);
  const names = written.map((template) => (kind === 'linux-syslog' ? template.replace(TAG, '') : template));
  const templates = [...new Set(names)];
  const order = shuffle(
    written.map((_, i) => i),
    random,
  );
  const sum = order.reduce((total, _, i) => total + 1 / (i + 1) ** SKEW, 0);
  const numbers = shuffle(
    order.flatMap((template, i) => {
      const share = Math.round(count / (i + 1) ** SKEW / sum);
      return Array.from({ length: Math.max(1 + random.below(3), share) }, () => template);
    }),
    random,
  );
  const [before = '', behind = ''] = head.split('@@');
  let now = Date.UTC(2026, 10, 24, 3);
  const lines = numbers.map((number) => {
    now += random.below(4000);
    return [before, written[number] ?? '', behind].map((part) => fill(part, random, now)).join('');
  });
  return { lines, labels: numbers.map((number) => templates.indexOf(names[number] ?? '')), templates };
}

/** `{alt:a|b}` is two templates, `{pick:a|b}` one that takes two words. */
function alternatives(template: string): string[] {
  const match = /\{alt:([^{}]*)\}/.exec(template);
  return match === null
    ? [template]
    : (match[1] ?? '').split('|').map((word) => template.replace(match[0], word));
}

function fill(template: string, random: Random, now: number): string {
  return template.replace(PART, (whole, name: string | undefined, words: string | undefined) => {
    if (name === undefined) return whole.slice(1);
    return name === 'pick' ? pick(random, (words ?? '').split('|')) : value(name, random, now);
  });
}

function shuffle<T>(items: T[], random: Random): T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/**
 * Grouping accuracy (Zhu et al., ICSE-SEIP 2019): the share of lines whose group has all lines of their template, and
 * no others. `groups` has line numbers from 1.
 */
export function groupingAccuracy(labels: readonly number[], groups: readonly (readonly number[])[]): number {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const right = groups.filter((lines) => {
    const label = labels[(lines[0] ?? 0) - 1];
    return (
      label !== undefined && sizes.get(label) === lines.length && lines.every((n) => labels[n - 1] === label)
    );
  });
  return right.reduce((sum, lines) => sum + lines.length, 0) / labels.length;
}
