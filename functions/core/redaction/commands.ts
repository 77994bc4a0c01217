import { REDACTED } from './marker.ts';
import { looksLikeKey, looksSecret, secretName, statesFact } from './names.ts';

/**
 * Programs whose short options hold a secret; long ones tell by their names (`names.ts`). Facts of their manuals:
 * redis-cli, mysql, mongosh, curl, ab, sshpass, ldapsearch, docker login, helm registry login, sqlcmd, rabbitmqadmin
 * (rabbitmqctl's -p is a virtual host), mosquitto_pub, unzip, cqlsh, ipmitool, 7z, az login, snmpwalk, lftp, smbclient,
 * HTTPie, etcdctl.
 */
interface Program {
  /** Its names, as a pattern. */
  readonly names: string;
  /** Options whose value, in the next word or the same one, is a secret. */
  readonly secret?: string;
  /** Options whose value is a secret in the same word; in the next one only when it looks like one. */
  readonly attached?: string;
  /** Options whose value is a user and, after `by`, a secret. */
  readonly pair?: string;
  readonly by?: string;
  /** A word without which these options mean something else. */
  readonly needs?: string;
  /** Words before the secret among those that are no options, by the first of them ('' for any). */
  readonly positional?: Readonly<Record<string, number>>;
}

const PROGRAMS: readonly Program[] = [
  { names: '(?:redis|valkey|keydb)-cli', secret: '-a' },
  {
    names:
      '(?:mysql|mariadb)(?:dump|admin|check|import|show|slap|-dump|-admin|-check|-import|-show)?|mysqlsh|mycli',
    attached: '-p',
  },
  { names: 'mongo(?:sh|dump|restore|export|import|stat|top)?', secret: '-p' },
  { names: 'sshpass', secret: '-p' },
  { names: 'curl', pair: '-u -U --user --proxy-user', by: ':' },
  { names: 'curl', pair: '-b --cookie', by: '=' },
  { names: 'ab', pair: '-A -P', by: ':' },
  { names: 'https?|xhs?', pair: '-a --auth', by: ':' },
  { names: 'etcdctl', pair: '--user', by: ':' },
  { names: 'smbclient|rpcclient', pair: '-U --user', by: '%' },
  { names: 'lftp', pair: '-u --user', by: ',' },
  { names: 'ldap(?:search|whoami|add|modify|delete|passwd|compare|modrdn)', secret: '-w' },
  { names: 'docker|podman|nerdctl|buildah|skopeo|helm|oras|crane|oc|az', secret: '-p', needs: 'login' },
  { names: 'sqlcmd|bcp|osql|mosquitto_(?:pub|sub|rr)|unzip|zip|ipmitool', secret: '-P' },
  { names: 'rabbitmqadmin|cqlsh', secret: '-p' },
  { names: '7z[ar]?', attached: '-p' },
  { names: 'snmp(?:walk|get|getnext|bulkwalk|set|table)', secret: '-A -X' },
  { names: 'rabbitmqctl', positional: { add_user: 2, change_password: 2, authenticate_user: 2 } },
  { names: 'vault', positional: { login: 1 } },
  { names: 'mc', positional: { alias: 5 } },
  { names: 'redis-server', secret: '--masterauth' },
];
const options = (list: string | undefined): readonly string[] => list?.split(' ') ?? [];
const COMPILED = PROGRAMS.map((program) => ({
  is: new RegExp(`^(?:${program.names})$`),
  secret: options(program.secret),
  attached: options(program.attached),
  pair: options(program.pair),
  by: program.by ?? '',
  needs: program.needs,
  positional: program.positional,
}));
type Compiled = (typeof COMPILED)[number];
const ANY = `(?:${PROGRAMS.map(({ names }) => names).join('|')}|sqlplus|htpasswd|kubectl|aws)`;
const IS_PROGRAM = new RegExp(`^${ANY}$`);
const IN_TEXT = new RegExp(`(?<![\\w.-])${ANY}(?=[ \\t])`, 'g');
/** Words of one command that are looked at. */
const MAX_WORDS = 40;

const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/** The index in a word from which it is secret. */
type From = number;

/** The words of one command that hold a secret, by their index: from which character on. */
export function secretWords(words: readonly string[]): Map<number, From> {
  const found = new Map<number, From>();
  for (let at = 0; at < words.length; at++) {
    const name = baseName(words[at] as string);
    if (IS_PROGRAM.test(name)) {
      const rest = words.slice(at + 1, at + 1 + MAX_WORDS);
      const secrets = COMPILED.flatMap((program) =>
        program.is.test(name) ? optionSecrets(program, rest) : [],
      );
      for (const [index, from] of [...secrets, ...otherSecrets(name, rest)]) found.set(at + 1 + index, from);
    }
    if (/^--?key$/.test(words[at] as string) && looksLikeKey(words[at + 1] ?? '')) found.set(at + 1, 0);
    if (isSecretFlag(words[at] as string) && !(words[at + 1] ?? '-').startsWith('-')) found.set(at + 1, 0);
  }
  return found;
}

/** "--password", "-token": the next word is a secret whatever it looks like. */
const isSecretFlag = (word: string): boolean => {
  if (!/^--?[A-Za-z][\w.-]*$/.test(word)) return false;
  const kind = secretName(word);
  return kind === 'password' || kind === 'token' || kind === 'key';
};

