/**
 * What others wrote (log lines, names, alerts), made safe to be read in a terminal, a note or a page. Three things may
 * not happen: that it acts on the terminal, that one line poses as another, and that what is read is not what is there
 * (bidirectional overrides reorder a command, zero-width characters hide in a name).
 */
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what they find
/**
 * Colours and other sequences for a terminal, whole: they are dress, not text, and go. ECMA-48 5.4 (CSI), 5.6 (OSC,
 * DCS, SOS, PM, APC) and ECMA-35 14.1 (a character set), in their 7-bit and 8-bit forms
 * (https://ecma-international.org/publications-and-standards/standards/ecma-48/).
 */
const CONTROL_SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\n\u0007\u001b\u0080-\u009f]*(?:\u0007|\u001b\\|\u009c)|\u001b[()*+][0-9A-Z]/g;
/** Breaks of lines and pages, and the byte order mark between files that were joined: blanks, whatever their form. */
const BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029\ufeff]/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above
/** Characters without a form of their own: controls, formats (bidirectional ones too), halves of a pair, fillers. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]+/gu;

const SELECTOR = /^\p{Variation_Selector}$/u;
const JOINER = /^[\u200c\u200d]$/;
const EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
/** Scripts in which a joiner changes how a word is written (UAX #31, 2.3: https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters). */
const JOINING_SCRIPTS = [
  'Arabic',
  'Syriac',
  'Mongolian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Khmer',
  'Myanmar',
];
const JOINING = new RegExp(`^[${JOINING_SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}]$`, 'u');

/**
 * Text of several lines that does nothing: sequences for terminals are gone, other hidden characters stand as their
 * escape ("\u202e"), so that a reader sees that something was there. Line feeds and tabs stay, and so do the joiners
 * and variation selectors that a script or an emoji is written with.
 */
export const visible = (text: string): string =>
  text
    .replace(CONTROL_SEQUENCES, '')
    .replace(BREAKS, (found) => (found === '\r\n' ? '\n' : ' '))
    .replace(HIDDEN, (run, offset: number, whole: string) => shown(run, offset, whole));

/** As `visible`, on one line; blanks inside are kept, as a command may have quoted them. */
export const visibleLine = (text: string): string => visible(text).replace(/[\n\t]/g, ' ');

/** One line with runs of white space as one space, at most `max` UTF-16 units. */
export const plainLine = (text: string, max = Number.POSITIVE_INFINITY): string =>
  cut(visible(text).replace(/\s+/g, ' ').trim(), max);

function shown(run: string, offset: number, whole: string): string {
  const before = characterBefore(whole, offset);
  const characters = [before, ...run, characterAt(whole, offset + run.length)];
  return [...run]
    .map((character, index) => (isWriting(characters, index + 1) ? character : escaped(character)))
    .join('');
}

/** Whether the hidden character at `index` is one that the text around it is written with. */
function isWriting(characters: readonly string[], index: number): boolean {
  const [character = '', next = ''] = characters.slice(index, index + 2);
  if (character === '\n' || character === '\t') return true;
  // The first of a run alone stands after a character that can be seen.
  if (SELECTOR.test(character)) return index === 1 && characters[0]?.trim() !== '';
  if (!JOINER.test(character)) return false;
  const isAfterSelector = index === 2 && SELECTOR.test(characters[1] ?? '');
  const before = characters[isAfterSelector ? 0 : index - 1] ?? '';
  return (EMOJI.test(before) && EMOJI.test(next)) || (JOINING.test(before) && JOINING.test(next));
}

const characterAt = (text: string, index: number): string =>
  String.fromCodePoint(text.codePointAt(index) ?? 0x20);

function characterBefore(text: string, index: number): string {
  const pair = text.slice(Math.max(0, index - 2), index);
  return [...pair].at(-1) ?? ' ';
}

/** "\u202e", "\u{e0067}": as JavaScript, Rust and JSON write it. */
function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  return hex.length === 4 ? `\\u${hex}` : `\\u{${hex}}`;
}

/** Everything that JSON.stringify leaves as it is and that a terminal might act on or hide; half pairs it escapes itself. */
const HIDDEN_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** JSON that is safe in a terminal too: the same document, its hidden characters as escapes (RFC 8259, 7). */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(HIDDEN_IN_JSON, (character) =>
    Array.from(
      { length: character.length },
      (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
    ).join(''),
  );

/** Cuts to `max` UTF-16 units, an ellipsis included; a surrogate pair is never split. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const head = text.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head}…`;
}
