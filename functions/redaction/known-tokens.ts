import { anyOf } from '../text/any-of.ts';
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
  // Hashes of passwords as crypt(5) writes them, Apache, Django, and PostgreSQL (https://www.postgresql.org/docs/current/catalog-pg-authid.html).
  crypt:
    '(?:\\$(?:1|2[abxy]|5|6|7|y|gy|apr1|argon2id?|argon2d)\\$[\\w./$=,+-]{20,}|SCRAM-SHA-\\d{1,3}\\$\\d{1,7}:[\\w+/=$:]{20,}|pbkdf2_sha\\d{1,3}\\$\\d{1,8}\\$[\\w+/=$]{20,}|md5[0-9a-f]{32}(?!\\w)|[0-9a-f]{32}:[0-9a-f]{32}:::)',
  /**
   * Airtable's by gitleaks (airtable-personnal-access-token); Figma's, Supabase's and LangSmith's by TruffleHog
   * (https://github.com/trufflesecurity/trufflehog, pkg/detectors: figmapersonalaccesstoken v2 and v3, supabasetoken,
   * langsmith); Buildkite's by https://buildkite.com/docs/platform/security/tokens; Tailscale's by
   * https://tailscale.com/docs/reference/key-prefixes. Neon's issuer publishes no form: `napi_` is what its users' own
   * checks look for.
   */
  platforms:
    '(?:pat[A-Za-z0-9]{14}\\.[0-9a-f]{40,}|fig[a-z]{1,2}_[\\w-]{40,}|sbp_[0-9a-z]{40}|bk[a-z]{2}_[A-Za-z0-9]{40,}|napi_[0-9a-z]{40,}|lsv2_[ps][tk]_[0-9a-f]{32}\\w*|tskey-[a-z]{2,10}-\\w{6,}-\\w{10,})',
  /**
   * By TruffleHog's detectors resend, nvapi, contentfulpersonalaccesstoken, circleci v2 and discordbottoken; Sonar's
   * prefixes by gitleaks (sonar-api-token); Ceph's keys are 28 bytes that begin with a type
   * (https://github.com/ceph/ceph/blob/main/src/auth/Crypto.cc). Render, Together, E2B, Elastic Cloud and NuGet publish no
   * form: as their users' own checks have it.
   */
  'platforms by detectors':
    '(?:rnd_[A-Za-z0-9]{20,}|re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?!\\w)|nvapi-[\\w-]{60,}|tgp_v1_[\\w-]{40,}|CFPAT-[\\w-]{40,}|CCI(?:PAT|PRJ)_\\w{20,}|sq[pua]_[\\w=-]{40}|e2b_[0-9a-f]{40,}|essu_[\\w+/=]{40,}|oy2[0-9a-z]{43}(?!\\w)|[MNO][A-Za-z0-9]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,}|AQ[A-Za-z0-9+/]{36}==)',
} as const satisfies Readonly<Record<string, string>>;

/** A shape starts where no word goes on. */
const BOUNDARY = '(?<![\\w-])';
const SHAPES = new RegExp(`${BOUNDARY}(?:${Object.values(TOKEN_SHAPES).join('|')})`, 'g');

/**
 * Addresses whose path is the secret: whoever has it may write there. Slack, Zapier (seven letters and digits behind the
 * account's number), IFTTT, Make, Discord, Microsoft Teams, Telegram, and
 * PagerDuty's integrations (https://support.pagerduty.com/main/docs/services-and-integrations).
 */
