import type { ChangeFacts } from '../../model/change.ts';
import type { TemplateDifference } from '../../model/template-difference.ts';
import { currentLogs } from '../view/current-logs.ts';
import type { ClusterView } from '../view/view.ts';
import type { Rise } from './rises.ts';
import type { Touch } from './touched.ts';

/** Letters of a word that may be a name of something, and of one thing of several. */
const MIN_LETTERS = { named: 4, said: 3 } as const;
/** Words that are in settings and in lines of any program. */
const ANY = new Set(
  `addr address application base client code config configuration count data database debug default enable enabled
  endpoint environment error event fail failed failure file from host http https info interval item json level
  limit list main message minute mode name option page password path pool port properties query queue request
  response retry retries second secret server service setting size start status string time timeout token type
  user value version wait with worker yaml`.split(/\s+/),
);

/** What was changed, by the name that new lines use, and a line that does. */
export interface NamedChange {
  readonly name: string;
  readonly said: string;
}

/**
 * A changed setting, key, ConfigMap or Secret that new error lines name, by a word that no program of the cluster goes by
 * and no other error line has: the program itself speaks of what was changed. undefined where none does.
 */
export function namedChangeIn(view: ClusterView, rise: Rise, touch: Touch): NamedChange | undefined {
  const known = new Set([...programWords(view), ...oldWords(view, rise)]);
  const names = namesOf(touch).flatMap((name) => {
    const words = wordsOf(name, MIN_LETTERS.named).filter((word) => !ANY.has(word) && !known.has(word));
    return words.length > 0 ? [{ name, words }] : [];
  });
  for (const { pattern } of rise.lines) {
    const said = new Set(wordsOf(pattern.example));
    const found = names.find(({ words }) => words.some((word) => said.has(word)));
    if (found) return { name: found.name, said: pattern.example };
  }
  return undefined;
}

/** What the programs that run here are called: their names are in many lines. */
const programWords = (view: ClusterView): readonly string[] =>
  [...view.workloads.map(({ ref }) => ref), ...view.evidence.all('services').map(({ metadata }) => metadata)]
    .flatMap(({ name, namespace }) => [name, namespace])
    .flatMap((name) => wordsOf(name));

/** The words of error lines that did not rise. */
function oldWords(view: ClusterView, rise: Rise): readonly string[] {
  const risen = new Set(rise.lines.map(({ pattern }) => pattern.template));
  return currentLogs(view, rise.workload)
    .flatMap(({ summary }) => summary.patterns)
    .filter(({ template }) => !risen.has(template))
    .flatMap(({ example }) => wordsOf(example));
}

const namesOf = ({ change: { object, facts } }: Touch): readonly string[] =>
  facts.kind === 'rollout' ? facts.differences.flatMap(settingOf) : [...keysOf(facts), object.name];

const keysOf = (facts: ChangeFacts): readonly string[] =>
  facts.kind === 'fields'
    ? facts.fields.map(({ key }) => key.replace(/^(?:data|stringData|binaryData)\./, ''))
    : [];

function settingOf(difference: TemplateDifference): readonly string[] {
  if (difference.kind === 'env') return [difference.name];
  return difference.kind === 'configuration' ? difference.keys.map(({ key }) => key) : [];
}

/** "SEAT_MAPS", "seatMaps" and "seat-maps" are two words; one and several of a thing are one. */
const wordsOf = (text: string, letters: number = MIN_LETTERS.said): readonly string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length >= letters)
    .map((word) => word.replace(/s$/, ''));
