import { REDACTED } from './marker.ts';
import { looksLikeKey, looksSecret, secretName, statesFact } from './names.ts';

/**
 * Programs whose short options hold a secret; long ones tell by their names (`names.ts`). Facts of their manuals:
 * redis-cli, mysql, mongosh, curl, ab, sshpass, ldapsearch, docker login, helm registry login, sqlcmd, rabbitmqadmin
 * (rabbitmqctl's -p is a virtual host), mosquitto_pub, unzip, cqlsh, ipmitool, 7z, az login, snmpwalk, lftp, smbclient,
 * HTTPie, etcdctl, cypher-shell, net, unrar, poetry, openssl passwd, slappasswd, doctl, openssl enc, ssh-keygen, skopeo, FreeRDP.
 */
interface Program {
  /** Its names, as a pattern. */
  readonly names: string;
  /** Options whose value, in the next word or the same one, is a secret. */
  readonly secret?: string;
  /** Options whose value is a secret in the next word alone: with more letters they are other options. */
  readonly apart?: string;
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
  { names: 'curl', pair: '-E --cert', by: ':' },
  { names: 'ab', pair: '-A -P', by: ':' },
  { names: 'https?|xhs?', pair: '-a --auth', by: ':' },
  { names: 'etcdctl', pair: '--user', by: ':' },
  { names: 'smbclient|rpcclient|net', pair: '-U --user', by: '%' },
  { names: 'lftp', pair: '-u --user', by: ',' },
  { names: 'ldap(?:search|whoami|add|modify|delete|passwd|compare|modrdn)', secret: '-w' },
  { names: 'docker|podman|nerdctl|buildah|skopeo|helm|oras|crane|oc|az', secret: '-p', needs: 'login' },
  { names: 'sqlcmd|bcp|osql|mosquitto_(?:pub|sub|rr)|unzip|zip|ipmitool', secret: '-P' },
  { names: 'rabbitmqadmin|cqlsh|cypher-shell', secret: '-p' },
  { names: '7z[arz]?|(?:un)?rar', attached: '-p' },
  { names: 'snmp(?:walk|get|getnext|bulkwalk|set|table)', secret: '-A -X' },
  { names: 'rabbitmqctl', positional: { add_user: 2, change_password: 2, authenticate_user: 2 } },
  { names: 'vault', positional: { login: 1 } },
  { names: 'mc', positional: { alias: 5 } },
  { names: 'poetry', positional: { config: 3 } },
  { names: 'redis-server', secret: '--masterauth' },
  { names: 'openssl', apart: '-k -K', needs: 'enc' },
  { names: 'openssl', positional: { passwd: 1 } },
  { names: '(?:sla|lda)ppasswd', secret: '-s' },
  { names: 'doctl', secret: '-t' },
  { names: 'ssh-keygen', apart: '-N -P' },
];
const options = (list: string | undefined): readonly string[] => list?.split(' ') ?? [];
const COMPILED = PROGRAMS.map((program) => ({
  is: new RegExp(`^(?:${program.names})$`),
  secret: options(program.secret),
  apart: options(program.apart),
  attached: options(program.attached),
  pair: options(program.pair),
  by: program.by ?? '',
  needs: program.needs,
  positional: program.positional,
}));
type Compiled = (typeof COMPILED)[number];
const ANY = `(?:${PROGRAMS.map(({ names }) => names).join('|')}|sqlplus|(?:ht|mosquitto_)passwd|kubectl|aws|[xw]l?freerdp3?)`;
const IS_PROGRAM = new RegExp(`^${ANY}$`);
const IN_TEXT = new RegExp(`(?<![\\w.-])${ANY}(?=[ \\t])`, 'g');
/** Words of one command that are looked at. */
const MAX_WORDS = 40;

const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/** The index in a word from which it is secret. */
type From = number;

/** The words of one command that hold a secret, by their index: from which character on. */
function secretWords(words: readonly string[]): Map<number, From> {
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
    if (isPasswordOfUser(words, at)) found.set(at + 1, 0);
    if (isSecretFlag(words[at] as string, words[at + 1] ?? '-')) found.set(at + 1, 0);
  }
  return found;
}

