import { describe, expect, it } from '@jest/globals';
import { redact, redactEnv } from '../../../functions/redaction/redact.ts';

/** Composed, so that a scanner of this repository finds none; a word that no rule takes for a secret by its looks. */
const S = ['zebra', 'crossing'].join('');
/** One that looks generated. */
const R = ['hT7k', 'Q2mZ', 'p9Xw'].join('');
const GONE = '[redacted]';

const words = (text: string): readonly string[] => text.split(' ');
const goes = (text: string, secret: string): void => expect(redact(text)).not.toContain(secret);
const stays = (text: string): void => expect(redact(text)).toBe(text);

describe('a header of credentials', () => {
  it.each(
    words(
      'basic bearer digest dpop gnap hoba mutual negotiate ntlm oauth privatetoken scram-sha-256 vapid hawk token apikey api-key key jwt splunk geniekey sharedaccesssignature sharedkey sharedkeylite aws4-hmac-sha256 aws',
    ),
  )('goes by its scheme: %s', (scheme) => {
    for (const name of ['Authorization', 'authorization', 'Proxy-Authorization']) {
      goes(`${name}: ${scheme} ${S} ${S}`, S);
      goes(`{"${name}":"${scheme.toUpperCase()} ${S} ${S}"}`, S);
      goes(`${name}=${scheme} ${S}`, S);
    }
    stays(`Authorization: x${scheme} words of prose`);
    stays(`Authorization: ${scheme}s of prose`);
  });

  it('goes to the end of its line or quote', () => {
    expect(redact(`Authorization: Bearer ${S} ${S}\nHost: h`)).toBe(`Authorization: ${GONE}\nHost: h`);
    expect(redact(`curl -H "Authorization: Bearer ${S} ${S}" h`)).toBe(`curl -H "Authorization: ${GONE}" h`);
    expect(redact(`{"authorization": "Bearer ${S} x", "host": "h"}`)).toBe(
      `{"authorization": "${GONE}", "host": "h"}`,
    );
    expect(redact(`Authorization: Digest username="app", response="${S}", uri="/x"\nHost: h`)).toBe(
      `Authorization: ${GONE}\nHost: h`,
    );
    expect(redact(`authorization: Bearer ${S}\r\nHost: h`)).toBe(`authorization: ${GONE}\r\nHost: h`);
  });

  it('goes without a scheme when it looks like a secret', () => {
    goes(`Authorization: ${R}`, R);
    stays('Authorization: enabled for route /x');
    stays('Authorization: route x1 and others');
    stays('x-authorization-mode: basic');
  });

  it('may be a cookie, which holds a pair', () => {
    for (const name of ['Cookie', 'cookie', 'Set-Cookie', 'set-cookie', 'Cookie2', 'Set-Cookie2'])
      goes(`${name}: theme=${S}; x=y`, S);
    stays('Cookie: not sent');
    expect(redact(`Cookie: a=${S}; b=c\nHost: h`)).toBe(`Cookie: ${GONE}\nHost: h`);
  });
});

describe('where a value ends', () => {
  it.each([
    [`password="${S} \\" ${S}" x`, `password="${GONE}" x`],
    [`password="${S}\\\\" x`, `password="${GONE}" x`],
    [`password='${S} ${S}' x`, `password='${GONE}' x`],
    [`password=\`${S} ${S}\` x`, `password=\`${GONE}\` x`],
    [`{\\"password\\":\\"${S} ${S}\\",\\"x\\":1}`, `{\\"password\\":\\"${GONE}\\",\\"x\\":1}`],
    [`password=\\"${S}`, `password=\\"${GONE}`],
    [`password="${S}`, `password="${GONE}`],
    [`password=${S} x`, `password=${GONE} x`],
    [`password=${S}; x`, `password=${GONE}; x`],
    [`password=${S}, x`, `password=${GONE}, x`],
    [`(password=${S})`, `(password=${GONE})`],
    [`[password=${S}]`, `[password=${GONE}]`],
    [`{password=${S}}`, `{password=${GONE}}`],
    [`<password>${S}</password>`, `<password>${GONE}</password>`],
    [`?password=${S}&x=1`, `?password=${GONE}&x=1`],
    [`?password=${S}&amp;x=1`, `?password=${GONE}&amp;x=1`],
    [`"?password=${S}&"`, `"?password=${GONE}&"`],
    [`?password=${S}&b[0]=1`, `?password=${GONE}&b[0]=1`],
    [`?password=${S}&${S}`, `?password=${GONE}`],
    [`password=${'a'.repeat(450)}${S} x`, `password=${GONE} x`],
    [`password   ${S}`, `password   ${S}`],
  ])('%s', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });
});

