import { hostsIn } from './hosts.ts';
import { redactAuthSchemes, redactKeyValues } from './redaction/key-values.ts';
import { redactKnownTokens, redactPrivateKeys } from './redaction/known-tokens.ts';
import { REDACTED } from './redaction/marker.ts';
import { redactCards, redactEmails } from './redaction/personal-data.ts';
import { redactUrlCredentials } from './redaction/url-credentials.ts';

export { hostsIn, type NamedHost } from './hosts.ts';
export { REDACTED } from './redaction/marker.ts';

/**
 * The text without secrets and personal data: private keys, tokens of known shapes, passwords in URLs (user, host,
 * port and path stay), values of secret names in key=value, JSON, YAML and headers, card numbers, e-mail addresses.
 * Linear in the text's length; redacting twice changes nothing more. What it cannot know is a secret without a name
 * or a shape.
 */
export function redact(text: string): string {
  if (text.length < MIN_SECRET) return text;
  const named = redactKeyValues(redactUrlCredentials(redactPrivateKeys(text)));
  return redactCards(redactEmails(redactKnownTokens(redactAuthSchemes(named))));
}

/** Nothing shorter can hold a name and a value. */
const MIN_SECRET = 6;

/** Names of variables whose values are secret, whatever they look like. */
const SECRET_NAME =
  /pass(?:word|wd|phrase|code)?(?:_|$)|pwd|secret|token|api_?key|access_?key|private_?key|(?:encryption|signing|auth|master|shared|license|integration|routing|service|webhook)_?key|credential|dsn$|salt$|jwt|cookie|auth$|cert(?:ificate)?_?key|_key$/i;
/** Variables that name where the secret is, or how much of it. */
const POINTS_TO_SECRET =
  /(?:_|^)(?:file|path|name|dir|type|ttl|expir\w*|length|count|limit|issuer|ref|header)s?$/i;

/** An environment variable's value: of a secret-looking name only the hosts that it names, else redacted as any text. */
export function redactEnv(name: string, value: string): string {
  if (value === '' || !SECRET_NAME.test(name) || POINTS_TO_SECRET.test(name)) return redact(value);
  if (/^(?:true|false|\d{1,4})$/.test(value)) return value;
  const names =
    value.includes('://') || /^[\w.-]+:\d+$|@(?:tcp|udp)\(|(?:^|[;\s])(?:host|server)=/i.test(value);
  const hosts = names ? hostsIn(redact(value)) : [];
  const shown = hosts.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`));
  return [REDACTED, ...shown].join(' ');
}
