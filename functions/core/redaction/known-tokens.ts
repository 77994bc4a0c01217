import { classChanges, REDACTED } from './marker.ts';

/**
 * Secrets that are known by their shape. Each pattern starts at a boundary of its own alphabet (a look-behind), so
 * that a run of characters is looked at once: linear on hostile text. A percent-encoded byte is a boundary as well.
 * Shapes: the issuers' documentation and the public rule set of gitleaks (https://github.com/gitleaks/gitleaks).
 */
const SHAPES: readonly RegExp[] = [
  // JSON Web Tokens (RFC 7519): the header is an object, so its base64url starts with `{"` = eyJ.
  /(?:(?<=%[\dA-Fa-f]{2})|(?<![\w-]))eyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g,
  // AWS access key ids (IAM user guide, "Unique identifiers").
  /(?:(?<=%[\dA-Fa-f]{2})|(?<![A-Za-z0-9]))(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  // GitHub, GitLab, npm, PyPI, Docker Hub, Grafana, DigitalOcean, Linear, Shopify, Atlassian, Vault, Databricks.
  /(?:(?<=%[\dA-Fa-f]{2})|(?<![\w-]))(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{20,}|pypi-[\w-]{16,}|dckr_pat_[\w-]{16,}|gl(?:sa|c)_\w{20,}|do[opr]_v1_[0-9a-f]{32,}|lin_api_\w{20,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}|ATATT3[\w=-]{20,}|hv[sbr]\.[\w-]{20,}|dapi[0-9a-f]{32})/g,
  // Slack tokens and webhook paths.
  /(?:(?<=%[\dA-Fa-f]{2})|(?<![\w-]))(?:xox[a-z]-[\w-]{8,}|xapp-[\w-]{8,})/g,
  /(?<=hooks\.slack\.com\/(?:services|workflows)\/)[\w/-]{8,}/g,
  // Stripe (live and test), OpenAI and Anthropic keys, webhook secrets.
  /(?:(?<=%[\dA-Fa-f]{2})|(?<![\w-]))(?:(?:sk|rk|pk)_(?:live|test)_\w{8,}|whsec_[\w+/=]{8,}|sk-[\w-]{20,})/g,
  // Google API keys, OAuth access tokens and client secrets.
  /(?:(?<=%[\dA-Fa-f]{2})|(?<![\w-]))(?:AIza[\w-]{30,}|ya29\.[\w-]{10,}|GOCSPX-[\w-]{20,})/g,
  // SendGrid, Twilio, Telegram bots, PagerDuty scoped OAuth tokens, age keys.
  /(?:(?<=%[\dA-Fa-f]{2})|(?<![\w-]))(?:SG\.[\w-]{16,}\.[\w-]{16,}|SK[0-9a-f]{32}|\d{8,10}:AA[\w-]{32,}|pd(?:us|eu)\+[\w+-]{10,}|AGE-SECRET-KEY-1[A-Z0-9]{20,})/g,
];

/** A key file, with real or escaped line ends; without its last line, everything up to the text's end. */
const PRIVATE_KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const PRIVATE_KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;

/** Replaces private keys in PEM (RFC 7468) from BEGIN to END. */
export function redactPrivateKeys(text: string): string {
  if (!text.includes('PRIVATE KEY')) return text;
  let rest = text;
  let out = '';
  for (;;) {
    const begin = PRIVATE_KEY_BEGIN.exec(rest);
    if (begin === null) return out + rest;
    out += `${rest.slice(0, begin.index)}${REDACTED}`;
    rest = rest.slice(begin.index + begin[0].length);
    const end = PRIVATE_KEY_END.exec(rest);
    if (end === null) return out;
    rest = rest.slice(end.index + end[0].length);
  }
}

/** Shorter runs are ids and hashes; an AWS secret access key has 40 characters. */
const MIN_RANDOM_RUN = 40;
const RUN = /[A-Za-z0-9+/=_-]{40,}/g;

/**
 * True for base64-like text that changes its character class at three of ten places or more: keys, not paths, class
 * names or hexadecimal hashes.
 */
export const looksRandom = (run: string): boolean =>
  run.length >= MIN_RANDOM_RUN &&
  /[A-Z]/.test(run) &&
  /[a-z]/.test(run) &&
  /\d/.test(run) &&
  classChanges(run) >= run.length * 0.3 &&
  !isHexGroups(run);

/** Hashes, UUIDs and trace contexts: only hexadecimal digits of one case and separators. */
const isHexGroups = (run: string): boolean => /^[0-9a-f_=/-]+$/.test(run) || /^[0-9A-F_=/-]+$/.test(run);

/** Replaces secrets that are known by their shape wherever they stand. */
export function redactKnownTokens(text: string): string {
  let out = text;
  for (const shape of SHAPES) out = out.replace(shape, REDACTED);
  return out.replace(RUN, (run) => (looksRandom(run) ? REDACTED : run));
}
