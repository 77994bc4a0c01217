import { hostsIn as findHosts, type NamedHost } from '../text/hosts.ts';
import { redactCommands, redactWords } from './commands.ts';
import { redactEncoded } from './encoded.ts';
import { redactAuthSchemes, redactKeyValues } from './key-values.ts';
import { redactKnownTokens, redactPrivateKeys } from './known-tokens.ts';
import { isHidden, REDACTED } from './marker.ts';
import { looksLikeKey, looksSecret, type SecretName, secretName, statesFact } from './names.ts';
import { redactCards, redactEmails } from './personal-data.ts';
import { redactUrlCredentials } from './url-credentials.ts';

export type { NamedHost } from '../text/hosts.ts';

/**
 * The text without secrets and personal data: private keys, tokens of known shapes, passwords in URLs (user, host,
 * port and path stay), values of secret names in key=value, JSON, YAML and headers, secrets of command lines, card
 * numbers, e-mail addresses. Linear in the text's length; redacting twice changes nothing more. What it cannot know is
 * a secret without a name or a shape: how random a run looks says little, since ids look the same.
 */
export const redact = (text: string): string =>
  text.length < MIN_SECRET ? text : redactEncoded(text, redactPlain);

const redactPlain = (text: string): string => redactCards(redactEmails(redactSecrets(text)));

/** As `redact`, but e-mail addresses and cards stay: user@host of a command line is an account on a machine. */
function redactSecrets(text: string): string {
  const named = redactKeyValues(redactUrlCredentials(redactPrivateKeys(text)));
  return redactKnownTokens(redactAuthSchemes(redactCommands(named)));
}

/** The hosts that a text names (`hosts.ts`); what stands in a password is none. */
export const hostsIn = (text: string): NamedHost[] => findHosts(redactUrlCredentials(text));

/** Nothing shorter can hold a name and a value. */
const MIN_SECRET = 6;

/** What only variables are named: a data source, which holds its password, and a key of whatever it is. */
function kindOfVariable(name: string): SecretName | undefined {
  if (/dsn$/i.test(name)) return 'password';
  return /(?:^|_)key$/i.test(name) ? 'key' : undefined;
}

/** An environment variable's value: of a secret's name only the hosts that it names, else redacted as any text. */
export function redactEnv(name: string, value: string): string {
  const kind = secretName(name) ?? kindOfVariable(name);
  if (kind === undefined || value === '' || isHidden(value) || /^(?:true|false|\d{1,4})$/.test(value))
    return redact(value);
  if (kind === 'token' && (statesFact(value) || !(looksSecret(value) || value.length >= 8)))
    return redact(value);
  if (kind === 'key' && !looksLikeKey(value)) return redact(value);
  const names =
    value.includes('://') || /^[\w.-]+:\d+$|@(?:tcp|udp)\(|(?:^|[;\s])(?:host|server)=/i.test(value);
  const hosts = names ? hostsIn(redact(value)) : [];
  const shown = hosts.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`));
  return [REDACTED, ...shown].join(' ');
}

/** Programs whose arguments name accounts on machines. */
const REMOTE = /^(?:ssh|scp|sftp|rsync|sshpass|ssh-copy-id|mosh|autossh)$/;

/** A command line, word by word: secrets of the programs' options, and what redaction finds in each word. */
export function redactArguments(words: readonly string[]): string[] {
  const isRemote = words.some((word) => REMOTE.test(word.slice(word.lastIndexOf('/') + 1)));
  const clean = isRemote ? redactSecrets : redact;
  return redactWords(words).map((word) => (word.length < MIN_SECRET ? word : clean(word)));
}
