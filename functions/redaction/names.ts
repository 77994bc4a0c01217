import { anyOf, oneOf } from '../text/any-of.ts';
import { classChanges } from './marker.ts';

/**
 * How far a name tells that its value is a secret: a password is one whatever it looks like; a token or session is one
 * unless it reads like a word ("token: expired"); a key only when it looks like one ("key=orders:42").
 */
export type SecretName = 'password' | 'token' | 'key';

/** userPass, APIKey, DB_PW and client-key-data as words. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
/** Longer names are no names; bounds what is looked at. */
export const MAX_NAME = 64;

/** Words that end in one of these name a password or secret (also joined: dbpass, rootpw, authsecret). */
const PASSWORD = /(?:password|passwd|passphrase|passcode|passwort|pswd|pwd|pw|secret)$|passwords$|^secretkey/;
const PASS = /pass$/;
const NOT_PASS = /^(?:by|com|encom|over|sur|tres|under|im|multi|one|two|single|first|second|full)pass$/;
const TOKEN = anyOf(
  [
    /(?:tokens?|creds?|credentials?|cookies?|jwt)$/,
    /^(?:pat|pin|otp|totp|cvv|cvc|ssn|masterauth|authorization|sessid|[jp]?(?:hp)?sess(?:ion)?id|csrf|xsrf)$/,
  ],
  '',
);
/** These name a secret only as a name's last word: sessionAffinity and auth_code are something else. */
const LAST = /^(?:auth|signature|sig|salt|sid|session|sess)$/;
/** What a key must be the key of, or to, to be a secret. */
const KEY_OF = oneOf(
  `
    api access account private secret encryption decryption signing sign auth license licence master
    shared service webhook routing integration storage deploy session hmac ssh tls ssl admin app
    application client subscription registration bot rsa aes gpg pgp root user cert jwt password encrypt
    unseal recovery functions?
  `,
);
const JOINED_KEY =
  /(?:api|access|account|private|secret|encryption|signing|auth|license|master|shared|storage|deploy|hmac|ssh|app)keys?$/;

/** Words after the secret's own that make the name one of a fact about it, or of where it is. */
const ABOUT = new Set(
  'name names count counts type types expir expires expired expiry expiration ttl length len size policy policies limit limits usage used file files filename path paths version ref refs keyref namespace kind age provider issuer status state error errors valid invalid validity required enabled disabled manager store service authority class field reset created updated rotation rotated rotate bucket budget per algorithm method methods header headers scope scopes source index pos position mount review controller server mode domain prefix suffix audience duration timeout lifetime interval format location region host port login username env strength attempts hint encoder generator validator refresh realm dir directory folder request requests response rate max min validation check verification public authentication stdin'.split(
    ' ',
  ),
);
/** Tokens that repeat or go on with a request, and open nothing. */
const OF_REQUESTS = oneOf(
  `
    request next page paging pagination continuation continue idempotency fencing cancellation sync
    resume cursor scroll
  `,
);
/** Where a token is got; a secret's own address may be the secret. */
const ADDRESS = new Set(['url', 'urls', 'uri', 'endpoint']);

/** What a word of a name says, by itself and by the word before it. */
function stemOf(words: readonly string[], at: number): SecretName | undefined {
  const [word, before] = [words[at] as string, words[at - 1] ?? ''];
  if (STANDS_FOR.some(([is, after]) => is.test(word) && after.test(before))) return undefined;
  if (isPassword(word)) return 'password';
  if (word === 'encrypt' && words.length === 1) return 'key';
  if (isToken(word, before, at === words.length - 1)) return 'token';
  return isKey(word, before) ? 'key' : undefined;
}

/** A reference to a secret, and a token that opens nothing: by a word and the one before it. */
const STANDS_FOR: readonly [RegExp, RegExp][] = [
  [/^secrets?$/, /^(?:existing|pull)$/],
  [/^tokens?$/, OF_REQUESTS],
];
const isPassword = (word: string): boolean =>
  PASSWORD.test(word) || (PASS.test(word) && !NOT_PASS.test(word));
