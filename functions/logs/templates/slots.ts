import { isSign } from '../tokens.ts';
import { errnoEnd, WILDCARD } from './masks.ts';

/**
 * Words that messages are made of, whatever they are about: two messages that differ in one of these are two
 * messages. Values are rarely among them.
 */
const COMMON = new Set(
  `a about above abnormal absent accept access across active add after again against all allow allowed already also an and any are as at
  available bad be because been before begin below between both broken but by can cannot can't clean clear close complete
  connect connection could create current data default delete denied did disabled disconnect do does don't done down due
  during each empty enabled end enter entry error errors event exception exit fail failure fatal fetch file find finish first for
  found free from full get got had has have high if ignore illegal in incoming incomplete inactive info init initial
  internal into invalid is it its join last later leave less lib link list load local lock locked long lost low main
  maximum may memory message minimum missing mode more most must new next no non none normal not notice now null of off ok old
  on one online only open operation or other out outgoing over own partial pass peer pending please queue read ready
  receive recovery refused register release reload remote remove repair replace request reset response restart result
  resume retry return run same save send sent set should show shut shutdown skip slow so some start state status stop
  success successful successfully such suspend switch sync than that the their them then there these they this those
  through time timeout to too try two unable unavailable under unexpected unknown unlock until up update use valid
  value verify very via wait warning was were when where whether which while will with within without write wrong yes
  you your`.split(/\s+/),
);
/** Forms of English that name what happened: "opened", "closing", "successfully". */
const INFLECTED = /^[A-Za-z]?[a-z]{2,}(?:ed|ing|ly|able|ible|tion|sion|ness|ment)$/;
/** Plain names of the things that a name follows. */
const NAMING = new Set(
  `user users username login account host hosts hostname node nodes server client peer device interface driver module class
  method function service unit process program thread task job queue topic group partition container pod image volume
  name named namespace domain zone file directory path table column role relation database package component action plugin
  target slice scope backend frontend address`.split(/\s+/),
);
const PREPOSITION = new Set([
  'from',
  'to',
  'for',
  'by',
  'on',
  'at',
  'in',
  'into',
  'of',
  'with',
  'via',
  'as',
  'is',
  'was',
  '->',
]);

