import { describe, expect, it } from '@jest/globals';
import { redactKnownTokens, redactPrivateKeys } from '../../../functions/redaction/known-tokens.ts';
import { REDACTED } from '../../../functions/redaction/marker.ts';

/** Characters of one kind, which are a token by what stands before them alone. */
const a = (length: number): string => 'a'.repeat(length);
const A = (length: number): string => 'A'.repeat(length);
const d = (length: number): string => '1'.repeat(length);
const list = (text: string): readonly string[] => text.split(' ');

/** The shortest token of each form, composed; a character less is none. */
const SHORTEST: readonly string[] = [
  ...['.', '..', '...', '....'].map((dots) => `eyJ${a(8)}${dots}`),
  `ZXlK${a(40)}`,
  ...list('AKIA ASIA ABIA ACCA').map((id) => `${id}${A(16)}`),
  `ABSK${a(100)}`,
  `bedrock-api-key-${a(20)}`,
  ...list('ghp gho ghu ghs ghr').map((id) => `${id}_${a(20)}`),
  `github_pat_${a(20)}`,
  ...list('pat dt rt cbt ptt ft imt agent oas soat ffct').map((of) => `gl${of}-${a(16)}`),
  `npm_${a(20)}`,
  `pypi-${a(16)}`,
  `rubygems_${a(32)}`,
  `CLOJARS_${a(40)}`,
  `dckr_pat_${a(16)}`,
  `dckr_oat_${a(16)}`,
  `AKCp${a(60)}`,
  `cmVmd${a(59)}`,
  `hf_${a(30)}`,
  `api_org_${a(30)}`,
  `glsa_${a(20)}`,
  `glc_${a(20)}`,
  `eyJrIjoi${a(40)}`,
  ...list('AK II RA BR JS').map((of) => `NR${of}-${a(19)}`),
  `sq0atp-${a(22)}`,
  `sq0csp-${a(22)}`,
  `EAAA${a(40)}`,
  ...list('at ca pa ss').map((of) => `shp${of}_${a(20)}`),
  ...list('sk rk pk').flatMap((key) => list('live test prod').map((mode) => `${key}_${mode}_${a(8)}`)),
  `whsec_${a(8)}`,
  `xoxb-${a(8)}`,
  `xoxe.xoxp-${a(8)}`,
  `xapp-${a(8)}`,
  `AIza${a(30)}`,
  `ya29.${a(10)}`,
  `GOCSPX-${a(20)}`,
  `1//0${a(40)}`,
  ...list('ant proj svcacct admin').map((of) => `sk-${of}${'-'.repeat(20)}`),
  `sk-${a(32)}`,
  `pplx-${a(40)}`,
  `sgp_${a(40)}`,
  `sgp_local_${a(40)}`,
  `sgp_${a(16)}_${a(40)}`,
  ...list('o p r').map((of) => `do${of}_v1_${a(32)}`),
  ...list('s b r').map((of) => `hv${of}.${a(20)}`),
  `${a(14)}.atlasv1.${a(40)}`,
  ...list('pt st ct sa scim audit').map((of) => `dp.${of}.${a(20)}`),
  `dt0c01.${a(24)}.${a(40)}`,
  `ATATT3${a(20)}`,
  `lin_api_${a(20)}`,
  `lin_oauth_${a(20)}`,
  `PMAK-${a(24)}-${a(30)}`,
  `pul-${a(40)}`,
  ...list('tkn oauth pw').map((of) => `pscale_${of}_${a(32)}`),
  `pnu_${a(36)}`,
  `rdme_${a(60)}`,
  `sntryu_${a(40)}`,
  `SG.${a(16)}.${a(16)}`,
  `xkeysib-${a(32)}-${a(8)}`,
  `xsmtpsib-${a(32)}-${a(8)}`,
  `key-${a(32)}`,
  `${a(32)}-us12`,
  `SK${a(32)}`,
  `${d(8)}:AA${a(32)}`,
  `pdus+${a(10)}`,
  `pdeu+${a(10)}`,
  `u+${a(18)}`,
  `tfp_${a(40)}`,
  `ops_eyJ${a(100)}`,
  `A3-${A(6)}-${A(11)}${`-${A(5)}`.repeat(3)}`,
  `A3-${A(6)}-${A(6)}-${A(5)}${`-${A(5)}`.repeat(3)}`,
  `p8e-${a(32)}`,
  `AGE-SECRET-KEY-1${A(20)}`,
  `LTAI${a(20)}`,
  `aaa8Q~${a(31)}`,
  `dapi${a(32)}`,
  `HRKU-AA${a(50)}`,
  `fo1_${a(43)}`,
  ...list('fm1 fm2 fm1a fm2r').map((of) => `${of}_${a(100)}`),
  `tk-us-${a(48)}`,
  `ico-${a(32)}`,
  `pat.${a(22)}.${a(24)}.${a(20)}`,
  `sat.${a(22)}.${a(24)}.${a(20)}`,
  `API-${A(26)}`,
  `sha256~${a(43)}`,
  `duffel_test_${a(40)}`,
  `duffel_live_${a(40)}`,
  `EZAK${a(54)}`,
  `EZTK${a(54)}`,
  ...list('SECK PUBK SECK_TEST PUBK_TEST').map((of) => `FLW${of}-${a(12)}`),
  `shippo_live_${a(40)}`,
  `shippo_test_${a(40)}`,
  ...list('live_ test_ live_pub_ test_pub_').map((of) => `${of}${a(31)}`),
  `fio-u-${a(60)}`,
  `EAAC${a(100)}`,
  `ntn_${d(11)}${a(30)}`,
  `sl.${a(130)}`,
  `4b1d${a(38)}`,
  `sm_pat_${a(16)}`,
  `sm_sat_${a(16)}`,
  `pk.${a(60)}.${a(22)}`,
  `AQVN${a(35)}`,
  `v1.0-${a(24)}-${a(140)}`,
  `s-s4t2ud-${a(64)}`,
  `s-s4t2af-${a(64)}`,
  ...list('1 2a 2b 2x 2y 5 6 7 y gy apr1 argon2id argon2i argon2d').map((of) => `$${of}$${a(20)}`),
  `SCRAM-SHA-1$1:${a(20)}`,
  `pbkdf2_sha1$1$${a(20)}`,
  `md5${a(32)}`,
  `pat${a(14)}.${a(40)}`,
  `figd_${a(40)}`,
  `sbp_${a(40)}`,
  `bkua_${a(40)}`,
  `napi_${a(40)}`,
  `lsv2_pt_${a(32)}`,
  `tskey-ab-${a(6)}-${a(10)}`,
  `rnd_${a(20)}`,
  `re_${a(8)}_${a(24)}`,
  `nvapi-${a(60)}`,
  `tgp_v1_${a(40)}`,
  `CFPAT-${a(40)}`,
  `CCIPAT_${a(20)}`,
  `CCIPRJ_${a(20)}`,
  `squ_${a(40)}`,
  `e2b_${a(40)}`,
  `essu_${a(40)}`,
  `oy2${a(43)}`,
  `M${a(23)}.${a(6)}.${a(27)}`,
];