const isToken = (word: string, before: string, isLast: boolean): boolean =>
  TOKEN.test(word) || (LAST.test(word) && isLast) || (word === 'id' && /^(?:session|secret)$/.test(before));
const isKey = (word: string, before: string): boolean =>
  JOINED_KEY.test(word) || (/^keys?$/.test(word) && KEY_OF.test(before));

/**
 * What a variable's, field's or option's name says of its value; undefined when nothing: the name is none of a secret,
 * or one of a fact about a secret ("token_ttl", "secretName", "PASSWORD_FILE", "publicKey").
 */
export function secretName(name: string): SecretName | undefined {
  const own = name.slice(Math.max(name.lastIndexOf('.') + 1, name.length - MAX_NAME));
  const words = (own.match(WORD) ?? []).map((word) => word.toLowerCase());
  for (let at = words.length - 1; at >= 0; at--) {
    const stem = stemOf(words, at);
    if (stem !== undefined)
      return stem !== 'password' && words.slice(at + 1).some((word) => ADDRESS.has(word)) ? undefined : stem;
    if (ABOUT.has(words[at] as string)) return undefined;
    if (words[at] === 'id') return undefined;
  }
  return undefined;
}

/** A cheap look before names are taken apart: no name of a secret is without one of these. */
export const MAY_NAME = anyOf(
  [
    /pass|pwd|pw|psw|identified|secret|encrypt|secure|salt|sig/,
    /token|key|cred|auth|cookie|sess|jwt|sid|srf/,
    /otp|pin|pat|cvv|cvc|ssn/,
  ],
  'i',
);

/** Values that state a fact about the secret instead of being it, or stand in for it. */
const FACT = oneOf(
  `
    true false null nil none undefined yes no on off ok missing invalid expired empty required not is
    was must incorrect correct wrong failed mismatch authentication unknown unset set revoked denied
    rejected unauthorized the a an for of in and or with could cannot unable error bad malformed too
    should does has to string redacted
  `,
  'i',
);
const STAND_IN =
  /^(?:\*+|<[\w -]+>|x{3,}|\[redacted\]?|\$\{.*|\$\(.*|\$\d{1,2}|\?|%[sdv@]|:[a-z_]\w*|\{\{?.*)$/i;
const isFact = (text: string): boolean => FACT.test(text) || STAND_IN.test(text);
const FIRST_WORD = /^[^\s,;:]{0,60}/;
/** True for a fact or placeholder. */
export const statesFact = (value: string): boolean =>
  value === '' ||
  value.includes('[redacted') ||
  isFact(value.slice(0, 60)) ||
  isFact(FIRST_WORD.exec(value)?.[0] ?? '');

/** Not a word of prose: digits, several changes of case, or signs of an encoding. */
export const looksSecret = (value: string): boolean =>
  value.length >= 6 && (/\d/.test(value) || /[=+/~!@#$%^&*]/.test(value) || classChanges(value) >= 4);

/** A part between signs shorter than this is a word, number or version. */
const MIN_KEY_PART = 10;
/** Base64, whose signs stand anywhere, changes its class of character at more than half of its places. */
const MIN_BASE64 = 20;
/** A license: groups of capitals and digits. */
const LICENSE = /^[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){2,9}$/;
/** A path, which says where a key is. */
const PATH = /^\.{0,2}\/[\w./-]+$/;
/** Like a key: a part of it is long and mixes letters and digits, or letters of both cases. */
export function looksLikeKey(value: string): boolean {
  // A name of Amazon's, of a key as well, opens nothing.
  if (/\s/.test(value) || value.startsWith('arn:')) return false;
  if (LICENSE.test(value)) return true;
  if (value.length >= MIN_BASE64 && classChanges(value) >= value.length * 0.4) return true;
  if (PATH.test(value)) return false;
  return value
    .split(/[.:/_-]/)
    .some(
      (part) =>
        part.length >= MIN_KEY_PART &&
        ((/\d/.test(part) && /[A-Za-z]/.test(part)) || classChanges(part) >= part.length * 0.3),
    );
}
