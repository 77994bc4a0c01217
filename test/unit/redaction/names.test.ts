import { describe, expect, it } from '@jest/globals';
import { classChanges } from '../../../functions/redaction/marker.ts';
import {
  looksLikeKey,
  looksSecret,
  MAY_NAME,
  secretName,
  statesFact,
} from '../../../functions/redaction/names.ts';

const words = (text: string): readonly string[] => text.split(' ');

describe('what a name tells of its value', () => {
  it.each(
    words(
      'password passwd passphrase passcode passwort pswd pwd pw secret passwords dbpass rootpw authsecret DB_PASS userPass secretkeybase MyPassword app.datasource.password hunterSecret',
    ),
  )('a password: %s', (name) => {
    expect(secretName(name)).toBe('password');
  });

  it.each(
    words(
      'token tokens cred creds credential credentials cookie cookies jwt accesstoken pat pin otp totp cvv cvc ssn masterauth authorization sessid sessionid jsessionid phpsessid psessid sessid csrf xsrf auth signature sig salt sid session sess user_auth x-signature session_id secretId',
    ),
  )('a token: %s', (name) => {
    expect(['token', 'password']).toContain(secretName(name));
  });

  it.each([
    ...words(
      'api access account private secret encryption decryption signing sign auth license licence master shared service webhook routing integration storage deploy session hmac ssh tls ssl admin app application client subscription registration bot rsa aes gpg pgp root user cert jwt encrypt unseal recovery function functions',
    ).flatMap((of) => [`${of}_key`, `${of}_keys`]),
    ...words(
      'api access account private secret encryption signing auth license master shared storage deploy hmac ssh app',
    ).flatMap((of) => [`${of}key`, `my${of}keys`]),
    'encrypt',
    'apiKey',
    'APIKey',
    'client-key-data',
  ])('a key: %s', (name) => {
    expect(['key', 'password']).toContain(secretName(name));
  });

  it.each(
    words(
      'bypass compass encompass overpass surpass trespass underpass impass multipass onepass twopass singlepass firstpass secondpass fullpass',
    ),
  )('nothing: %s', (name) => {
    expect(secretName(name)).toBeUndefined();
    expect(secretName(`my${name}`)).toBe('password');
  });

  it.each(
    words(
      'name names count counts type types expir expires expired expiry expiration ttl length len size policy policies limit limits usage used file files filename path paths version ref refs keyref namespace kind age provider issuer status state error errors valid invalid validity required enabled disabled manager store service class field reset created updated rotation rotated rotate bucket budget per algorithm method methods header headers scope scopes source index pos position mount review controller server mode domain prefix suffix audience duration timeout lifetime interval format location region host port login username env strength attempts hint encoder generator validator refresh realm dir directory folder request requests response rate max min validation check verification public authentication stdin id',
    ),
  )('nothing, as a fact about one: token_%s', (about) => {
    expect(secretName(`token_${about}`)).toBeUndefined();
    expect(secretName(`token_x_${about}`)).toBeUndefined();
  });

  it.each(
    words(
      'request next page paging pagination continuation continue idempotency fencing cancellation sync resume cursor scroll',
    ),
  )('nothing that opens something: %s_token', (of) => {
    expect(secretName(`${of}_token`)).toBeUndefined();
    expect(secretName(`${of}_tokens`)).toBeUndefined();
    expect(secretName(`my${of}_token`)).toBe('token');
    expect(secretName(`${of}x_token`)).toBe('token');
  });

  it.each([
    ['token_url', undefined],
    ['token_urls', undefined],
    ['auth_token_uri', undefined],
    ['token_endpoint', undefined],
    ['password_url', 'password'],
    ['existing_secret', undefined],
    ['pull_secrets', undefined],
    ['my_secret', 'password'],
    ['sessionAffinity', undefined],
    ['auth_code', undefined],
    ['sig_alg', undefined],
    ['cache_key', undefined],
    ['key', undefined],
    ['monkey', undefined],
    ['user_id', undefined],
    ['session_id', 'token'],
    ['encrypt_all', undefined],
    ['', undefined],
  ])('%s: %s', (name, kind) => {
    expect(secretName(name)).toBe(kind);
  });

  it('is read off the last 64 characters, and off the last part of a path of names', () => {
    expect(secretName(`password${'x'.repeat(57)}`)).toBeUndefined();
    expect(secretName(`${'x'.repeat(80)}_password`)).toBe('password');
    expect(secretName('secret.name')).toBeUndefined();
    expect(secretName('password.user')).toBeUndefined();
  });

  it('is told only by names that a first look lets through', () => {
    for (const name of words(
      'password pwd pw psw identified secret token key cred auth cookie sess jwt otp pin pat cvv cvc ssn sig salt sid csrf encrypt secure',
    ))
      expect([name, MAY_NAME.test(`x ${name.toUpperCase()} y`)]).toEqual([name, true]);
    expect(MAY_NAME.test('hello world')).toBe(false);
  });
});

