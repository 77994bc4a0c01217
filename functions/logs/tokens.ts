import { markCodes, unmarkCodes } from './templates/codes.ts';
import { errnoEnd, isCalendar, isUnit, isValue, WILDCARD } from './templates/masks.ts';

export { WILDCARD } from './templates/masks.ts';

/** The words and signs of a message; `gaps[i]` is the blank space before token i. */
export interface Tokens {
  readonly tokens: readonly string[];
  readonly gaps: readonly string[];
}

/** More words than this say nothing new; bounds a hostile line. */
const MAX_TOKENS = 80;
/** Characters of a message that are looked at. */
const MAX_MESSAGE = 2000;
/** Quoted or bracketed text up to this long can be one token. */
const MAX_ENCLOSED = 400;
/** So many words in brackets are a remark or a value; more are a part of the sentence. */
const MAX_REMARK = 6;
/** Characters of `key=several words,` that are looked at for the value's end. */
const MAX_VALUE = 60;
/** Characters of a value that brackets are a part of. */
const MAX_BRACKETED = 200;

const BLANK = 1;
const SIGN = 2;
const WORD = 0;
const DOT = 46;
const COMMA = 44;
const COLON = 58;
const BRACKET = 91;
const CLASS = new Uint8Array(256);
for (let c = 0; c <= 32; c++) CLASS[c] = BLANK;
for (const c of '=:,;()[]{}"\'|<>') CLASS[c.charCodeAt(0)] = SIGN;
const classAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code < 256 ? (CLASS[code] as number) : WORD;
};

export const isSign = (token: string): boolean =>
  (token.length === 1 && (classAt(token, 0) === SIGN || token === '.')) || token === DOTS;
/** Two or more dots, however many: leaders of a table, or an ellipsis. */
const DOTS = '...';

