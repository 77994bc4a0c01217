import { identifierMapping } from './identifiers.ts';
import { type Names, namesIn } from './names.ts';
import { isProduct } from './public-words.ts';
import { CHOSEN_KEYS, mapStrings, type Place, visitStrings } from './strings.ts';

/** Fields whose value is one of a schema's own words, and no name. */
const SCHEMA_VALUES: ReadonlySet<string> = new Set([
  ...[
    'kind',
    'apiVersion',
    'apiGroup',
    'type',
    'status',
    'phase',
    'protocol',
    'scheme',
    'operator',
    'effect',
    'level',
  ],
  ...[
    'collector',
    'result',
    'verdict',
    'restartPolicy',
    'dnsPolicy',
    'imagePullPolicy',
    'qosClass',
    'addressType',
  ],
  ...['operation', 'subresource', 'signal', 'concurrencyPolicy', 'pathType', 'reason'],
]);

/** A word in a text, or the part of one in camel case. */
const TOKEN = /[A-Za-z0-9]+/g;
const HUMP = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

export interface Renaming {
  /** The text under the new names. */
  readonly text: (text: string) => string;
  /** A copy of a value, a bundle or a report, under the new names. */
  readonly value: <T>(value: T) => T;
}

/**
 * New names for everything in a bundle that somebody named: the same for the same, wherever it stands, in the order of
 * the alphabet, so that what is sorted by name stays sorted. What identifies by figures is replaced by a secret salt.
 */
export function createRenaming(saved: unknown, salt: string): Renaming {
  const names = namesIn(saved);
  const words = newWords(names, tokensIn(saved));
  const asWord = (token: string): string | undefined => {
    const word = words.get(token.toLowerCase());
    return word === undefined ? undefined : inCaseOf(token, word);
  };
  const renameWords = (text: string): string =>
    text.replace(TOKEN, (token) => asWord(token) ?? token.replace(HUMP, (hump) => asWord(hump) ?? hump));
  const renameCommon = commonMapping(names, words);
  const renameHosts = hostMapping(names.hosts, renameWords);
  const identifiers = identifierMapping(salt);
  const text = (of: string): string => identifiers(renameWords(renameCommon(renameHosts(of))));
  const mapped = (of: string, { field, within, isKey }: Place): string => {
    // A label's key of common words means the same in every cluster: "app", "version".
    if (isKey && field !== 'lastApplied') return renameWords(renameHosts(of));
    return SCHEMA_VALUES.has(field) && !CHOSEN_KEYS.has(within) ? of : text(of);
  };
  return { text, value: (value) => mapStrings(value, mapped) as typeof value };
}

function tokensIn(saved: unknown): Set<string> {
  const tokens = new Set<string>();
  visitStrings(saved, (text) => {
    for (const [token] of text.matchAll(TOKEN)) tokens.add(token.toLowerCase());
  });
  return tokens;
}

const CONSONANTS = [...'bdfgklmnprstvz'];
const VOWELS = [...'aeiou'];
/** "babax" to "zuzux", in the order of the alphabet; no word of English or of a log ends so. */
const SYLLABLES = CONSONANTS.flatMap((consonant) => VOWELS.map((vowel) => consonant + vowel));
const INVENTED = SYLLABLES.flatMap((first) => SYLLABLES.map((second) => `${first}${second}x`));

/** A new word for each, from all over the alphabet, and none that stands in the bundle. */
function newWords({ words, common }: Names, taken: ReadonlySet<string>): Map<string, string> {
  const plain = [...common].flatMap(ownParts);
  const old = [...new Set([...words, ...plain])].sort();
  const free = INVENTED.filter((word) => !taken.has(word));
  // Thousands of names use the words up: those that come after them are numbered.
  const invented = (at: number): string => {
    const place = Math.floor((at * free.length) / old.length);
    const rounds = Math.ceil(old.length / free.length);
    return rounds === 1 ? (free[place] ?? '') : `${free[place]}${at % rounds}`;
  };
  return new Map(old.map((word, at) => [word, invented(at)]));
}

/** The words of a common name that give way: all but products'. */
const ownParts = (name: string): string[] =>
  name.split(/[^a-z0-9]+/).filter((part) => part !== '' && !/^\d+$/.test(part) && !isProduct(part));

