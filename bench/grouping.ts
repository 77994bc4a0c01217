import type { LogPattern } from '../functions/model/log-summary.ts';
import { Random } from './random.ts';

interface Labelled {
  readonly text: (random: Random) => string;
}

/** A template as a pattern that its messages fit. */
const fits = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split('<*>')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+?')}$`,
  );

/**
 * Grouping accuracy (Zhu et al., ICSE-SEIP 2019): the share of lines whose group is exactly the group of all lines of
 * their statement. A group is right when one statement's messages, and no other's, fit its template, and it counts as
 * many lines as the statement wrote.
 */
export function groupingAccuracy(
  patterns: readonly LogPattern[],
  counts: readonly number[],
  statements: readonly Labelled[],
  lines: number,
): number {
  const random = new Random(99);
  const samples = statements.map((statement) => Array.from({ length: 20 }, () => statement.text(random)));
  let right = 0;
  for (const { template, count } of patterns) {
    const pattern = fits(template);
    const owners = samples.flatMap((texts, i) => (texts.every((text) => pattern.test(text)) ? [i] : []));
    const [owner] = owners;
    if (owners.length === 1 && owner !== undefined && counts[owner] === count) right += count;
  }
  return right / lines;
}