const URL = /[a-zA-Z][\w+.-]{1,20}:\/\/[^\s"'<>()[\]{},;|]*/y;
/** IPv6 and hardware addresses, whose groups may be letters only. */
const COLON_HEX =
  /(?:(?=[0-9a-fA-F:]{0,40}\d)[0-9a-fA-F]{1,4}(?::{1,2}[0-9a-fA-F]{0,4}){2,8}|(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2})(?:\.\d+)?(?![\w:])/y;
const WINDOWS_PATH = /[A-Za-z]:\\[^\s"'<>|,;()]*/y;
/** A name with a range or index behind it: "node-[0-63]", "tux[1,5]", "httpd[1234]". */
const INDEXED = /[A-Za-z][\w.-]{0,60}\[[\d,:-]{1,100}\]/y;
/** Where a value that signs are a part of ends; 0 when there is none. */
function longEndOf(text: string, start: number): number {
  for (const pattern of [URL, WINDOWS_PATH, COLON_HEX, INDEXED]) {
    pattern.lastIndex = start;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return 0;
}

/** A request line's method sets requests apart. */
const METHOD = /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) /;
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Splits a message at blanks and signs, so that of `key=value`, `host:port` and `[pid]` only the part that changes
 * becomes a placeholder (Drain splits at blanks only). Words that are values by their look are placeholders from the
 * start, and what is quoted, in short brackets, or the value of a key is one token, however many words it has.
 * `keepsCodes`: numbers that say what happened are words (see templates/codes.ts).
 */
export function tokensOf(message: string, keepsCodes = false): Tokens {
  const text = message.length > MAX_MESSAGE ? message.slice(0, MAX_MESSAGE) : message;
  return new Tokenizer(keepsCodes ? markCodes(text) : text, 0).read();
}

class Tokenizer {
  private readonly tokens: string[] = [];
  private readonly gaps: string[] = [];
  private readonly text: string;
  /** How deep in enclosures this text is. */
  private readonly depth: number;
  private at = 0;
  private gap = '';
  /** The word before was a number: a unit may follow. */
  private afterNumber = false;
  /** Openers whose closer was looked for in vain. */
  private unclosed = '';

  constructor(text: string, depth: number) {
    this.text = text;
    this.depth = depth;
  }

  read(): Tokens {
    const { text, tokens, gaps } = this;
    while (this.at < text.length && tokens.length < MAX_TOKENS) {
      const kind = classAt(text, this.at);
      if (kind === BLANK) this.blanks();
      else if (kind === SIGN) this.sign();
      else this.word();
    }
    return { tokens, gaps };
  }

  private blanks(): void {
    const start = this.at++;
    while (this.at < this.text.length && classAt(this.text, this.at) === BLANK) this.at++;
    this.gap = this.text.slice(start, this.at);
  }

  private push(token: string): void {
    this.tokens.push(token);
    this.gaps.push(this.gap);
    this.gap = '';
  }

  private word(): void {
    const { text } = this;
    const start = this.at;
    if (this.phrase() || this.dots()) return;
    this.at++;
    while (this.at < text.length && (this.isInWord() || this.isApostrophe())) this.at++;
    const next = text.charCodeAt(this.at);
    const longEnd = next === COLON || next === BRACKET ? longEndOf(text, start) : 0;
    if (longEnd > this.at) {
      this.at = longEnd;
      this.value(false);
      return;
    }
    this.wordToken(text.slice(start, this.at));
  }

  /** What the system says of a failure, which stands for itself. */
  private phrase(): boolean {
    const { text, at } = this;
    const end = this.isPhrasePlace() ? errnoEnd(text, at) : 0;
    if (end <= at) return false;
    this.at = end;
    this.push(text.slice(at, end));
    return true;
  }

  private dots(): boolean {
    if (!this.text.startsWith('..', this.at)) return false;
    while (this.text.charCodeAt(this.at) === DOT) this.at++;
    this.push(DOTS);
    return true;
  }

  private wordToken(word: string): void {
    if (word === '.') this.push(word);
    else if (isValue(word)) this.value(/^[-+]?[\d.]+$/.test(word));
    else if (this.afterNumber && isUnit(word)) {
      this.afterNumber = false;
      this.gap = '';
    } else if (isCalendar(word) && this.inDate()) this.value(false);
    else {
      this.afterNumber = false;
      this.push(word);
      if (ATTRIBUTE.test(word)) this.lastName();
    }
  }

  /** "mode Contacts Only" at the end. */
  private lastName(): void {
    LAST_NAME.lastIndex = this.at;
    if (!LAST_NAME.test(this.text)) return;
    this.gap = ' ';
    this.push(this.inside(this.text.slice(this.at + 1)));
    this.at = this.text.length;
  }

  /** Behind a sign and at the start a phrase can stand for itself. */
  private isPhrasePlace(): boolean {
    const before = this.tokens[this.tokens.length - 1];
    return before === undefined || isSign(before);
  }

  /** A dot that ends a sentence, and dots in a row, are no part of the word before them. */
  private isInWord(): boolean {
    const { text, at } = this;
    // "a,b,c" is one word.
    if (text.charCodeAt(at) === COMMA)
      return at + 1 < text.length && classAt(text, at + 1) === WORD && classAt(text, at - 1) === WORD;
    if (classAt(text, at) !== WORD) return false;
    if (text.charCodeAt(at) !== DOT) return true;
    return at + 1 < text.length && classAt(text, at + 1) === WORD && text.charCodeAt(at + 1) !== DOT;
  }

  /** "can't" is one word. */
  private isApostrophe(): boolean {
    const { text, at } = this;
    return (
      text.charCodeAt(at) === 39 &&
      at + 1 < text.length &&
      classAt(text, at + 1) === WORD &&
      classAt(text, at - 1) === WORD
    );
  }

  /** A day's or month's name beside a number or another such name. */
  private inDate(): boolean {
    if (this.tokens[this.tokens.length - 1] === WILDCARD) return true;
    const next = /^[\s,]{1,3}([A-Za-z]{3}\b|\d)/.exec(this.text.slice(this.at, this.at + 7))?.[1];
    return next !== undefined && (/\d/.test(next) || isCalendar(next));
  }

  private value(isNumber: boolean): void {
    this.push(WILDCARD);
    this.afterNumber = isNumber;
  }

  private sign(): void {
    const { text, at } = this;
    const sign = text[at] as string;
    // "<1 sec" and "> 5" are numbers.
    if (
      (sign === '<' || sign === '>') &&
      /^[<>]=? ?\d/.test(text.slice(at, at + 4)) &&
      classAt(text, at - 1) === BLANK
    ) {
      this.at++;
      return;
    }
    if ((sign === '"' || sign === "'") && this.quoted(sign)) return;
    if (CLOSERS[sign] !== undefined && this.enclosed(sign, CLOSERS[sign])) return;
    this.at++;
    this.push(sign);
    this.afterNumber = false;
    if (sign === '=' && at > 0 && classAt(text, at - 1) === WORD) this.pairValue();
    else if (sign === ':' && text.charCodeAt(at + 1) === 32) this.attribute();
  }

  private quoted(quote: string): boolean {
    const { text, at } = this;
    if (this.unclosed.includes(quote)) return false;
    if (quote === "'" && at > 0 && classAt(text, at - 1) === WORD) return false;
    const limit = Math.min(text.length, at + MAX_ENCLOSED);
    const end = quoteEnd(text, at, limit);
    if (end >= limit) {
      if (limit === text.length) this.unclosed += quote;
      return false;
    }
    const inner = text.slice(at + 1, end);
    const method = quote === '"' && !this.isPairValue() ? METHOD.exec(inner)?.[0] : undefined;
    if (method === undefined) this.enclose(quote, inner, quote);
    else {
      this.push(quote);
      this.push(method.trimEnd());
      this.gap = ' ';
      this.push(WILDCARD);
      this.push(quote);
    }
    this.at = end + 1;
    return true;
  }

  private isPairValue(): boolean {
    const before = this.tokens[this.tokens.length - 1];
    return before === ':' || before === '=';
  }

  private enclosed(open: string, close: string): boolean {
    const { text, at } = this;
    if (this.unclosed.includes(open)) return false;
    const limit = Math.min(text.length, at + MAX_ENCLOSED);
    const end = closeOf(text, at, close, limit);
    if (end >= limit) {
      if (limit === text.length) this.unclosed += open;
      return false;
    }
    const inner = text.slice(at + 1, end);
    if (open !== '{' && this.isSentence(inner) && !isList(inner)) return false;
    this.enclose(open, inner, close);
    this.at = end + 1;
    return true;
  }

  /** Says more than a remark does. */
  private isSentence(inner: string): boolean {
    return inner.includes('=') || REASON.test(inner) || this.wordsIn(inner) > MAX_REMARK;
  }

  /** "reason: Layer4 timeout," is a pair as "reason=..." is. */
  private attribute(): void {
    const key = this.tokens[this.tokens.length - 2];
    if (key === undefined || !ATTRIBUTE.test(key)) return;
    const end = longValueEnd(this.text, this.at);
    if (end === undefined) return;
    this.gap = ' ';
    this.push(this.inside(this.text.slice(this.at + 1, end)));
    this.at = end;
  }

  private wordsIn(inner: string): number {
    if (this.depth >= 2) return MAX_REMARK + 1;
    const { tokens } = new Tokenizer(inner, this.depth + 1).read();
    return tokens.filter((token, i) => !isSign(token) && (token !== WILDCARD || tokens[i - 1] !== WILDCARD))
      .length;
  }

  private enclose(open: string, inner: string, close: string): void {
    this.push(open);
    this.push(this.inside(inner));
    this.push(close);
    this.afterNumber = false;
  }

  /** Text that is one token: with its values masked, if it is not too deep. */
  private inside(inner: string): string {
    if (inner.trim() === '') return '';
    if (this.depth >= 2) return isValue(inner) ? WILDCARD : inner;
    return joinTokens(new Tokenizer(inner, this.depth + 1).read()).replace(REPEATED, WILDCARD);
  }

  /** The value behind "key=": to the next blank or delimiter; several words where a delimiter ends them. */
  private pairValue(): void {
    const { text } = this;
    const start = this.at;
    const first = text[start];
    if (first !== undefined && (NO_VALUE.includes(first) || CLOSERS[first] !== undefined)) return;
    if (first === ' ' && !NEXT_IS_PAIR.test(text.slice(start, start + MAX_VALUE))) return;
    let end = valueEnd(text, start);
    if (text[end] === ' ' && end > start) end = longValueEnd(text, end) ?? end;
    this.push(this.inside(text.slice(start, end)));
    this.at = end;
  }
}

/** Where the quotation that opens at `at` ends, `limit` or more where it does not before; an apostrophe ends none. */
function quoteEnd(text: string, at: number, limit: number): number {
  const quote = text[at];
  let end = at + 1;
  while (end < limit && !(text[end] === quote && (quote === '"' || !LETTER.test(text[end + 1] ?? ''))))
    end += text[end] === '\\' ? 2 : 1;
  return end;
}

/** Where the bracket that opens at `at` is closed; `limit` where it is not before. */
function closeOf(text: string, at: number, close: string, limit: number): number {
  const open = text[at];
  let depth = 1;
  for (let end = at + 1; end < limit; end++) {
    if (text[end] === open) depth++;
    else if (text[end] === close && --depth === 0) return end;
  }
  return limit;
}

/** Where the value of a pair ends: at a blank or delimiter that is in no brackets. */
function valueEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && classAt(text, end) !== BLANK && !PAIR_END.includes(text[end] as string)) {
    const close = CLOSERS[text[end] as string];
    const closed = close === undefined ? -1 : text.indexOf(close, end);
    end = closed > 0 && closed - end < MAX_BRACKETED ? closed + 1 : end + 1;
  }
  return end;
}

