import { compare } from '../../model/canonical.ts';
import { defined } from '../../model/present.ts';
import type { Statement, StatementName } from '../../model/statement.ts';
import { inParts } from './words.ts';
import { type Moment, type Phrase, wholeText } from './words-of.ts';

/** What a title has said already where it states the same facts under another name. */
const SAID_BY: Readonly<Partial<Record<StatementName, StatementName>>> = {
  'waits-for-absent-claim': 'claim-absent',
  'waits-for-unbound-claim': 'claim-unbound',
};

/**
 * The evidence in the words that somebody needs who has read the title: without what the title states itself, and
 * without a quotation that the title gives. All of it where nothing else is left.
 */
export function beyondTitle(title: Statement, evidence: readonly Statement[], moment: Moment): string[] {
  const stated = new Set(statementsIn(title).map(factsText));
  const quoted = new Set(quotationsIn(title));
  const told = evidence
    .filter((one) => !stated.has(factsText(one)) && !isSaidBy(title, one))
    .map((one) => inParts(one, moment))
    .map((phrase) => textBeside(phrase, quoted))
    .filter((text) => text !== '');
  const left = told.length > 0 ? told : evidence.map((one) => wholeText(inParts(one, moment)));
  return [...new Set(left)];
}

function textBeside({ said, again, ...phrase }: Phrase, quoted: ReadonlySet<string>): string {
  if (said === undefined || !quoted.has(said)) return wholeText({ ...phrase, ...defined({ said }) });
  return again === undefined || again === '' ? '' : wholeText({ ...phrase, words: again });
}

function isSaidBy(title: Statement, { says, ...facts }: Statement): boolean {
  const known = title as Readonly<Record<string, unknown>>;
  return (
    SAID_BY[title.says] === says &&
    Object.entries(facts).every(([name, value]) => factsText(known[name]) === factsText(value))
  );
}

/** The statement itself, and those that stand within it as facts. */
const statementsIn = (statement: Statement): readonly unknown[] =>
  objectsIn(statement).filter((part) => 'says' in part);

/** What others wrote, wherever the statement has it. */
const quotationsIn = (statement: Statement): readonly string[] =>
  objectsIn(statement).flatMap(({ said }) => (typeof said === 'string' ? [said] : []));

function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : [value as Readonly<Record<string, unknown>>];
  return [...own, ...Object.values(value).flatMap(objectsIn)];
}

/** The same for the same facts, in whatever order they were given. */
const factsText = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => compare(a, b)))
      : part,
  ) ?? '';
