/** What stands in place of a secret. Redacting twice gives the same text. */
export const REDACTED = '[redacted]';

/** The text with each marker numbered: the n-th of the values that are hidden at one place. */
export const numbered = (text: string, n: number): string =>
  text.replaceAll(REDACTED, `${REDACTED.slice(0, -1)}-${n}]`);

/** The text with its markers as they are without numbers. */
export const withoutNumbers = (text: string): string => text.replace(/\[redacted-\d{1,6}\]/g, REDACTED);

/** Whether a value is what was left of a hidden one: the marker, and the hosts that it named. */
export const isHidden = (value: string): boolean => /^\[redacted(?:-\d{1,6})?\](?: [\w.:-]+)*$/.test(value);

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