const USER_FLAG = /^(?:-[uU]|--?user(?:name)?)(?:$|=)/;
/** Programs whose manuals say that -p is a port, path, project, profile or process, though they have a user's option as well. */
const OTHER_P =
  '(?:docker(?:-compose)?|podman(?:-compose)?|nerdctl|ssh|mkdir|cp|install|psql|pg_\\w{1,20}|(?:create|drop)(?:db|user)|vacuumdb|su|sudo|ps|pgrep|lsof|nsenter|perl|tmux|screen|git|make|gradle|mvn|npx|systemctl|journalctl|supervisorctl|locust)';
const IS_OTHER_P = new RegExp(`^${OTHER_P}$`);
const OTHER_P_BEFORE = new RegExp(`(?:^|[\\s/;|&("'\`])${OTHER_P}\\s[^;|&\\n]*$`);
/** Behind a user, -p is the password of whatever program is none of those, when it does not look like a name. */
const isPasswordOfUser = (words: readonly string[], at: number): boolean =>
  /^-[pP]$/.test(words[at] as string) &&
  words.slice(Math.max(0, at - 6), at + 4).some((word) => USER_FLAG.test(word)) &&
  !words.slice(Math.max(0, at - MAX_WORDS), at).some((word) => IS_OTHER_P.test(baseName(word))) &&
  looksChosen(words[at + 1] ?? '');
/** A profile, project, database or host: words, which may end in a number (RFC 1123's labels, and `_`). */
const NAME = /^[A-Z]?[a-z]{2,}(?:[-_.][A-Z]?[a-z]{2,})*[-_.]?\d{0,4}$/;
/** Letters and digits in one word, as generated passwords are; no path, port, URL or setting. */
const looksChosen = (word: string): boolean =>
  /^[^\s:/{}=]{8,128}$/.test(word) && /[A-Za-z]/.test(word) && /\d/.test(word) && !NAME.test(word);

/** "--password", "-token": the next word is a secret whatever it looks like; "--secret-id" may be a secret's name. */
const isSecretFlag = (word: string, next: string): boolean => {
  if (next.startsWith('-') || !/^--?[A-Za-z][\w.-]*$/.test(word)) return false;
  if (/secret-?id$/i.test(word)) return looksLikeKey(next) && !next.startsWith('arn:');
  const kind = secretName(word);
  return kind === 'password' || kind === 'token' || kind === 'key';
};

function optionSecrets(program: Compiled, words: readonly string[]): [number, From][] {
  if (program.needs !== undefined && !words.includes(program.needs)) return [];
  const positional = program.positional?.[words[0] ?? ''];
  return [
    ...words.flatMap((word, index) =>
      word.startsWith('-')
        ? ofOption(program, word, words[index + 1]).map(([after, from]): [number, From] => [
            index + after,
            from,
          ])
        : [],
    ),
    ...(positional === undefined ? [] : positionalSecret(words, positional)),
  ];
}

/** Where an option's secret stands: in the word itself (0) or the next (1), and from which character on. */
function ofOption(
  { secret, apart, attached, pair, by }: Compiled,
  word: string,
  next: string | undefined,
): readonly [0 | 1, From][] {
  const isNext = next !== undefined && !next.startsWith('-');
  return [
    ...secret.flatMap((option) => afterOption(option, word, isNext, 3)),
    ...(apart.includes(word) && isNext ? [NEXT] : []),
    ...attached.flatMap((option) => afterOption(option, word, next !== undefined && looksSecret(next), 2)),
    ...pair.flatMap((option) => {
      const value = optionValue(option, word, next);
      const at = value?.text.indexOf(by) ?? -1;
      return value === undefined || at < 0 ? [] : [secretAt(value.index, value.from + at + by.length)];
    }),
  ];
}

const secretAt = (index: 0 | 1, from: From): [0 | 1, From] => [index, from];
const NEXT = secretAt(1, 0);

