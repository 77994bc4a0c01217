import { assertNever } from '../../model/assert-never.ts';
import { shortName } from '../../model/object-ref.ts';
import type { Fate, ScoreParts } from '../../model/ranking.ts';
import type { ReportedRanking } from '../../model/report.ts';
import { type Line, plain } from '../note/line.ts';

/** What each part of a score is for (docs/causes.md). */
const PARTS: Readonly<Record<keyof ScoreParts, string>> = {
  strength: 'how directly the evidence says it',
  depth: 'place in the chain of effects',
  coverage: 'share of the symptoms',
  others: 'what others show by it',
  time: 'when it began',
  against: 'what stands against it',
  unlinked: 'not linked to the target',
};

/** How the causes came to be, a block a finding, best first; lines of their own. */
export function explainSection({ findings, hindered }: ReportedRanking): readonly Line[] {
  const told = findings.flatMap(({ analyzer, cause, object, title, strength, score, parts, fate }) => [
    `${score.toFixed(1)} ${cause} ${shortName(object)}: ${title}`,
    `  found by ${analyzer}, ${strength}: ${partsText(parts)}`,
    `  ${fateText(fate)}`,
  ]);
  const missed = hindered.map(
    ({ analyzer, lacking, error }) =>
      `  ${analyzer}: ${error === null ? `${lacking.join(', ')} not read whole` : `failed by itself, which is a fault of firstnote: ${error}`}`,
  );
  return [
    'HOW THE CAUSES CAME TO BE (points; the most come first)',
    ...(told.length === 0 ? ['  no analyzer found anything'] : told),
    ...(missed.length === 0 ? [] : ['ANALYZERS THAT DID NOT SEE ALL', ...missed]),
  ].map(plain);
}

const partsText = (parts: ScoreParts): string =>
  (Object.keys(PARTS) as (keyof ScoreParts)[])
    .filter((part) => parts[part] !== 0)
    .map((part) => `${PARTS[part]} ${parts[part] > 0 ? '+' : ''}${round(parts[part])}`)
    .join(', ');

const round = (points: number): number => Math.round(points * 10) / 10;

function fateText(fate: Fate): string {
  if (fate.became === 'cause') return `is a cause (${fate.confidence})`;
  const other = `${fate.to.cause} of ${shortName(fate.to.object)}`;
  switch (fate.why) {
    case 'symptom':
      return `gives way to ${other}, which explains it: a symptom`;
    case 'says-less':
      return `gives way to ${other}, which says more`;
    case 'same':
      return `is told with ${other}: the same cause`;
    case 'explained':
      return `gives way to ${other}, which explains its object`;
    case 'same-object':
      return `gives way to ${other}: one cause an object`;
    case 'no-room':
      return `is left out: a note holds no more causes, the last is ${other}`;
    default:
      return assertNever(fate.why);
  }
}