/** Behind "=": no value that goes up to a delimiter. */
const NO_VALUE = '=>"\'';
/** "ruser= rhost=x": the first has no value; "allDrawn= false" has one. */
const NEXT_IS_PAIR = /^ {1,2}(?:[\w.-]{1,40}=|$)/;
/** "(reason: leader rejoining group)"; "(111: Connection refused)" is none. */
const REASON = /[A-Za-z]: /;
const LETTER = /[\w$]/;
const PAIR_END = ',;)]}>|"';
/** Lists of values: how long they are says nothing. */
const REPEATED = /<\*>(?:(?:,? |[,:])<\*>)+/g;
/** Words that a state or reason of one or more words follows. */
const ATTRIBUTE =
  /^(?:reason|info|state|status|result|disposition|mode|type|level|phase|cause|action|role)$/i;
/** Several words without a pair among them, and a delimiter. */
const LONG_VALUE = /(?: [^\s=:,;)\]}"'(){}[\]]+){1,5}(?=[,;)\]}])/y;
/** Capitalised words up to the end: "os.name=Oracle Corporation". */
const LAST_NAME = /(?: [A-Z][\w.-]{0,30}){1,4}$/y;

function longValueEnd(text: string, from: number): number | undefined {
  LONG_VALUE.lastIndex = from;
  if (LONG_VALUE.test(text) && LONG_VALUE.lastIndex - from <= MAX_VALUE) return LONG_VALUE.lastIndex;
  LAST_NAME.lastIndex = from;
  return LAST_NAME.test(text) ? LAST_NAME.lastIndex : undefined;
}

/** "a, b, c": of any length. */
const isList = (text: string): boolean => /^[^\s,=]{1,80}(?:, ?[^\s,=]{1,80}){2,}$/.test(text);

/** The template as people read it. */
export function joinTokens({ tokens, gaps }: Tokens): string {
  let out = '';
  for (let i = 0; i < tokens.length; i++) out += (i === 0 ? '' : (gaps[i] ?? '')) + (tokens[i] ?? '');
  return unmarkCodes(out);
}