function inCaseOf(token: string, word: string): string {
  if (/^[^a-z]+$/.test(token)) return word.toUpperCase();
  return /^[A-Z]/.test(token) ? word[0]?.toUpperCase() + word.slice(1) : word;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Longest first: "edge-cache" before "edge". */
const anyOf = (names: Iterable<string>): string =>
  [...names]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
const IDENTIFIER = /(?<![\w.-])[a-z0-9][a-z0-9.-]*/g;
const BEFORE_NAME =
  /[/"'=:@({[,]$|\b(?:container|pod|deployment|daemonset|statefulset|replica ?set|service|job|cronjob|node|secret|configmap|volume|namespace):? $/;
/** Characters; "statefulset ". */
const LONGEST_KIND = 13;
const AFTER_NAME = /["'/:@)}\],;]/;
/** What Kubernetes puts behind a name, and where its Service is found. */
const OWN_ENDING = /^-[a-z0-9]*\d|^\.[a-z0-9-]+\.svc/;

/**
 * Names of common words are replaced only where a name stands: alone, in a URL, a path, quotes, after a kind, or with
 * what Kubernetes put behind them. In a sentence the word means what it says.
 */
function commonMapping({ common, words: own }: Names, words: Map<string, string>): (text: string) => string {
  if (common.size === 0) return (text) => text;
  const renamed = new Map(
    [...common].map((name) => [
      name,
      name.replace(TOKEN, (part) => (ownParts(part).length > 0 ? (words.get(part) ?? part) : part)),
    ]),
  );
  // Their parts stay as they are elsewhere.
  for (const name of common) for (const part of ownParts(name)) if (!own.has(part)) words.delete(part);
  const spelled = spelledMapping(renamed);
  return (text) =>
    spelled(text).replace(IDENTIFIER, (run, at: number) => {
      const name = nameBefore(run, renamed);
      if (name === undefined) return run;
      const rest = run.slice(name.length);
      const stands = isPlaceOfName(text, at, at + run.length) || (rest !== '' && OWN_ENDING.test(rest));
      return stands ? `${renamed.get(name)}${rest}` : run;
    });
}

/** A name of fewer words is as often a phrase: "rate limit", "load balancer". */
const SPELLED_PARTS = 3;

/** Names of several common words as a sentence spells them: "the catalogue of 2027" of catalogue-of-2027. */
function spelledMapping(renamed: ReadonlyMap<string, string>): (text: string) => string {
  const spellings = new Map(
    [...renamed].flatMap(([name, other]) => {
      const parts = name.split(/[^a-z0-9]+/);
      return parts.length < SPELLED_PARTS ? [] : [[parts.join(' '), other.split(/[^a-z0-9]+/)]];
    }),
  );
  if (spellings.size === 0) return (text) => text;
  const pattern = new RegExp(
    `(?<![\\w-])(?:${anyOf(spellings.keys()).replaceAll(' ', '[ _]')})(?![\\w-])`,
    'gi',
  );
  return (text) =>
    text.replace(pattern, (run) => {
      const parts = spellings.get(run.toLowerCase().replaceAll('_', ' ')) ?? [];
      return run
        .split(/[ _]/)
        .map((word, at) => inCaseOf(word, parts[at] ?? word))
        .join(run.includes('_') ? '_' : ' ');
    });
}

/** The longest name that a run of letters, digits, dots and hyphens begins with, to its end or to one of the latter. */
function nameBefore(run: string, names: ReadonlyMap<string, string>): string | undefined {
  for (
    let end = run.length;
    end > 0;
    end = Math.max(run.lastIndexOf('-', end - 1), run.lastIndexOf('.', end - 1))
  )
    if (names.has(run.slice(0, end))) return run.slice(0, end);
  return undefined;
}

/** True where only a name stands between these places of a text. */
const isPlaceOfName = (text: string, from: number, to: number): boolean =>
  (from === 0 || BEFORE_NAME.test(text.slice(Math.max(0, from - LONGEST_KIND), from))) &&
  (to === text.length || AFTER_NAME.test(text[to] ?? ''));

function hostMapping(hosts: ReadonlySet<string>, rename: (text: string) => string): (text: string) => string {
  if (hosts.size === 0) return (text) => text;
  // A made-up host must not be somebody's: RFC 2606 keeps .example for this.
  const newHost = (host: string): string => `${rename(host.replace(/\.[a-z]+$/, ''))}.example`;
  const pattern = new RegExp(`(?<![\\w-])(?:${anyOf(hosts)})(?![\\w-])`, 'gi');
  return (text) => text.replace(pattern, (host) => newHost(host.toLowerCase()));
}
