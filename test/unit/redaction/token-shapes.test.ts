import { describe, expect, it } from '@jest/globals';
import { Random } from '../../../bench/random.ts';
import { redact } from '../../../functions/core/redact.ts';
import { TOKEN_SHAPES } from '../../../functions/core/redaction/known-tokens.ts';
import { base32, base64url, digits, draw, hex, lowerDigits, upperDigits } from './random-text.ts';

type Shape = keyof typeof TOKEN_SHAPES;
const random = new Random(77);
const r = random;

/** Tokens as each shape's issuers make them (composed, so that a scanner of this repository finds none). */
const TOKENS: Readonly<Record<Shape, readonly string[]>> = {
  jwt: [`eyJ${draw(r, 17)}.eyJ${draw(r, 30)}.${base64url(r, 43)}`],
  'jwt in base64': [`ZXlK${draw(r, 60)}`],
  aws: [`AKIA${base32(r, 16)}`, `ASIA${base32(r, 16)}`, `ABIA${base32(r, 16)}`],
  'aws bedrock': [`ABSK${draw(r, 110)}`, `bedrock-api-key-${draw(r, 40)}`],
  github: [`ghp_${draw(r, 36)}`, `ghu_${draw(r, 36)}`, `github_pat_${draw(r, 82)}`],
  gitlab: ['pat', 'dt', 'rt', 'ft', 'imt', 'soat', 'oas', 'agent'].map((of) => `gl${of}-${base64url(r, 25)}`),
  'package registries': [
    `npm_${draw(r, 36)}`,
    `pypi-AgEIcHlwaS5vcmc${base64url(r, 60)}`,
    `rubygems_${hex(r, 48)}`,
    `CLOJARS_${lowerDigits(r, 60)}`,
    `dckr_pat_${base64url(r, 27)}`,
  ],
  artifactory: [`AKCp${draw(r, 69)}`, `cmVmd${draw(r, 59)}`],
  'hugging face': [`hf_${draw(r, 34, 'abcdefABCDEF')}`, `api_org_${draw(r, 34, 'abcdef')}`],
  grafana: [`glsa_${draw(r, 32)}_${hex(r, 8)}`, `glc_${draw(r, 60)}`, `eyJrIjoi${draw(r, 70)}`],
  'new relic': [`NRAK-${upperDigits(r, 27)}`, `NRII-${draw(r, 32)}`, `${hex(r, 36)}NRAL`],
  square: [`sq0atp-${base64url(r, 22)}`, `sq0csp-${base64url(r, 43)}`, `EAAA${base64url(r, 60)}`],
  shopify: [`shpat_${hex(r, 32)}`, `shpss_${hex(r, 32)}`],
  stripe: [`sk_live_${draw(r, 24)}`, `rk_prod_${draw(r, 24)}`, `whsec_${draw(r, 32)}`],
  slack: [
    `xoxb-${digits(r, 12)}-${draw(r, 24)}`,
    `xoxe.xoxp-1-${upperDigits(r, 40)}`,
    `xapp-1-A${digits(r, 10)}-${hex(r, 64)}`,
  ],
  google: [
    `AIza${base64url(r, 35)}`,
    `ya29.${base64url(r, 60)}`,
    `GOCSPX-${base64url(r, 28)}`,
    `1//0${base64url(r, 60)}`,
  ],
  'openai and anthropic': [
    `sk-proj-${base64url(r, 74)}`,
    `sk-ant-api03-${base64url(r, 93)}AA`,
    `sk-${draw(r, 48)}`,
  ],
  'language models': [`pplx-${draw(r, 48)}`, `sgp_${hex(r, 40)}`, `sgp_local_${hex(r, 40)}`],
  digitalocean: [`dop_v1_${hex(r, 64)}`, `doo_v1_${hex(r, 64)}`],
  hashicorp: [
    `hvs.${base64url(r, 95)}`,
    `hvb.${base64url(r, 140)}`,
    `${draw(r, 14)}.atlasv1.${base64url(r, 64)}`,
  ],
  doppler: [`dp.pt.${draw(r, 43)}`, `dp.st.dev.${draw(r, 40)}`],
  dynatrace: [`dt0c01.${base32(r, 24)}.${base32(r, 64)}`],
  atlassian: [`ATATT3${base64url(r, 186)}`],
  linear: [`lin_api_${draw(r, 40)}`],
  postman: [`PMAK-${hex(r, 24)}-${hex(r, 34)}`],
  pulumi: [`pul-${hex(r, 40)}`],
  planetscale: [`pscale_tkn_${base64url(r, 43)}`, `pscale_pw_${base64url(r, 43)}`],
  prefect: [`pnu_${draw(r, 36)}`],
  readme: [`rdme_${lowerDigits(r, 70)}`],
  sentry: [`sntryu_${hex(r, 64)}`, `sntrys_eyJpYXQiO${draw(r, 60)}`],
  mail: [
    `SG.${base64url(r, 22)}.${base64url(r, 43)}`,
    `xkeysib-${hex(r, 64)}-${draw(r, 16)}`,
    `key-${hex(r, 32)}`,
    `${hex(r, 32)}-us12`,
  ],
  messaging: [`SK${hex(r, 32)}`, `${digits(r, 9)}:AA${base64url(r, 33)}`],
  pagerduty: [`pdus+_0XBP${base64url(r, 30)}`, `u+${draw(r, 18)}`],
  typeform: [`tfp_${base64url(r, 59)}`],
  'one password': [
    `ops_eyJ${draw(r, 260)}`,
    `A3-${upperDigits(r, 6)}-${upperDigits(r, 6)}-${[5, 5, 5, 5].map((n) => upperDigits(r, n)).join('-')}`,
  ],
  adobe: [`p8e-${lowerDigits(r, 32)}`],
  age: [`AGE-SECRET-KEY-1${upperDigits(r, 58)}`],
  alibaba: [`LTAI${draw(r, 20)}`],
  azure: [`${draw(r, 3)}8Q~${draw(r, 34)}`],
  databricks: [`dapi${hex(r, 32)}`],
  deployment: [
    `HRKU-AA${base64url(r, 58)}`,
    `fo1_${base64url(r, 43)}`,
    `fm2_${draw(r, 120)}`,
    `tk-us-${base64url(r, 48)}`,
    `ico-${draw(r, 32)}`,
    `pat.${draw(r, 22)}.${draw(r, 24)}.${draw(r, 20)}`,
    `API-${upperDigits(r, 26)}`,
    `sha256~${base64url(r, 43)}`,
  ],
  payments: [
    `duffel_live_${base64url(r, 43)}`,
    `EZAK${draw(r, 54)}`,
    `FLWSECK_TEST-${hex(r, 32)}-X`,
    `shippo_test_${hex(r, 40)}`,
    `live_${hex(r, 35)}`,
  ],
  media: [
    `fio-u-${base64url(r, 64)}`,
    `EAAC${draw(r, 120)}`,
    `ntn_${digits(r, 11)}${draw(r, 35)}`,
    `sl.${base64url(r, 135)}`,
  ],
  data: [
    `${draw(r, 6)}_${draw(r, 29)}_mmk`,
    `4b1d${draw(r, 38)}`,
    `sm_pat_${draw(r, 16)}`,
    `pk.${lowerDigits(r, 60)}.${lowerDigits(r, 22)}`,
    `AQVN${draw(r, 36)}`,
    `v1.0-${hex(r, 24)}-${hex(r, 146)}`,
    `s-s4t2ud-${hex(r, 64)}`,
  ],
  crypt: [
    `$6$${draw(r, 8)}$${draw(r, 86)}`,
    `$2b$12$${draw(r, 53)}`,
    `$argon2id$v=19$m=65536,t=3,p=4$${draw(r, 22)}`,
  ],
};