/** CamelCase, dotted, dashed or underscored names, and whole phrases in quotes or brackets. */
const IDENTIFIER = /[a-z][A-Z]|[\w-][._$/@~#\\*-]\w|[A-Z]{2,}_|^[A-Z]{2,}[a-z]|[a-z]$[A-Z]|\s/;
const CONSTANT_CASE = /^[A-Z][A-Z_]{2,}$/;

export const isCommon = (word: string): boolean => COMMON.has(word.toLowerCase()) || INFLECTED.test(word);
/** "target" of "Stopped target Timers": what is named, not a part of the name. */
export const isNoun = (word: string): boolean => /^[a-z]/.test(word) && NAMING.has(word);
/** A noun that a name follows. */
export const isNaming = (word: string): boolean => NAMING.has(word.toLowerCase());
export const isIdentifier = (word: string): boolean => IDENTIFIER.test(word);

/** True for the value of `key=`, and for what is in quotes or brackets. */
export function isEnclosed(tokens: readonly string[], place: number): boolean {
  const before = tokens[place - 1];
  const after = tokens[place + 1];
  return before === '=' || isQuote(before, after) || isBracket(before, after);
}
const isQuote = (before: string | undefined, after: string | undefined): boolean =>
  (before === '"' || before === "'") && after === before;
const isBracket = (before: string | undefined, after: string | undefined): boolean =>
  (before === '(' && after === ')') || (before === '[' && after === ']') || (before === '{' && after === '}');

/** What a place that takes several words needs to be a value's place. */
export interface Slot {
  readonly tokens: readonly string[];
  readonly place: number;
  readonly values: ReadonlySet<string>;
  /** Words at other places that are the same in all messages. */
  readonly constants: number;
}

/** Never by number alone. */
const NEVER = Number.POSITIVE_INFINITY;

/** How many different words make the place a value's: few where the words around say so, many for plain English. */
export function valuesNeeded(slot: Slot): number {
  const seen = new Surroundings(slot);
  return (RULES.find(([holds]) => holds(seen)) ?? ELSE)[1];
}

/** What stands at and around a place. */
class Surroundings {
  readonly tokens: readonly string[];
  readonly place: number;
  readonly constants: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
  private readonly values: ReadonlySet<string>;
  private readonly words: readonly string[];
  private readonly shares = new Map<(word: string) => boolean, number>();

  constructor({ tokens, place, values, constants }: Slot) {
    this.tokens = tokens;
    this.place = place;
    this.constants = constants;
    this.before = tokens[place - 1];
    this.after = tokens[place + 1];
    this.values = values;
    this.words = [...values].filter((value) => value !== WILDCARD && value !== '');
  }

  /** The share of its words that are so. */
  share(test: (word: string) => boolean): number {
    let share = this.shares.get(test);
    if (share === undefined) {
      share = this.words.length === 0 ? 0 : this.words.filter(test).length / this.words.length;
      this.shares.set(test, share);
    }
    return share;
  }

  get isProse(): boolean {
    return this.share(isPhrase) > 0.5;
  }
  get isEnglish(): boolean {
    return this.share(isCommon) > 0.5;
  }
  get isGiven(): boolean {
    return this.before === '=' || isQuote(this.before, this.after);
  }
  get isBracketed(): boolean {
    return isBracket(this.before, this.after);
  }
  get isFirst(): boolean {
    return this.place === 0;
  }
  get isLast(): boolean {
    return isLast(this.tokens, this.place);
  }
  get hasValue(): boolean {
    return this.values.has(WILDCARD) || this.values.has('');
  }
  get isNamed(): boolean {
    return this.share(isIdentifier) > 0.6;
  }
  get isConstantCase(): boolean {
    return this.share(hasConstantCase) > 0.6;
  }
  /** Behind "from", "by", "from:". */
  get isBehindPreposition(): boolean {
    const word = this.before === ':' ? this.tokens[this.place - 2] : this.before;
    return word !== undefined && PREPOSITION.has(word.toLowerCase());
  }
}

type SlotRule = readonly [holds: (seen: Surroundings) => boolean, needed: number];

/** The first that holds says how many words it takes. */
const RULES: readonly SlotRule[] = [
  // klog's structured lines start with their message in quotes.
  [({ place, before }) => place === 1 && before === '"', NEVER],
  [({ tokens, place }) => isCause(tokens, place), 4],
  [({ tokens, place }) => isReason(tokens, place), 2],
  [(seen) => seen.isGiven && seen.isProse, 3],
  [(seen) => seen.isGiven, 2],
  [({ constants }) => constants === 0, NEVER],
  [(seen) => seen.isBracketed && seen.isProse, 6],
  [(seen) => seen.isBracketed && seen.isEnglish, 3],
  [(seen) => seen.isBracketed, 2],
  [({ tokens, place }) => isAttribute(tokens, place), 2],
  [(seen) => seen.isLast && ATTRIBUTE.test(seen.before ?? '') && seen.share(isCapital) > 0.9, 2],
  [(seen) => seen.isEnglish, 24],
  [(seen) => seen.hasValue, 2],
  // The word before says that a name follows: name(1234), name[1234].
  [({ before }) => before !== undefined && NAMING.has(before.toLowerCase()), 2],
  [({ tokens, place, after }) => isOpening(after) && tokens[place + 2] === WILDCARD, 3],
  // By what the words look like, and where they stand.
  [(seen) => seen.isNamed && seen.isFirst && seen.constants < 3 && hasOnlyCommon(seen.tokens, seen.place), 7],
  [(seen) => seen.isNamed && seen.isFirst, 4],
  [(seen) => seen.isNamed && (seen.isBehindPreposition || seen.before === ':'), 2],
  [(seen) => seen.isNamed || seen.isBehindPreposition, 3],
  [(seen) => seen.isConstantCase && (seen.isFirst || seen.after === ':'), 8],
  [(seen) => seen.isConstantCase && seen.isLast && seen.constants > 2, 2],
  [(seen) => seen.isConstantCase, 3],
  [({ before }) => before === ':' || before === ',', 4],
  [(seen) => seen.isFirst, 8],
  [(seen) => seen.isLast && seen.constants > 4, 3],
  [(seen) => seen.isLast && seen.constants > 1, 5],
  [(seen) => seen.isLast, 7],
  [({ constants }) => constants > 6, 4],
];
const ELSE: SlotRule = [() => true, 6];

const hasConstantCase = (word: string): boolean => CONSTANT_CASE.test(word);
const isCapital = (word: string): boolean => /^[A-Z]/.test(word);
/** Several words, one of them of plain English. */
const isPhrase = (value: string): boolean =>
  value.includes(' ') &&
  errnoEnd(value, value.startsWith(CODE) ? CODE.length : 0) === 0 &&
  value.split(/[\s:,()[\]]+/).some(isCommon);
/** "111: Connection refused" */
const CODE = `${WILDCARD}: `;
const hasOnlyCommon = (tokens: readonly string[], place: number): boolean =>
  tokens.every((token, i) => i === place || token === WILDCARD || isSign(token) || isCommon(token));
/** "state: Installed,", "VersionComp: EQ, ServiceComp: GE": one word, or a phrase, that a colon gives to a name. */
function isAttribute(tokens: readonly string[], place: number): boolean {
  const before = tokens[place - 1];
  if (before === 'to' || before === 'is' || before === '=') return STATE_NAME.test(tokens[place - 2] ?? '');
  if (before !== ':') return false;
  if (ATTRIBUTE.test(tokens[place - 2] ?? '')) return true;
  const isPair = (at: number): boolean =>
    tokens[at - 1] === ':' && (tokens[at + 1] === ',' || tokens[at + 1] === ';' || at === tokens.length - 1);
  return isPair(place) && [place - 4, place + 4].some((at) => at > 1 && at < tokens.length && isPair(at));
}
const ATTRIBUTE =
  /^(?:reason|info|state|status|result|disposition|mode|type|level|phase|action|role|kind|scope|request|command|cmd)$/i;
/** "Setting instance vm_state to active" */
const STATE_NAME = /(?:state|status|mode|level|type)$/i;

const isOpening = (token: string | undefined): boolean => token === '(' || token === '[';
/** `err=`, `error: "..."`: why it failed is what sets messages apart, until there are many reasons. */
const isCause = (tokens: readonly string[], place: number): boolean =>
  [tokens[place - 2], tokens[place - 3]].some((key) => key !== undefined && CAUSE_KEY.test(key)) &&
  (tokens[place - 1] === '=' || tokens[place - 1] === ':' || tokens[place - 1] === '"');
const CAUSE_KEY = /^(?:err|error|cause|exception|msg|message)$/i;
const isReason = (tokens: readonly string[], place: number): boolean =>
  tokens[place - 2]?.toLowerCase() === 'reason' && (tokens[place - 1] === '=' || tokens[place - 1] === ':');

/** "ECONNREFUSED" (errno.h), "ConnectTimeoutError", "SocketException" */
const FAILURE_NAME = /^E[A-Z]{3,}$|[a-z](?:Error|Exception)$/;
/** True for names of failures, and for what a colon or an equals sign introduces: there a failure says why it happened. */
export function saysWhy({ tokens, place, values }: Slot): boolean {
  if ([...values].some((value) => FAILURE_NAME.test(value))) return true;
  const before = tokens[place - 1];
  const sign = before === '"' || before === "'" ? tokens[place - 2] : before;
  return sign === ':' || sign === '=';
}

const isLast = (tokens: readonly string[], place: number): boolean => {
  for (let i = place + 1; i < tokens.length; i++) if (!isSign(tokens[i] as string)) return false;
  return true;
};