const SECRET_ADDRESSES: readonly RegExp[] = [
  /hooks\.slack\.com\/(?:services|workflows|triggers)\//,
  /hooks\.zapier\.com\/hooks\/catch\/\d{1,12}\//,
  /maker\.ifttt\.com\/trigger\/[\w-]{1,64}\/(?:json\/)?with\/key\//,
  /hook\.\w{2,4}\.make\.com\//,
  /discord(?:app)?\.com\/api\/webhooks\/\d{1,20}\//,
  /\.webhook\.office\.com\/webhookb2\//,
  /api\.telegram\.org\/bot/,
  /events(?:\.eu)?\.pagerduty\.com\/(?:integration|x-ere|adapter\/\w{1,40}\/v\d|generic\/[\d-]{10})\//,
];
const SECRET_PATH = new RegExp(`(${anyOf(SECRET_ADDRESSES, '').source})[\\w:@/+-]{7,}`, 'g');
/** Mattermost, Rocket.Chat and others: one part of letters and digits, of more letters than a hexadecimal id, behind "hooks". */
const HOOK_PATH =
  /(\/(?:web)?hooks?\/(?:\w{1,32}\/)?)(?=[A-Za-z\d]*[g-zG-Z])(?=(?:[A-Za-z]*\d){3}|[a-z]*\d[a-z\d]*(?!\w)|[A-Za-z\d]{32})[A-Za-z\d]{20,}(?![\w.-])/g;
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
/** From its beginning alone, so that a shorter run is looked at once. */
const RUN = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/=_-]{40,}/g;
/** What has none of these has no hook, no token behind a prefix and no key. */
const LONG_RUN = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/=_-]{24}/;
/** "--vendor-key=" and "VENDOR_KEY=", whoever that is. */
const NAMED_KEY = /^-{0,2}[A-Za-z][\w-]{0,63}key=/i;
/** Names that say that a run is an id or a checksum, before it ("x-amz-id-2: ", "SHA256:", "etag="). */
const NAMES_AN_ID = /(?:id(?:-?\d)?|hash|digest|fingerprint|etag|checksum|sha\d+|md5)["']?[:=]\s?["']?$/i;

/**
 * True for a run of letters and digits that changes its character class at three of ten places or more: a key. One
 * that holds `/`, `-`, `_` or `=` is made of parts (a path, an ARN, a physical name, an object's key, an id): how random
 * it looks says nothing, since these end in random parts, too.
 */
const looksRandom = (run: string): boolean =>
  run.length >= MIN_RANDOM_RUN && !/[/=_-]/.test(run) && isMixedUp(run);

const isMixedUp = (run: string): boolean =>
  /[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run) && classChanges(run) >= run.length * 0.3;

/**
 * An issuer's prefix, of up to three words, and one part, or two, of letters and digits ("gsk_...", "ngrok_api_...",
 * "pcsk_..._..."): ids have 29 at most, checksums are no secrets.
 */
const PREFIXED = new RegExp(
  `${BOUNDARY}(?!(?:sha|md|blake)\\d)(?:[a-z][a-z\\d]{1,7}[_-]){1,3}((?:[A-Za-z\\d]{4,24}_)[A-Za-z\\d]{24,}|[A-Za-z\\d]{30,})(?![\\w-])`,
  'g',
);

/** Replaces secrets that are known by their shape wherever they stand. */
export function redactKnownTokens(text: string): string {
  const shaped = text.replace(SECRET_PATH, (whole, before: string) => {
    const after = AFTER_KEY.exec(whole.slice(before.length))?.[0] ?? '';
    return `${before}${REDACTED}${before.includes('pagerduty') || before.includes('telegram') ? after : ''}`;
  });
  const known = shaped.replace(SHAPES, REDACTED);
  if (!LONG_RUN.test(known)) return known;
  return known
    .replace(PREFIXED, (whole, run: string) => (isMixedUp(run.replace('_', '')) ? REDACTED : whole))
    .replace(HOOK_PATH, `$1${REDACTED}`)
    .replace(RUN, (run, at: number, all: string) => {
      const name = NAMED_KEY.exec(run)?.[0] ?? '';
      const isKey = looksRandom(run.slice(name.length));
      return isKey && !NAMES_AN_ID.test(all.slice(Math.max(0, at - 24), at)) ? `${name}${REDACTED}` : run;
    });
}