/** Forms that end in what is always the same. */
const CLOSED: readonly string[] = [
  `${a(36)}NRAL`,
  `${a(6)}_${a(29)}_mmk`,
  `${a(32)}:${a(32)}:::`,
  `AQ${a(36)}==`,
];

describe('the shortest token of each form', () => {
  it.each([...SHORTEST, ...CLOSED])('goes: %s', (token) => {
    expect(redactKnownTokens(`got ${token} so`)).toBe(`got ${REDACTED} so`);
    // A letter that is no word character is none of a longer name.
    if (!/^[$\d]/.test(token)) expect(redactKnownTokens(`got é${token}`)).toBe(`got é${REDACTED}`);
  });

  it.each(SHORTEST.filter((token) => !token.endsWith('.')))('stays with a character less: %s', (token) => {
    const text = `got ${token.slice(0, -1)} so`;
    expect(redactKnownTokens(text)).toBe(text);
  });

  it.each([...SHORTEST, ...CLOSED].filter((token) => /^[a-z]{2,}[_-]/i.test(token)))(
    'stays as the end of a word: %s',
    (token) => {
      expect(redactKnownTokens(`got Z${token}`)).toBe(`got Z${token}`);
    },
  );
});

describe('an address whose path is the secret', () => {
  it.each(
    list(
      'hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/ hooks.zapier.com/hooks/catch/1/ maker.ifttt.com/trigger/x/with/key/ maker.ifttt.com/trigger/x/json/with/key/ hook.eu.make.com/ hook.euro.make.com/ discord.com/api/webhooks/1/ discordapp.com/api/webhooks/1/ a.webhook.office.com/webhookb2/ api.telegram.org/bot events.pagerduty.com/integration/ events.eu.pagerduty.com/integration/ events.pagerduty.com/x-ere/ events.pagerduty.com/adapter/x/v1/ events.pagerduty.com/generic/2010-04-15/',
    ),
  )('loses seven characters and more: %s', (address) => {
    expect(redactKnownTokens(`to https://${address}${a(7)} now`)).toBe(
      `to https://${address}${REDACTED} now`,
    );
    expect(redactKnownTokens(`to https://${address}${a(6)} now`)).toBe(`to https://${address}${a(6)} now`);
  });

  it.each([
    ['events.pagerduty.com/integration/', '/enqueue', true],
    ['events.pagerduty.com/integration/', '/abc', true],
    ['events.pagerduty.com/integration/', `/${a(20)}`, true],
    ['events.pagerduty.com/integration/', '/ab', false],
    ['events.pagerduty.com/integration/', `/${a(21)}`, false],
    ['api.telegram.org/bot', '/sendMessage', true],
    ['hooks.slack.com/services/', '/enqueue', false],
  ])('keeps what is done there: %s, %s, %p', (address, after, stays) => {
    expect(redactKnownTokens(`https://${address}${a(32)}${after}`)).toBe(
      `https://${address}${REDACTED}${stays ? after : ''}`,
    );
  });

  it.each([
    ['hook', `${d(3)}${'g'.repeat(17)}`, true],
    ['hooks', `${d(3)}${'g'.repeat(17)}`, true],
    ['webhook', `${d(3)}${'g'.repeat(17)}`, true],
    ['webhooks', `${d(3)}${'g'.repeat(17)}`, true],
    ['hooks/x', `${d(3)}${'g'.repeat(17)}`, true],
    ['hooks', `1${'g'.repeat(19)}`, true],
    ['hooks', `1${'G'.repeat(19)}`, false],
    ['hooks', `g1${'G'.repeat(4)}1${'G'.repeat(4)}1${'G'.repeat(8)}`, true],
    ['hooks', 'G'.repeat(32), true],
    ['hooks', 'G'.repeat(31), false],
    ['hooks', `${d(3)}${'g'.repeat(16)}`, false],
    ['hooks', `${d(3)}${a(17)}`, false],
    ['books', `${d(3)}${'g'.repeat(17)}`, false],
  ])("is anybody's hook: /%s/%s, %p", (path, key, goes) => {
    const after = 'and more that is long enough to be looked at';
    const pad = a(24);
    expect(redactKnownTokens(`POST /${path}/${key} ${pad} ${after}`)).toBe(
      `POST /${path}/${goes ? REDACTED : key} ${pad} ${after}`,
    );
  });
});

describe('a private key', () => {
  const edge = (side: string, kind: string): string => `-----${side} ${kind}PRIVATE ${'KEY'}`;
  it.each(['', 'RSA ', 'EC ', 'OPENSSH ', `${A(40)}`])('goes from its beginning to its end: "%s"', (kind) => {
    const key = `${edge('BEGIN', kind)}-----\nx\n${edge('END', kind)}-----`;
    expect(redactPrivateKeys(`a ${key} b ${key} c`)).toBe(`a ${REDACTED} b ${REDACTED} c`);
    expect(redactPrivateKeys(`a ${edge('BEGIN', kind)}-----\nx`)).toBe(`a ${REDACTED}`);
  });
  it('may be a block, and is none of a longer or public kind', () => {
    const block = `${edge('BEGIN', 'PGP ')} BLOCK-----\nx\n${edge('END', 'PGP ')} BLOCK-----`;
    expect(redactPrivateKeys(`a ${block} b`)).toBe(`a ${REDACTED} b`);
    for (const text of [`${edge('BEGIN', A(41))}-----\nx`, `-----BEGIN PUBLIC ${'KEY'}-----`, 'PRIVATE KEY'])
      expect(redactPrivateKeys(text)).toBe(text);
  });
});