function optionSecrets(program: Compiled, words: readonly string[]): [number, From][] {
  const { secret, attached, pair, by, needs } = program;
  if (needs !== undefined && !words.includes(needs)) return [];
  const found: [number, From][] = [];
  for (const [index, word] of words.entries()) {
    if (!word.startsWith('-')) continue;
    const next = words[index + 1];
    for (const option of secret) {
      if (word === option && next !== undefined && !next.startsWith('-')) found.push([index + 1, 0]);
      else if (isShort(option) && word.startsWith(option) && word.length > 3) found.push([index, 2]);
    }
    for (const option of attached) {
      if (word === option && next !== undefined && looksSecret(next)) found.push([index + 1, 0]);
      else if (word.startsWith(option) && word.length > 2) found.push([index, 2]);
    }
    for (const option of pair) {
      const value = optionValue(option, word, next);
      const at = value?.text.indexOf(by) ?? -1;
      if (value !== undefined && at >= 0) found.push([index + value.index, value.from + at + by.length]);
    }
  }
  const positional = program.positional?.[words[0] ?? ''];
  if (positional !== undefined) {
    found.push(...positionalSecret(words, positional));
  }
  return found;
}

/** The n-th word that is no option, from 0. */
function positionalSecret(words: readonly string[], n: number): [number, From][] {
  const index = [...words.keys()].filter((at) => !words[at]?.startsWith('-'))[n];
  return index === undefined ? [] : [[index, 0]];
}

/** What stands after a beginning, in each word that has it. */
const secretAfter = (beginning: RegExp, words: readonly string[]): [number, From][] =>
  words.flatMap((word, index): [number, From][] => {
    const found = beginning.exec(word);
    return found === null ? [] : [[index, found[0].length]];
  });

const isShort = (option: string): boolean => option.length === 2;

/** An option's value: in the next word (also after bundled short ones, "-sfu"), after "=", or in the same word. */
function optionValue(
  option: string,
  word: string,
  next: string | undefined,
): { text: string; index: 0 | 1; from: number } | undefined {
  if (next !== undefined) {
    const isBundle = isShort(option) && /^-[A-Za-z]{1,8}$/.test(word) && word.endsWith(option.slice(1));
    if (word === option || isBundle) return { text: next, index: 1, from: 0 };
  }
  if (!isShort(option) && word.startsWith(`${option}=`)) {
    const from = option.length + 1;
    return { text: word.slice(from), index: 0, from };
  }
  if (isShort(option) && word.startsWith(option) && word.length > 2)
    return { text: word.slice(2), index: 0, from: 2 };
  return undefined;
}

/** Programs that take their secret in a way of their own. */
function otherSecrets(name: string, words: readonly string[]): [number, From][] {
  if (name === 'sqlplus') return secretAfter(/^[\w$#]{1,64}\/(?=[^@\s]{1,128}@)/, words);
  if (name === 'htpasswd') {
    return words.some((word) => /^-\w*b/.test(word)) ? positionalSecret(words, 2) : [];
  }
  if (name === 'kubectl' && words.includes('secret'))
    return secretAfter(/^--from-literal=[\w.-]{1,253}=/, words);
  if (name === 'aws' && words[0] === 'configure' && words[1] === 'set') {
    return secretName(words[2] ?? '') !== undefined && words[3] !== undefined ? [[3, 0]] : [];
  }
  return [];
}

/** Of an Oracle login only what stands before the @ goes. */
const hideFrom = (word: string, from: number): string => {
  const at = word.indexOf('@', from);
  const isLogin = /^[\w$#]{1,64}\/$/.test(word.slice(0, from));
  return `${word.slice(0, from)}${REDACTED}${isLogin && at >= 0 ? word.slice(at) : ''}`;
};

/** A command's words, those that are secrets replaced. */
export function redactWords(words: readonly string[]): string[] {
  const secrets = secretWords(words);
  return words.map((word, index) => {
    const from = secrets.get(index);
    return from === undefined || statesFact(word.slice(from)) ? word : hideFrom(word, from);
  });
}

/** Characters of one command that are looked at; bounds what hostile text costs. */
const MAX_COMMAND = 2_000;
/** A shell's words, with their quotes; a quote without its end stands alone. */
const WORDS = /(?:[^\s"']|"[^"]*"|'[^']*')+|["']/g;
/** What ends a command. */
const END = /[;|&]/;

/** Replaces secrets of commands that stand in a text: a shell's line, a trace, a log. */
export function redactCommands(text: string): string {
  let out = '';
  let done = 0;
  IN_TEXT.lastIndex = 0;
  for (let match = IN_TEXT.exec(text); match !== null; match = IN_TEXT.exec(text)) {
    const [window = ''] = text.slice(match.index, match.index + MAX_COMMAND).split('\n', 1);
    const found = [...window.matchAll(WORDS)];
    const stop = found.findIndex(([word]) => END.test(word.replace(/["'].*/, '')));
    const own = stop < 0 ? found : found.slice(0, stop + 1);
    const bare = own.map(([word]) =>
      word.replace(/^(-?-?\w*)["'](.*)["']$/s, '$1$2').replace(/[;|&)]+$/, ''),
    );
    const shown = redactWords(bare);
    for (const [index, word] of shown.entries()) {
      const was = own[index];
      const plain = bare[index] as string;
      if (was === undefined || word === plain) continue;
      const start = match.index + was.index;
      out += `${text.slice(done, start)}${was[0].replace(plain, () => word).replace(/^(-?-?\w*)["'](.*)["']$/s, (whole, before: string, inner: string) => (before + inner === plain ? word : whole))}`;
      done = start + was[0].length;
    }
    const last = own.at(-1);
    IN_TEXT.lastIndex = match.index + Math.max(1, last === undefined ? 1 : last.index + last[0].length);
  }
  return done === 0 ? text : out + text.slice(done);
}
