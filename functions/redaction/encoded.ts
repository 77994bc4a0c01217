/** Printable ASCII as a URL encodes it (RFC 3986, 2.1). */
const CODE = /%([2-7][\dA-Fa-f])/g;
const HAS_CODE = /%[2-7][\dA-Fa-f]/;
const WORD = /[^\s"]+/g;
/** What stands for itself in no URL. */
const MUST_ENCODE = /[\s"'<>`{}|\\^%]/g;
/** Printable ASCII as nginx escapes it in its logs (https://nginx.org/en/docs/http/ngx_http_log_module.html, `escape`). */
const ESCAPE = /\\x([2-7][\dA-Fa-f])/g;
/** Encoded and encoded again, as a URL in a URL is. */
const MAX_DEPTH = 3;

const character = (_: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/**
 * Redacts a text of which parts may be percent-encoded or escaped, as an access log has them: a name, its sign, its
 * quotes or the blank before its value may be. A word in which nothing is found stays byte for byte.
 */
export function redactEncoded(text: string, redact: (text: string) => string, depth = MAX_DEPTH): string {
  if (depth === 0) return redact(text);
  const inner = (plain: string): string => redactEncoded(plain, redact, depth - 1);
  if (text.includes('\\x2')) {
    const plain = text.replace(ESCAPE, character);
    const clean = plain === text ? text : inner(plain);
    if (clean !== plain) return clean;
  }
  if (!HAS_CODE.test(text)) return redact(text);
  const words = text.replace(WORD, (word) => {
    if (!HAS_CODE.test(word)) return word;
    const plain = word.replace(CODE, character);
    const clean = inner(plain);
    return clean === plain ? word : clean.replace(MUST_ENCODE, encodeURIComponent);
  });
  return redact(words);
}
