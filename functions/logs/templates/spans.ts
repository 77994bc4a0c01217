import { isSign } from '../tokens.ts';
import { hasCode } from './codes.ts';
import { type Candidate, type Distinctions, mergeFamilies, rootOf } from './families.ts';
import { WILDCARD } from './masks.ts';
import { isCommon, isNoun } from './slots.ts';

/** Words that one placeholder can stand for. */
const MAX_SPAN = 8;
/** So many leading words are tried as what a name of several words follows. */
const MAX_LEAD = 4;
/** So many different names make a place that names of several words fill. */
const MIN_NAMES = 4;
const MIN_SHARED = 2;
const MAX_PATTERNS = 400;
/** Reasons that a message can have before they are one of many. */
const MIN_REASONS = 3;
/** Words before a reason, and plain English among them. */
const MIN_SENTENCE = 3;
const MIN_COMMON = 2;
const SEPARATOR = '\u0001';

/**
 * Merges templates of different length: those that are equal once neighbouring placeholders are one, messages that fit
 * a template whose placeholder stands for several words, and messages that begin alike and go on with a name
 * ("Started Daily apt activities."), known by its capitals or by its being named behind other words too.
 * Where reasons are no distinction, also those that say the same and end in one of several. Changes `into` and the
 * tokens and gaps of what is left.
 */
export function mergeSpans(
  candidates: readonly Candidate[],
  into: number[],
  distinctions: Distinctions,
): void {
  const spans = new Spans(candidates, into, distinctions);
  spans.collapse();
  mergeFamilies(candidates, into, distinctions);
  spans.collapse();
  spans.absorb();
  spans.names();
  spans.absorb();
  if (!distinctions.reasons) spans.reasons();
  spans.collapse();
}

class Spans {
  private readonly candidates: readonly Candidate[];
  private readonly into: number[];
  private readonly distinctions: Distinctions;
  /** Templates with a placeholder for several words. */
  private readonly wide = new Set<number>();

  constructor(candidates: readonly Candidate[], into: number[], distinctions: Distinctions) {
    this.candidates = candidates;
    this.into = into;
    this.distinctions = distinctions;
  }

  private live(): number[] {
    return this.into.flatMap((root, i) => (root === i ? [i] : []));
  }

  private tokensOf(index: number): string[] {
    return (this.candidates[index] as Candidate).tokens;
  }

  private areAlike(one: number, other: number): boolean {
    const kind = (index: number): string => (this.candidates[index] as Candidate).kind;
    return !this.distinctions.reasons || kind(one) === kind(other);
  }

  private merge(index: number, root: number): void {
    const target = rootOf(this.into, root);
    if (target !== index) this.into[index] = target;
  }

  collapse(): void {
    const roots = new Map<string, number>();
    for (const index of this.live()) {
      const candidate = this.candidates[index] as Candidate;
      if (collapseIn(candidate)) this.wide.add(index);
      const key = candidate.tokens.join(SEPARATOR);
      const root = roots.get(key);
      if (root === undefined) roots.set(key, index);
      else {
        this.merge(index, root);
        if (this.wide.has(index)) this.wide.add(root);
      }
    }
  }

  absorb(): void {
    const patterns = [...this.wide]
      .filter((index) => this.into[index] === index)
      .sort((a, b) => constants(this.tokensOf(b)) - constants(this.tokensOf(a)))
      .slice(0, MAX_PATTERNS);
    for (const index of this.live()) {
      if (this.wide.has(index)) continue;
      const tokens = this.tokensOf(index);
      const home = patterns.find(
        (pattern) =>
          constants(this.tokensOf(pattern)) > 0 &&
          this.areAlike(pattern, index) &&
          spans(this.tokensOf(pattern), tokens),
      );
      if (home !== undefined) this.merge(index, home);
    }
  }