describe('a value', () => {
  it.each(
    words(
      'true false null nil none undefined yes no on off ok missing invalid expired empty required not is was must incorrect correct wrong failed mismatch authentication unknown unset set revoked denied rejected unauthorized the a an for of in and or with could cannot unable error bad malformed too should does has to string redacted',
    ),
  )('states a fact: %s', (word) => {
    expect(statesFact(word)).toBe(true);
    expect(statesFact(word.toUpperCase())).toBe(true);
    expect(statesFact(`${word}, it says`)).toBe(true);
    expect(statesFact(`${word}9x`)).toBe(false);
    expect(statesFact(`9${word}`)).toBe(false);
  });

  it.each([
    '',
    '*',
    '*****',
    '<your password>',
    '<x-y>',
    'xxx',
    'xxxxxx',
    '[redacted]',
    'see [redacted]',
    `\${DB_PASSWORD}`,
    '$(cat file)',
    '$1',
    '$12',
    '?',
    '%s',
    '%d',
    '%v',
    '%@',
    ':password',
    '{{ .Values.x }}',
    '{x}',
  ])('stands in for one: %s', (text) => {
    expect(statesFact(text)).toBe(true);
  });

  it.each(['xx', 'hunter2', '$123', '%sx', '1*', 'a<b>'])('is one: %s', (text) => {
    expect(statesFact(text)).toBe(false);
  });

  it.each([
    ['abcde1', true],
    ['abcd1', false],
    ['abcdef', false],
    ['abcdef=', true],
    ['abcdef!', true],
    ['abcdef-', false],
    ['aBcDe', false],
    ['aBcDef', true],
    ['aBcdef', false],
    ['aBcdEf', true],
    ['abcDef', false],
  ])('looks like no word of prose: %s, %p', (value, is) => {
    expect(looksSecret(value)).toBe(is);
  });

  it.each([
    ['abcdefghi1', true],
    ['abcdefgh1', false],
    ['abcdefghij', false],
    ['1234567890', false],
    ['orders:42', false],
    ['orders:abcdefghi1', true],
    ['orders-abcdefgh1-x', false],
    ['aBcDefghij', true],
    ['aBcdefghiJ', true],
    ['aBcdefghij', false],
    ['abcdefghi1 x', false],
    ['ABCD-1234-WXYZ', true],
    ['ABCD-1234', false],
    ['ABCD-1234-WXYZ-x', false],
    ['x-ABCD-1234-WXYZ', false],
    ['ABC-1234-WXYZ', false],
    ['ABCDEFGHI-1234-WXYZ', false],
    ['/run/keys/abcdefghi1', false],
    ['./abcdefghi1', false],
    ['../abcdefghi1', false],
    ['.../abcdefghi1', true],
    ['run/keys/abcdefghi1', true],
  ])('looks like a key: %s, %p', (value, is) => {
    expect(looksLikeKey(value)).toBe(is);
  });
});

describe('a word that ends or begins as one of a secret does', () => {
  it.each(words('passwordsreset oauth basalt obsession residual existing_tokenizer design tokenize'))(
    'names none: %s',
    (name) => {
      expect(secretName(name)).toBeUndefined();
    },
  );

  it.each<[string, string]>([
    ['existing_secretkey', 'password'],
    ['next_tokens_token', 'token'],
    ['session_id', 'token'],
  ])('names one: %s', (name, kind) => {
    expect(secretName(name)).toBe(kind);
  });

  it.each(words('id_token_id token_id password_id_x session_x_id'))('names an id: %s', (name) => {
    expect(secretName(name)).toBeUndefined();
  });
});

describe('changes of the class of character', () => {
  it.each<[string, number]>([
    ['', 0],
    ['abc', 0],
    ['aB', 1],
    ['a1', 1],
    ['A1', 1],
    ['a-b', 2],
    ['a/b', 2],
    ['a:b', 2],
    ['0/9', 2],
    ['0-9', 2],
    ['9:0', 2],
    ['-/:', 0],
    ['a09b', 2],
    ['A@Z', 2],
    ['A[Z', 2],
    ['a`z', 2],
    ['a{z', 2],
    ['azAZ09', 2],
  ])('of "%s" are %i', (text, changes) => {
    expect(classChanges(text)).toBe(changes);
  });
});
