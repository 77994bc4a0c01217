import { isSign } from '../tokens.ts';
import { hasCode } from './codes.ts';
import { WILDCARD } from './masks.ts';
import {
  isCommon,
  isEnclosed,
  isIdentifier,
  isNaming,
  isNoun,
  type Slot,
  saysWhy,
  valuesNeeded,
} from './slots.ts';

/** A template on its way: the tokens of messages that were found to be one, and how many lines they have. */
export interface Candidate {
  readonly tokens: string[];
  /** The blank space before each token. */
  readonly gaps: string[];
  readonly count: number;
  /** What was seen at places that became placeholders. */
  readonly seen: Map<number, Set<string>>;
  /** What its failure is about (see kinds.ts). */
  readonly kind: string;
}

/** What is to be told apart. */
export interface Distinctions {
  /** Failures by why they happened: of different kinds they are never one, nor by few words that say why. */
  readonly reasons: boolean;
}

/** So many values of a place are remembered. */
const MAX_SEEN = 64;
/** So many different reasons are values, not reasons. */
const MANY_REASONS = 24;
/** A placeholder that stood for so many words stands for any. */
const FIRM = 8;
/** Passes over all templates; each makes new families out of the merged ones. */
const MAX_ROUNDS = 4;

/**
 * Finds which messages are of one template, by what the places where they differ hold. Messages of one length that are
 * equal but for some places are a family; a place becomes a placeholder when it holds as many different words as its
 * surroundings ask for (`valuesNeeded`), and splits the family when it does not. Families are tried from one differing
 * place to many: first each single place, then the places that look like values, then the words that are rarer than
 * the rest of their message (the words of a template are as frequent as it is, its values rarer: Brain, Yu et al.,
 * IEEE TSC 2023). `into` has for each candidate the one that it became part of, itself if none; `tokens` of those become
 * the templates.
 */
export function mergeFamilies(
  candidates: readonly Candidate[],
  into: number[],
  distinctions: Distinctions,
): void {
  const families = new Families(candidates, into, distinctions);
  for (let round = 0; round < MAX_ROUNDS; round++) if (!families.round()) break;
}

/** Follows merges to where they end. */
export function rootOf(into: number[], start: number): number {
  let at = start;
  while (into[at] !== at) at = into[at] as number;
  for (let i = start; into[i] !== at; ) {
    const next = into[i] as number;
    into[i] = at;
    i = next;
  }
  return at;
}

/** Messages that are equal but for the blank places. */
interface Family {
  readonly members: number[];
  readonly blank: readonly number[];
}

function joinFamily(
  families: Map<string, Family>,
  key: string,
  index: number,
  blank: readonly number[],
): void {
  const family = families.get(key);
  if (family === undefined) families.set(key, { members: [index], blank });
  else family.members.push(index);
}

/** What names something by itself; all else is a name behind it. */
const nounOf = (token: string): string => (isNoun(token) ? token : WILDCARD);

class Families {
  private readonly candidates: readonly Candidate[];
  private readonly into: number[];
  private readonly distinctions: Distinctions;
  private merged = false;

  constructor(candidates: readonly Candidate[], into: number[], distinctions: Distinctions) {
    this.candidates = candidates;
    this.into = into;
    this.distinctions = distinctions;
  }

  /** One pass; true when something was merged. */
  round(): boolean {
    this.merged = false;
    this.families((tokens) => words(tokens).map((place) => [place]));
    this.families((tokens) => [
      words(tokens).filter((place) => isEnclosed(tokens, place) || isIdentifier(tokens[place] as string)),
    ]);
    this.families((tokens) => [words(tokens).filter((place) => !isCommon(tokens[place] as string))]);
    const frequency = this.frequencies();
    this.families((tokens) => rareFirst(tokens, frequency));
    return this.merged;
  }

  private live(): number[] {
    return this.into.flatMap((root, i) => (root === i ? [i] : []));
  }

  /** Merges what is equal but for places that `blanks` names; it may name several such sets for a message. */
  private families(blanks: (tokens: readonly string[]) => readonly (readonly number[])[]): void {
    const families = new Map<string, Family>();
    for (const index of this.live()) {
      const { tokens } = this.candidates[index] as Candidate;
      for (const blank of blanks(tokens))
        if (blank.length > 0) joinFamily(families, this.kindOf(index) + keyOf(tokens, blank), index, blank);
    }
    // What has placeholders at those places already belongs to the family too.
    for (const index of this.live()) {
      const { tokens } = this.candidates[index] as Candidate;
      if (tokens.includes(WILDCARD))
        families.get(this.kindOf(index) + tokens.join(SEPARATOR))?.members.push(index);
    }
    for (const { members, blank } of families.values()) if (members.length > 1) this.settle(members, blank);
  }

  /** Merges a family, or the parts of it that differ at no place which is not a value's. */
  private settle(family: readonly number[], blank: readonly number[]): void {
    const members = [...new Set(family.map((i) => rootOf(this.into, i)))];
    if (members.length < 2) return;
    const first = this.candidates[members[0] as number] as Candidate;
    const constants = first.tokens.filter(
      (token, place) => token !== WILDCARD && token !== '' && !isSign(token) && !blank.includes(place),
    ).length;
    const split = this.placeOfFewest(members, blank, (place, values) =>
      this.needed({ tokens: first.tokens, place, values, constants }),
    );
    if (split >= 0) {
      const rest = blank.filter((place) => place !== split);
      if (rest.length > 0) this.settleApart(members, rest, (tokens) => tokens[split] as string);
      return;
    }
    const noun = this.placeOfNoun(members, blank);
    if (noun < 0) this.merge(members);
    else this.settleApart(members, blank, (tokens) => nounOf(tokens[noun] as string));
  }

