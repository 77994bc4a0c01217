import { classChanges, REDACTED } from './marker.ts';

/**
 * Secrets that are known by their shape, by issuer. Shapes with a prefix of their own are facts out of gitleaks v8.30.1
 * (https://github.com/gitleaks/gitleaks, config/gitleaks.toml, MIT licence) and the issuers' documentation, written
 * for JavaScript and looser at their ends: a token that a log cut off is one still. PagerDuty's are those of
 * https://support.pagerduty.com/main/docs/api-access-keys. None is tried but at a boundary (`BOUNDARY`), and each
 * repeats one class of characters at a time, so that a run is looked at once: linear on hostile text.
 */
export const TOKEN_SHAPES = {
  // The header of a JSON Web Token (RFC 7519) is an object: its base64url starts with `{"`.
  jwt: 'eyJ[\\w-]{8,}(?:\\.[\\w-]*){1,4}',
  'jwt in base64': 'ZXlK[\\w+/-]{40,}',
  // AROA and AIDA are ids of roles and users (IAM user guide, "Unique identifiers"), which a message needs.
  aws: '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])',
  'aws bedrock': '(?:ABSK[A-Za-z0-9+/]{100,}|bedrock-api-key-\\w{20,})',
  github: '(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\\w{20,})',
  gitlab: 'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\\w-]{16,}',
  'package registries':
    '(?:npm_[A-Za-z0-9]{20,}|pypi-[\\w-]{16,}|rubygems_[0-9a-f]{32,}|CLOJARS_[0-9a-z]{40,}|dckr_[po]at_[\\w-]{16,})',
  artifactory: '(?:AKCp[A-Za-z0-9]{60,}|cmVmd[A-Za-z0-9]{59})',
  'hugging face': '(?:hf|api_org)_[A-Za-z]{30,}',
  grafana: '(?:glsa_\\w{20,}|glc_[\\w+/]{20,}|eyJrIjoi[\\w-]{40,})',
  'new relic': '(?:NR(?:AK|II|RA|BR|JS)-[\\w-]{19,}|[0-9a-fx]{36}NRAL)',
  square: '(?:sq0(?:atp|csp)-[\\w-]{22,}|EAAA[\\w-]{40,})',
  shopify: 'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}',
  stripe: '(?:(?:sk|rk|pk)_(?:live|test|prod)_\\w{8,}|whsec_[\\w+/=]{8,})',
  slack: '(?:xox[a-z](?:\\.xox[bp])?-[\\w-]{8,}|xapp-[\\w-]{8,})',
  google: '(?:AIza[\\w-]{30,}|ya29\\.[\\w-]{10,}|GOCSPX-[\\w-]{20,}|1//0[\\w-]{40,})',
  'openai and anthropic': 'sk-(?:(?:ant|proj|svcacct|admin)[\\w-]{20,}|[A-Za-z0-9]{32,})',
  'language models': '(?:pplx-[A-Za-z0-9]{40,}|sgp_(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40})',
  digitalocean: 'do[opr]_v1_[0-9a-f]{32,}',
  hashicorp: '(?:hv[sbr]\\.[\\w-]{20,}|[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{40,})',
  doppler: 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{20,}',
  dynatrace: 'dt0[a-z]\\d\\d\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{40,}',
  atlassian: 'ATATT3[\\w=-]{20,}',
  linear: 'lin_(?:api|oauth)_\\w{20,}',
  postman: 'PMAK-[0-9a-f]{24}-[0-9a-f]{30,}',
  pulumi: 'pul-[0-9a-f]{40}',
  planetscale: 'pscale_(?:tkn|oauth|pw)_[\\w=.-]{32,}',
  prefect: 'pn[ub]_[A-Za-z0-9]{36}',
  readme: 'rdme_[0-9a-z]{60,}',
  sentry: 'sntry[us]_[\\w+/=]{40,}',
  mail: '(?:SG\\.[\\w-]{16,}\\.[\\w-]{16,}|x(?:key|smtp)sib-[0-9a-f]{32,}-\\w{8,}|key-[0-9a-f]{32}|[0-9a-f]{32}-us\\d\\d)(?![\\w-])',
  messaging: '(?:SK[0-9a-f]{32}(?!\\w)|\\d{8,10}:AA[\\w-]{32,})',
  pagerduty: '(?:pd(?:us|eu)\\+[\\w+-]{10,}|[a-z]\\+[\\w+-]{18}(?![\\w+-]))',
  typeform: 'tfp_[\\w.=-]{40,}',
  'one password':
    '(?:ops_eyJ[\\w+/=-]{100,}|A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3})',
  adobe: 'p8e-[0-9a-z]{32}',
  age: 'AGE-SECRET-KEY-1[A-Z0-9]{20,}',
  alibaba: 'LTAI[A-Za-z0-9]{20}(?!\\w)',
  azure: '[\\w~.]{3}\\dQ~[\\w~.-]{31,34}',
  databricks: 'dapi[0-9a-f]{32}',
  deployment:
    '(?:HRKU-AA[\\w-]{50,}|fo1_[\\w-]{43}|fm[12][ar]?_[\\w+/]{100,}|tk-us-[\\w-]{48}|ico-[A-Za-z0-9]{32}|[ps]at\\.[\\w-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}|API-[A-Z0-9]{26}(?!\\w)|sha256~[\\w-]{43})',
  payments:
    '(?:duffel_(?:test|live)_[\\w=-]{40,}|EZ[AT]K[A-Za-z0-9]{54}|FLW(?:SEC|PUB)K(?:_TEST)?-[0-9a-h]{12,}|shippo_(?:live|test)_[0-9a-f]{40}|(?:live|test)_(?:pub_)?[0-9a-f]{31,40}(?!\\w))',
  media: '(?:fio-u-[\\w=-]{60,}|EAA[MC][A-Za-z0-9]{100,}|ntn_\\d{11}[A-Za-z0-9]{30,}|sl\\.[\\w=-]{130,})',
  data: '(?:[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk|4b1d[A-Za-z0-9]{38}(?!\\w)|sm_[aps]at_[A-Za-z0-9]{16}|[ps]k\\.[0-9A-Za-z]{60}\\.[\\w-]{22}|AQVN[\\w-]{35,38}|v1\\.0-[0-9a-f]{24}-[0-9a-f]{140,}|s-s4t2(?:ud|af)-[0-9a-f]{64})',
  // Hashes of passwords as crypt(5) writes them.
  crypt: '\\$(?:1|2[abxy]|5|6|7|y|gy|argon2id?|argon2i)\\$[\\w./$=,+-]{20,}',
} as const satisfies Readonly<Record<string, string>>;

