/** What stands in place of a secret. Redacting twice gives the same text. */
export const REDACTED = '[redacted]';

/** Lower case, upper case, digit, else. */
function classOf(code: number): number {
  if (code >= 97 && code <= 122) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 48 && code <= 57 ? 3 : 0;
}

/**
 * How often the character class changes within a text. A random base64 string changes it at more than half of its
 * places; words, paths and CamelCase names at far fewer.
 */
export function classChanges(text: string): number {
  let changes = 0;
  let before = classOf(text.charCodeAt(0));
  for (let i = 1; i < text.length; i++) {
    const now = classOf(text.charCodeAt(i));
    if (now !== before) changes++;
    before = now;
  }
  return changes;
}