/** The same beginnings in words that are no tokens: names of things, versions, short ids. */
const NO_TOKENS: Readonly<Record<Shape, readonly string[]>> = {
  jwt: ['eyJ', 'surveyJob.started.by', 'eyJson2.parse'],
  'jwt in base64': ['ZXlK', 'ZXlKwords are short'],
  aws: [
    'AKIA',
    'ASIA-PACIFIC',
    'AKIARegionMismatchException',
    `AROA${upperDigits(r, 17)}`,
    `AIDA${upperDigits(r, 17)}`,
  ],
  'aws bedrock': ['ABSK', 'bedrock-api-key-rotation'],
  github: ['ghp_', 'ghs_short', 'github_pat_expired', 'github_path_with_a_long_name_of_a_file'],
  gitlab: ['gitlab-runner', 'glrt-short', 'glpat-example', 'gltf-viewer-with-a-long-name'],
  'package registries': [
    'npm_config_cache',
    'npm_lifecycle_event',
    'pypi-mirror',
    'rubygems_mirror',
    'dckr_pat_x',
  ],
  artifactory: ['AKCp', 'AKCpuUsage', 'cmVmd'],
  'hugging face': ['hf_hub_download', 'hf_cache', 'api_org_members'],
  grafana: ['glsa_', 'glc_short', 'glsafe'],
  'new relic': ['NRAK-', 'NRAK-EXAMPLE', `${hex(r, 36)}`],
  square: ['sq0atp-', 'sq0idp-public', 'EAAAccess'],
  shopify: ['shpat_', 'shpat_test'],
  stripe: ['sk_live', 'pk_test_x', 'whsec_', `ch_3${draw(r, 23)}`, `cus_${draw(r, 14)}`, `pi_${draw(r, 24)}`],
  slack: ['xoxb', 'xoxo-love', 'xapp-x'],
  google: ['AIza', 'ya29', 'GOCSPX-short', 'http://db.example.com:1//0'],
  'openai and anthropic': [
    'sk-learn-worker-7d9c6b5f4-x2x4k',
    'sk-SK',
    'sk-ant-file',
    'task-runner-of-the-month',
  ],
  'language models': ['pplx-api', 'sgp_region'],
  digitalocean: ['dop_v1_', 'do_v1_droplet'],
  hashicorp: ['hvs.', 'hvac.exceptions.Forbidden', 'terraform.atlasv1'],
  doppler: ['dp.pt.', 'dp.status.ready'],
  dynatrace: ['dt0c01', 'dt0c01.short'],
  atlassian: ['ATATT3', 'ATTACHED'],
  linear: ['lin_api', 'lin_api_error'],
  postman: ['PMAK-', 'PMAK-EXAMPLE'],
  pulumi: ['pul-request', 'pul-1'],
  planetscale: ['pscale_tkn', 'pscale_pw_reset'],
  prefect: ['pnu_', 'pnb_short'],
  readme: ['rdme_', 'rdme_sync'],
  sentry: ['sntryu_', 'sntrys_cli'],
  mail: ['SG.x.y', 'xkeysib-', 'key-value', `key-${hex(r, 12)}`, 'host-us12', `${hex(r, 32)}-use1`],
  messaging: ['SKU12345', 'SK', 'port 123456789:AA'],
  pagerduty: [
    'pdus',
    'u+x',
    'Q1ABCDEFGHIJKL',
    'c++17',
    '1.5e+10',
    'https://example.pagerduty.com/incidents/Q1ABCDEFG',
  ],
  typeform: ['tfp_', 'tfp_form'],
  'one password': ['ops_', 'ops_eyJ', 'A3-landscape'],
  adobe: ['p8e-', 'p8e-short'],
  age: ['AGE-SECRET', 'AGE-SECRET-KEY-1'],
  alibaba: ['LTAI', 'LTAIpei'],
  azure: ['8Q~', 'abc8Q~short'],
  databricks: ['dapi', 'dapicheck'],
  deployment: [
    'HRKU-AA',
    'fo1_',
    'API-GATEWAY',
    'API-FIRST-DESIGN',
    'pat.match',
    'ico-sprite',
    `sha256:${hex(r, 64)}`,
  ],
  payments: ['duffel_live_', 'EZAK', 'live_reload', 'test_results_of_the_night', `live_${hex(r, 12)}`],
  media: ['fio-u-', 'EAAC', 'ntn_1', 'sl.short'],
  data: ['a_b_mmk', '4b1d', `4b1d${hex(r, 36)}`, 'sm_pat_', 'pk.name', 'v1.0-rc1', `v1.0-${hex(r, 24)}`],
  crypt: ['$6', '$1 and $2', '$5$', 'cost $12$'],
};

describe('tokens by their shape', () => {
  for (const shape of Object.keys(TOKEN_SHAPES) as Shape[]) {
    it(`${shape}: found wherever it stands`, () => {
      for (const token of TOKENS[shape])
        for (const text of [
          `with ${token} at`,
          `"${token}"`,
          `/hooks/${token}/x`,
          `x=${token}&y=1`,
          `[${token}]`,
        ])
          expect([text, redact(text).includes(token.slice(-8))]).toEqual([text, false]);
    });
    it(`${shape}: what only begins so stays`, () => {
      for (const text of NO_TOKENS[shape]) expect(redact(`saw ${text} there`)).toBe(`saw ${text} there`);
    });
  }
});