/** A shape starts where no word goes on. */
const BOUNDARY = '(?<![\\w-])';
const SHAPES = new RegExp(`${BOUNDARY}(?:${Object.values(TOKEN_SHAPES).join('|')})`, 'g');

/**
 * Addresses whose path is the secret: whoever has it may write there. Slack, Discord, Microsoft Teams, Telegram, and
 * PagerDuty's integrations (https://support.pagerduty.com/main/docs/services-and-integrations).
 */
const SECRET_PATH =
  /(hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/\d{1,20}\/|\.webhook\.office\.com\/webhookb2\/|api\.telegram\.org\/bot|events(?:\.eu)?\.pagerduty\.com\/(?:integration|x-ere|adapter\/\w{1,40}\/v\d|generic\/[\d-]{10})\/)[\w:@/+-]{8,}/g;
/** What stands in the path after PagerDuty's key. */
const AFTER_KEY = /\/(?:enqueue|sendMessage|\w{3,20})$/;

/** A key file, with real or escaped line ends; without its last line, everything up to the text's end. */
const PRIVATE_KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const PRIVATE_KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Replaces private keys in PEM (RFC 7468) from BEGIN to END. */
export function redactPrivateKeys(text: string): string {
  if (!text.includes('PRIVATE KEY')) return text;
  let out = '';
  let done = 0;
  for (;;) {
    PRIVATE_KEY_BEGIN.lastIndex = done;
    const begin = PRIVATE_KEY_BEGIN.exec(text);
    if (begin === null) return out + text.slice(done);
    out += `${text.slice(done, begin.index)}${REDACTED}`;
    PRIVATE_KEY_END.lastIndex = PRIVATE_KEY_BEGIN.lastIndex;
    if (PRIVATE_KEY_END.exec(text) === null) return out;
    done = PRIVATE_KEY_END.lastIndex;
  }
}

/** Shorter runs are ids and hashes; an AWS secret access key has 40 characters. */
const MIN_RANDOM_RUN = 40;
const RUN = /[A-Za-z0-9+/=_-]{40,}/g;
/** Names that say that a run is an id or a checksum, before it ("x-amz-id-2: ", "SHA256:", "etag="). */
const NAMES_AN_ID = /(?:id(?:-?\d)?|hash|digest|fingerprint|etag|checksum|sha\d+|md5)["']?[:=]\s?["']?$/i;

/**
 * True for a run of letters and digits that changes its character class at three of ten places or more: a key. One
 * that holds `/`, `-`, `_` or `=` is made of parts (a path, an ARN, a physical name, an object's key, an id): how random
 * it looks says nothing, since these end in random parts, too.
 */
export const looksRandom = (run: string): boolean =>
  run.length >= MIN_RANDOM_RUN &&
  !/[/=_-]/.test(run) &&
  /[A-Z]/.test(run) &&
  /[a-z]/.test(run) &&
  /\d/.test(run) &&
  classChanges(run) >= run.length * 0.3;

/** Replaces secrets that are known by their shape wherever they stand. */
export function redactKnownTokens(text: string): string {
  const shaped = text.replace(SECRET_PATH, (whole, before: string) => {
    const after = AFTER_KEY.exec(whole.slice(before.length))?.[0] ?? '';
    return `${before}${REDACTED}${before.includes('pagerduty') || before.includes('telegram') ? after : ''}`;
  });
  return shaped
    .replace(SHAPES, REDACTED)
    .replace(RUN, (run, at: number, all: string) =>
      looksRandom(run) && !NAMES_AN_ID.test(all.slice(Math.max(0, at - 24), at)) ? REDACTED : run,
    );
}