  /** "Requeue of job 5 returned an error: Job is pending execution", and what else it returned. */
  reasons(): void {
    const families = new Map<string, { index: number; from: number; to: number }[]>();
    for (const index of this.live()) {
      const tokens = this.tokensOf(index);
      const from = reasonStart(tokens);
      if (from === undefined) continue;
      const to = tailStart(tokens);
      if (to <= from) continue;
      const key = [...tokens.slice(0, from), ...tokens.slice(to).filter((token) => token !== '.')].join(
        SEPARATOR,
      );
      const family = families.get(key) ?? [];
      families.set(key, family);
      family.push({ index, from, to });
    }
    for (const family of families.values()) {
      const [first] = family;
      if (first === undefined || family.length < MIN_REASONS) continue;
      const { tokens, gaps } = this.candidates[first.index] as Candidate;
      tokens.splice(first.from, first.to - first.from, WILDCARD);
      gaps.splice(first.from, first.to - first.from, ' ');
      for (const { index } of family) this.merge(index, first.index);
    }
  }

  names(): void {
    const { families, leads } = this.named();
    const isShared = ({ name }: Named): boolean => (leads.get(name)?.size ?? 0) >= MIN_SHARED;
    // The longest lead first: "Stopped target X" before "Stopped X".
    const byLead = [...families.values()].sort(
      (a, b) => (b[0]?.lead ?? 0) - (a[0]?.lead ?? 0) || b.length - a.length,
    );
    for (const family of byLead) {
      const members = family.filter(({ index }) => this.into[index] === index);
      if (isPlaceOfNames(members, isShared))
        this.mergeNamed(members.filter((member) => isTitle(member.name) || isShared(member)));
    }
  }

  /** Messages by what is before and behind what may be a name, and by that name what was seen before and behind it. */
  private named(): { families: ReadonlyMap<string, Named[]>; leads: ReadonlyMap<string, Set<string>> } {
    const leads = new Map<string, Set<string>>();
    const families = new Map<string, Named[]>();
    for (const index of this.live()) {
      const tokens = this.tokensOf(index);
      const end = endOf(tokens);
      for (let lead = 1; lead <= MAX_LEAD && lead < end; lead++) {
        const words = tokens.slice(lead, end);
        if (!mayBeName(words)) continue;
        const name = words.join(' ');
        const key = [...tokens.slice(0, lead), ...tokens.slice(end)].join(SEPARATOR);
        leads.set(name, (leads.get(name) ?? new Set()).add(key));
        const family = families.get(key) ?? [];
        families.set(key, family);
        family.push({ index, name, lead });
      }
    }
    return { families, leads };
  }

  /** Makes messages one whose names differ; too few are left apart. */
  private mergeNamed(chosen: readonly Named[]): void {
    const [first] = chosen;
    if (first === undefined || chosen.length < MIN_NAMES) return;
    const { tokens, gaps } = this.candidates[first.index] as Candidate;
    const length = endOf(tokens) - first.lead;
    tokens.splice(first.lead, length, WILDCARD);
    gaps.splice(first.lead, length, ' ');
    for (const { index } of chosen) this.merge(index, first.index);
    this.wide.add(first.index);
  }
}

/** A message with what may be a name in it, behind so many words. */
interface Named {
  readonly index: number;
  readonly name: string;
  readonly lead: number;
}

/** Where the last words end: before a sign that ends the message. */
const endOf = (tokens: readonly string[]): number =>
  isSign(tokens[tokens.length - 1] ?? '') ? tokens.length - 1 : tokens.length;

const mayBeName = (words: readonly string[]): boolean =>
  words.length <= MAX_SPAN &&
  !isNoun(words[0] ?? '') &&
  !words.some((word) => word === WILDCARD || (isSign(word) && word !== ':'));

/** Half of them are named elsewhere too, or two of three look like names. */
const isPlaceOfNames = (members: readonly Named[], isShared: (member: Named) => boolean): boolean =>
  members.length >= MIN_NAMES &&
  (members.filter(isShared).length * 2 >= members.length ||
    members.filter(({ name }) => isTitle(name)).length * 3 >= members.length * 2);

/** Behind the last colon, or "due to", of a sentence long enough to be one message. */
function reasonStart(tokens: readonly string[]): number | undefined {
  const colon = tokens.lastIndexOf(':', tokens.length - 2);
  const at = colon > 2 ? colon : tokens.findLastIndex((word, i) => isBecause(word, tokens[i - 1]));
  if (at < MIN_SENTENCE || tokens.includes('=', at)) return undefined;
  const words = tokens.slice(0, at).filter((word) => word !== WILDCARD && word !== '' && !isSign(word));
  const isSentence = words.length >= MIN_SENTENCE && words.filter(isCommon).length >= MIN_COMMON;
  return isSentence ? at + 1 : undefined;
}