/** The next word, where that is one; else what a short option has attached, in a word of more than `least` characters. */
function afterOption(option: string, word: string, isNext: boolean, least: number): readonly [0 | 1, From][] {
  if (word === option) return isNext ? [NEXT] : [];
  return isShort(option) && word.startsWith(option) && word.length > least ? [secretAt(0, 2)] : [];
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

/** Programs that take their secret in a way of their own, by name. */
const OTHER_WAYS: readonly [RegExp, (words: readonly string[]) => [number, From][]][] = [
  [/^sqlplus$/, (words) => secretAfter(/^[\w$#]{1,64}\/(?=[^@\s]{1,128}@)/, words)],
  [/freerdp/, (words) => secretAfter(/^\/(?:p|gp|pth):(?=.)/, words)],
  [/^(?:redis|valkey|keydb)-cli$/, ofRedisAuth],
  [/^vault$/, (words) => (words[1] === 'unseal' ? positionalSecret(words, 2) : [])],
  [
    /^etcdctl$/,
    (words) => (words.includes('user') ? secretAfter(/^[\w.-]{1,64}:(?!\d{1,5}$)(?=[^/])/, words) : []),
  ],
  [/passwd$/, (words) => (words.some((word) => /^-\w*b/.test(word)) ? positionalSecret(words, 2) : [])],
  [
    /^kubectl$/,
    (words) => (words.includes('secret') ? secretAfter(/^--from-literal=[\w.-]{1,253}=/, words) : []),
  ],
  [
    /^aws$/,
    ([command, action, name = '', value]) =>
      command === 'configure' && action === 'set' && secretName(name) !== undefined && value !== undefined
        ? [[3, 0]]
        : [],
  ],
];

const otherSecrets = (name: string, words: readonly string[]): [number, From][] =>
  OTHER_WAYS.find(([is]) => is.test(name))?.[1](words) ?? [];

/** AUTH's password; with a user before it since Redis 6: https://redis.io/docs/latest/commands/auth/ */
function ofRedisAuth(words: readonly string[]): [number, From][] {
  const auth = words.findIndex((word) => /^auth$/i.test(word));
  if (auth < 0) return [];
  return looksSecret(words[auth + 2] ?? '')
    ? [
        [auth + 1, 0],
        [auth + 2, 0],
      ]
    : [[auth + 1, 0]];
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

/** Programs and options that read a password from their input. */
const READERS =
  '--?password-stdin|--with-token|--passphrase-fd|\\bchpasswd\\b|\\bkinit\\b|\\bsudo -S\\b|passwd --stdin|\\bcryptsetup\\b|\\bsmbpasswd\\b|\\bvault login\\b';
/** What a shell pipes into one. */
const PIPED = new RegExp(
  String.raw`(\b(?:echo|printf)(?:[ \t]{1,3}-\w{1,3}){0,2}[ \t]{1,3}(?:["']?%s(?:\\n)?["']?[ \t]{1,3})?["']?(?:[\w.-]{1,32}:)?)([^\s"'|$][^\s"'|]{3,200})(?=["']?[ \t]{0,3}\|[^|;&\n]{0,200}?(?:${READERS}))`,
  'g',
);
/** The same by a here-string of bash. */
const HERE_STRING = new RegExp(
  String.raw`((?:${READERS})[^|;&\n]{0,200}?<<<[ \t]{0,3}\\{0,7}["']?(?:[\w.-]{1,32}:)?)([^\s"'\\]{4,200})`,
  'g',
);

/** The same of a user and -p in one line, of a program that nobody listed. */
const SIGNED_ON =
  /((?<![\w-])-(?:[uU]|-?user(?:name)?)[ =]["']?[\w.@\\-]{1,64}["']?[ \t]{1,3}-[pP][ \t]{1,3}["']?)([^\s"']{8,128})/g;

/** Characters before a user's option in which its program is looked for. */
const MAX_BEFORE = 200;

/** Replaces secrets of commands that stand in a text: a shell's line, a trace, a log. */
export function redactCommands(text: string): string {
  const piped = text.includes('|') ? text.replace(PIPED, `$1${REDACTED}`) : text;
  const read = piped.includes('<<<') ? piped.replace(HERE_STRING, `$1${REDACTED}`) : piped;
  return redactPrograms(
    read.replace(SIGNED_ON, (whole, before: string, word: string, at: number) =>
      looksChosen(word) && !OTHER_P_BEFORE.test(read.slice(Math.max(0, at - MAX_BEFORE), at))
        ? `${before}${REDACTED}`
        : whole,
    ),
  );
}

function redactPrograms(text: string): string {
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