describe('how a name and its value are written', () => {
  it.each([
    `password => '${S}'`,
    `password := "${S}"`,
    `password == "${S}"`,
    `password -> ${S}`,
    `userPassword:: ${S}`,
    `password: ${S}`,
    `"password" : "${S}"`,
    `'password': '${S}'`,
    `['password'] => '${S}'`,
    `params["password"]="${S}"`,
    `<password>${S}</password>`,
    `<ns:password>${S}</ns:password>`,
    `&quot;password&quot;:&quot;${S}&quot;`,
    `password=b'${S}'`,
    `password=Some("${S}")`,
    `<<"password">> => <<"${S}">>`,
    `["password"]=>string(12) "${S}"`,
    `<password><![CDATA[${S}]]></password>`,
    `Unseal Key 1: ${R}${R}`,
    `API key: ${R}`,
    `password\t=\t${S}`,
    `{"name":"DB_PASSWORD","value":"${S}"}`,
    `{"key":"DB_PASSWORD","value":"${S}"}`,
    `- name: DB_PASSWORD\n  value: ${S}`,
    `--db-password ${S} x`,
    `-storepass ${S} x`,
    `IDENTIFIED BY '${S}'`,
    `CREATE ROLE app PASSWORD '${S}'`,
    `('password', '${R}')`,
    `[("password", "${R}")]`,
    `{<<"password">>, <<"${R}">>}`,
    `machine h login app password ${S}`,
    `"AUTH" "${S}"`,
    `"AUTH" "app" "${S}"`,
    `AUTH PLAIN ${S}`,
    `AUTH LOGIN ${S}`,
    `Using password ${R} for app`,
    `password for the user app is ${R}`,
    `requirepass ${S}9`,
    `ENV DB_PASSWORD ${S}9`,
    `A temporary password is generated for root@localhost: ${R}`,
    `a LOGIN app ${R}`,
    `auth app:${R}`,
    `IDENTIFIED BY ${R}`,
    `identified with mysql_native_password by "${R}"`,
    `Driver=x;PWD={${S};1};Server=h`,
    `PDO->__construct('mysql:host=h', 'app', '${S}')`,
    `your verification code is 123456`.replace('123456', ['48', '15', '16'].join('')),
    `{"kty":"RSA","d":"${S}${S}"}`,
    `pgpass: h:5432:shop:app:${S}`,
    `Bearer ${R}`,
    `Basic ${R}`,
    `Digest ${R}`,
    `Negotiate ${R}`,
    `Token ${R}`,
  ])('%s', (text) => {
    const shown = redact(text);
    for (const secret of [S, R, ['48', '15', '16'].join('')]) expect(shown).not.toContain(secret);
    expect(shown).toContain(GONE);
  });

  it.each([
    `http://auth:8080/x`,
    `arn:aws:secretsmanager:eu:1:secret:${S}`,
    `pwd=/srv/${S}`,
    `${S}password+=x`,
    `auth: enabled for ${S}`,
    `token: EOF_MARK`,
    `tokens=1,024`,
    `pin: 1.5`,
    `signature=${S}`,
    `sid=abc1234`,
    `the password > ${S}`,
    `Token of ${S}`,
    `Bearer ${S}`,
    `("password", "${S}", "email")`,
    `status code is 123456`,
    `h:5432:shop:app:${S}`,
    `PASS of the season ${S}`,
    `password(s) '${S}'`,
    `password generated: SomeException`,
    `token: ${S.slice(0, 6)}`,
  ])('and nothing of what only looks so: %s', (text) => {
    stays(text);
  });

  it.each([
    // A token in a sentence must look like one; alone on its line, quoted, or right behind its sign it need not.
    ['the token: abcdefgh is here', true],
    ['token: abcdefgh', false],
    ['token: abcdefg', true],
    ['the token: "abcdefgh" is here', false],
    ['the token: "abcdefg" is here', true],
    ['the token=abcdef is here', false],
    ['the token=abcde is here', true],
    ['the token: abcde1 is here', false],
    ['the token: ABCDEFGHIJKLMNOPQRST is', false],
    ['the token: ABCDEFGHIJKLMNOPQRS is', true],
    // A password in a sentence may not be a word of it.
    ['the password: zebra is here', true],
    ['the password: Zebra is here', true],
    ['the password: zEbra is here', false],
    ['the password: zebra1 is here', false],
    ['password: zebra', false],
    ['the password=zebra is here', false],
    // A session or signature must look like a secret, and be ten characters long.
    ['session=abcdefgh12', false],
    ['session=abcdefgh1', true],
    ['session=abcdefghij', true],
  ])('a value in its place: %s, %p', (text, is) => {
    expect(redact(text) === text).toBe(is);
  });

  it.each(['key', 'code', 'k', 'sign', 's', 'assertion', 'ticket'])(
    '%s is a name in a query alone',
    (name) => {
      goes(`GET /x?${name}=${R}&b=1`, R);
      goes(`GET /x?a=1&${name}=${R}`, R);
      stays(`GET /x?x${name}y=${R}`);
      stays(`the ${name}=${R}`.replace('the key', 'lock'));
    },
  );
});