const isBecause = (word: string, before: string | undefined): boolean =>
  word === 'because' || (word === 'to' && before === 'due');

/** Where signs, or a remark in brackets, end the message. */
function tailStart(tokens: readonly string[]): number {
  let at = tokens.length;
  if (tokens[at - 1] === ']' && tokens[at - 3] === '[') at -= 3;
  while (at > 0 && isSign(tokens[at - 1] as string)) at--;
  return at;
}

/** Words of a name: most are capitalised, and the first is no verb or the like. */
function isTitle(name: string): boolean {
  const words = name.split(' ');
  if (isCommon(words[0] ?? '')) return false;
  const capital = words.filter((word) => /^[A-Z]/.test(word) || isCommon(word));
  return /^[A-Z]/.test(name) && capital.length * 2 >= words.length;
}

const constants = (tokens: readonly string[]): number =>
  tokens.filter((token) => token !== WILDCARD && token !== '' && !isSign(token)).length;

/** Makes neighbouring placeholders, and lists of them, one; true when a word was among them. */
function collapseIn({ tokens, gaps, seen }: Candidate): boolean {
  const kept: number[] = [];
  let hasWord = false;
  for (let i = 0; i < tokens.length; i++) {
    const last = kept[kept.length - 1];
    if (tokens[i] === WILDCARD && last !== undefined) {
      if (tokens[last] === WILDCARD) {
        hasWord ||= seen.has(i) || seen.has(last);
        continue;
      }
      const before = kept[kept.length - 2];
      if (before !== undefined && tokens[before] === WILDCARD && isJoint(tokens[last], gaps[i])) {
        kept.pop();
        continue;
      }
    }
    kept.push(i);
  }
  if (kept.length === tokens.length) return false;
  const places = [...seen].flatMap(([place, values]) => {
    const at = kept.indexOf(place);
    return at < 0 ? [] : [[at, values] as const];
  });
  const shortTokens = kept.map((i) => tokens[i] as string);
  const shortGaps = kept.map((i) => gaps[i] as string);
  tokens.splice(0, tokens.length, ...shortTokens);
  gaps.splice(0, gaps.length, ...shortGaps);
  seen.clear();
  for (const [place, values] of places) seen.set(place, values);
  return hasWord;
}

/** "1, 2", "10.0.0.1:5432" */
const isJoint = (token: string | undefined, gap: string | undefined): boolean =>
  token === ',' || (token === ':' && gap === '');

/** True when the words fit the template, each placeholder standing for one to eight words that are no values. */
function spans(template: readonly string[], tokens: readonly string[]): boolean {
  const width = tokens.length + 1;
  // From where it is known to fail: without it, a hostile message takes eight times as long for each placeholder.
  const failed = new Set<number>();
  const fits = (t: number, at: number): boolean => {
    const start = t * width + at;
    if (failed.has(start)) return false;
    const found = rest(t, at);
    if (!found) failed.add(start);
    return found;
  };
  const rest = (t: number, at: number): boolean => {
    const same = sameWords(template, t, tokens, at);
    const place = t + same;
    const i = at + same;
    if (place === template.length) return i === tokens.length;
    return template[place] === WILDCARD && lengthsAt(tokens, i).some((n) => fits(place + 1, i + n));
  };
  return fits(0, 0);
}

/** How many words of the template, up to its next placeholder, stand there. */
function sameWords(template: readonly string[], t: number, tokens: readonly string[], at: number): number {
  let n = 0;
  while (t + n < template.length && template[t + n] !== WILDCARD && template[t + n] === tokens[at + n]) n++;
  return n;
}

/** For how many words from there a placeholder can stand. */
function lengthsAt(tokens: readonly string[], at: number): readonly number[] {
  const lengths: number[] = [];
  if (isNoun(tokens[at] ?? '')) return lengths;
  for (let n = 1; n <= MAX_SPAN && at + n <= tokens.length; n++) {
    const word = tokens[at + n - 1] as string;
    const isBound = (isSign(word) && (word !== ':' || n === 1)) || (n > 1 && word === WILDCARD);
    if (isBound || hasCode(word)) break;
    lengths.push(n);
  }
  return lengths;
}