  /** The place with the fewest words of those with fewer than it needs to be a value's; -1 where there is none. */
  private placeOfFewest(
    members: readonly number[],
    blank: readonly number[],
    needed: (place: number, values: ReadonlySet<string>) => number,
  ): number {
    let fewest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const place of blank) {
      const values = this.valuesAt(members, place);
      if (values.size < 2 || values.size >= Math.min(least, needed(place, values))) continue;
      fewest = place;
      least = values.size;
    }
    return fewest;
  }

  /** Settles the members with each value by themselves, by the places that are left. */
  private settleApart(
    members: readonly number[],
    blank: readonly number[],
    valueIn: (tokens: readonly string[]) => string,
  ): void {
    const parts = new Map<string, number[]>();
    for (const index of members) {
      const value = valueIn((this.candidates[index] as Candidate).tokens);
      const part = parts.get(value);
      if (part === undefined) parts.set(value, [index]);
      else part.push(index);
    }
    for (const part of parts.values()) this.settle(part, blank);
  }

  private needed(slot: Slot): number {
    const needed = valuesNeeded(slot);
    const isReason = this.distinctions.reasons && (saysWhy(slot) || [...slot.values].some(hasCode));
    return isReason ? Math.max(needed, MANY_REASONS) : needed;
  }

  /** Part of a family's key, so that kinds that are told apart have families of their own. */
  private kindOf(index: number): string {
    return this.distinctions.reasons ? (this.candidates[index] as Candidate).kind + SEPARATOR : '';
  }

  /** A place where some members name what a name follows ("Stopped target Timers") and others go on with a name. */
  private placeOfNoun(members: readonly number[], blank: readonly number[]): number {
    return (
      blank.find((place) => {
        const nouns = members.filter((index) =>
          isNoun((this.candidates[index] as Candidate).tokens[place] as string),
        );
        return (
          nouns.length > 0 &&
          !this.isFirm(members, place) &&
          [...this.valuesAt(members, place)].some((word) => !isNoun(word))
        );
      }) ?? -1
    );
  }

  /** What the members have at a place; with the placeholder where all other words join an established one. */
  private valuesAt(members: readonly number[], place: number): Set<string> {
    const values = this.seenAt(members, place);
    const plain = members
      .map((index) => this.candidates[index] as Candidate)
      .flatMap(({ tokens, seen }) => (seen.has(place) ? [] : [tokens[place] as string]));
    const isPlainEnglish = plain.some((word) => isCommon(word) || isNaming(word));
    if (values.size > 0 && (!isPlainEnglish || this.isFirm(members, place))) values.add(WILDCARD);
    for (const word of plain) values.add(word);
    return values;
  }

  private seenAt(members: readonly number[], place: number): Set<string> {
    return new Set(
      members.flatMap((index) => [...((this.candidates[index] as Candidate).seen.get(place) ?? [])]),
    );
  }

  /** A place that was found to hold names, so that any word there is one. */
  private isFirm(members: readonly number[], place: number): boolean {
    const { tokens } = this.candidates[members[0] as number] as Candidate;
    return isNamed(tokens, place) && this.seenAt(members, place).size >= FIRM;
  }

  private merge(members: readonly number[]): void {
    const [root, ...others] = members as [number, ...number[]];
    const target = this.candidates[root] as Candidate;
    for (let place = 0; place < target.tokens.length; place++) {
      const values = this.valuesAt(members, place);
      if (values.size < 2) continue;
      target.tokens[place] = WILDCARD;
      target.seen.set(place, values.size > MAX_SEEN ? new Set([...values].slice(0, MAX_SEEN)) : values);
    }
    for (const other of others) this.into[other] = root;
    this.merged = true;
  }

  /** How many lines have a word at a place of messages of one length. */
  private frequencies(): (tokens: readonly string[], place: number) => number {
    const counts = new Map<string, number>();
    const key = (tokens: readonly string[], place: number): string =>
      `${tokens.length} ${place} ${tokens[place]}`;
    for (const index of this.live()) {
      const { tokens, count } = this.candidates[index] as Candidate;
      for (const place of words(tokens))
        counts.set(key(tokens, place), (counts.get(key(tokens, place)) ?? 0) + count);
    }
    return (tokens, place) => counts.get(key(tokens, place)) ?? 0;
  }
}

/** Where a name is expected: in quotes or brackets, behind what is named ("group X"), or amid a message of words. */
const isNamed = (tokens: readonly string[], place: number): boolean =>
  isEnclosed(tokens, place) || isNaming(tokens[place - 1] ?? '') || words(tokens).length > 2;

/** Places of words that are no placeholders. */
function words(tokens: readonly string[]): number[] {
  const places: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as string;
    if (token !== WILDCARD && !isSign(token)) places.push(i);
  }
  return places;
}

/** The sets of the rarest words of a message, up to half of its words. */
function rareFirst(
  tokens: readonly string[],
  frequency: (tokens: readonly string[], place: number) => number,
): number[][] {
  const places = words(tokens);
  const ranked = places
    .map((place) => ({ place, n: frequency(tokens, place) }))
    .sort((a, b) => a.n - b.n || b.place - a.place);
  const sets: number[][] = [];
  for (let k = 2; k <= places.length / 2; k++)
    if (ranked[k]?.n !== ranked[k - 1]?.n) sets.push(ranked.slice(0, k).map(({ place }) => place));
  return sets;
}

const SEPARATOR = '\u0001';

function keyOf(tokens: readonly string[], blank: readonly number[]): string {
  const key = [...tokens];
  for (const place of blank) key[place] = WILDCARD;
  return key.join(SEPARATOR);
}
