/**
 * Text that came out of a cluster or a log, made safe to stand on one line of plain text: terminal control
 * sequences go (ECMA-48 CSI and OSC), so do control, format (bidirectional overrides, zero width) and line
 * separator characters. A note is read in terminals too, and one line must never be able to pose as another.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const CONTROL_SEQUENCES = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** One line without control characters, runs of white space as one space, at most `max` UTF-16 units. */
export function plainLine(text: string, max = Number.POSITIVE_INFINITY): string {
  const line = stripControls(text).replace(/\s+/g, ' ').trim();
  return cut(line, max);
}

/** As `plainLine`, but white space inside is kept as it is: for commands, where it may be quoted. */
export const stripControls = (text: string): string =>
  text.replace(CONTROL_SEQUENCES, '').replace(INVISIBLE, ' ');

/** Cuts to `max` UTF-16 units, an ellipsis included; a surrogate pair is never split. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const head = text.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head}…`;
}