describe('a variable', () => {
  it.each<[string, string, string]>([
    ['DB_PASSWORD', S, GONE],
    ['DB_PASSWORD', 'true', 'true'],
    ['DB_PASSWORD', 'false', 'false'],
    ['DB_PASSWORD', '1234', '1234'],
    ['DB_PASSWORD', '12345', GONE],
    ['DB_PASSWORD', '', ''],
    ['DATABASE_DSN', S, GONE],
    ['ORDERS_KEY', R, GONE],
    ['ORDERS_KEY', S, S],
    ['KEY', R, GONE],
    ['MONKEY', R, R],
    ['API_TOKEN', 'abcdefgh', GONE],
    ['API_TOKEN', 'abcdefg', 'abcdefg'],
    ['API_TOKEN', 'abcde1', GONE],
    ['API_TOKEN', 'required', 'required'],
    ['API_KEY', 'orders', 'orders'],
    ['DB_SECRET', 'postgres://app:x@db:5432/shop', `${GONE} db:5432`],
    ['DB_SECRET', 'db:5432', `${GONE} db:5432`],
    ['DB_SECRET', `app:${S}@tcp(db:3306)/x`, `${GONE} db:3306`],
    ['DB_SECRET', `Host=db;Password=${S}`, `${GONE} db`],
    ['LEVEL', 'info', 'info'],
  ])('%s=%s is %s', (name, value, shown) => {
    expect(redactEnv(name, value)).toBe(shown);
  });
});

describe('at the shortest that is written', () => {
  const secret = `${S}1`;
  it.each<[string, string]>([
    ['a query that ends in an &', `?password=${S}&`],
    ["a name in a host's place", `http://password:${secret}/x`],
    ['an attribute of one letter', `<password a>${S}</password>`],
    ['one of two quoted things', `{"authorization": "Bearer digest ${S}"}`],
    ['lower case', `acl setuser app on >${S}`],
    ['one blank on each side of a row', `| password | ${R} |`],
    ['a plugin of one letter', `ALTER USER a IDENTIFIED WITH p BY '${R}'`],
    ['one blank before it', `IDENTIFIED BY PASSWORD ${R}`],
    ['every part of one letter', `.pgpass has h:5432:d:u:${S}`],
    ['two elements', `<name>password</name><value>${S}</value>`],
    ['two elements, the other name', `<key>password</key><value>${S}</value>`],
    ["a property list's elements", `<key>password</key>\n<string>${S}</string>`],
    ["XML-RPC's three elements", `<name>password</name><value><string>${S}</string></value>`],
    ...words('password passwd passphrase pass').map((name): [string, string] => [
      `a setting without a sign: ${name}`,
      `ENV DB_${name.toUpperCase()} ${secret}`,
    ]),
    ['a setting of two letters', `ENV DB_PW ${secret}`],
    ...['login with', 'login as', 'log in as', 'credentials are', 'credentials:', 'credentials'].map(
      (before): [string, string] => [`what a sentence says: ${before}`, `${before} app / ${R}`],
    ),
    ['a token in a manifest, short', '{"name": "API_TOKEN", "value": "a1b2c3d4"}'],
    ['a token in a manifest, of letters', `{"name": "API_TOKEN", "value": "${S}"}`],
  ])('goes: %s', (_, text) => {
    expect(redact(text)).toContain(GONE);
    for (const part of [S, R, 'a1b2c3d4']) expect(redact(text)).not.toContain(part);
  });

  it.each([
    'PWD=/srv/app',
    'OLDPWD=/srv/app',
    `{"name": "API_KEY", "value": "${S}"}`,
    `ENV DB_PASSWORD ${S}`,
    `the password ${S}1 was wrong`,
    'Basic theme=settings',
    '<name>password</name><text>changed</text>',
  ])('stays: %s', stays);

  it('ends where a quoted header ends, whatever scheme it names within', () => {
    expect(redact(`{"authorization": "Bearer digest ${S}", "host": "h"}`)).toBe(
      `{"authorization": "${GONE}", "host": "h"}`,
    );
    expect(redact(`{"authorization": "digest${R}", "host": "h"}`)).toBe(
      `{"authorization": "${GONE}", "host": "h"}`,
    );
  });
});
