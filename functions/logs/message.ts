import { isSet, type Line, type Span, unescapeJson, utf8 } from './line.ts';
import { deepestCause, isExceptionLine, isTrace, namesPlacesOnly } from './traces.ts';

/** A part of a line as people read it: without a JSON string's escapes. */
export function plain(line: Line, span: Span): string {
  const part = line.part(span);
  // An escape is a character, not a byte of UTF-8.
  const text = (line.escaped ? unescapeJson(utf8(part)) : utf8(part)).trim();
  return line.escaped && text.startsWith('["') ? text.slice(2, -2).split(BETWEEN).join('\n') : text;
}
/** A list of texts is a text of lines. */
const BETWEEN = /",\s?"/;

/** True when a field of the line holds a stack trace. */
export const hasTrace = (line: Line): boolean =>
  traceOf(line) !== '' || (isSet(line.error) && isTrace(plain(line, line.error)));

/** The field's trace, '' where it holds something else: an id of a trace, the message once more. */
function traceOf(line: Line): string {
  const text = isSet(line.stack) ? plain(line, line.stack) : '';
  return isTrace(text) || isExceptionLine(text) ? text : '';
}

/**
 * What the line says: its message, the deepest cause of the error that it carries in other fields, that one's code, and
 * the library that made it.
 */
export const messageOf = (line: Line): string =>
  line.library === '' ? saidIn(line) : `${saidIn(line)} (${line.library})`;

function saidIn(line: Line): string {
  const message = deepestCause(plain(line, line.message));
  const error = isSet(line.error) || isSet(line.stack) ? errorOf(line) : '';
  if (error === '') return withCode(line, message);
  if (message === '' || error.includes(message)) return withCode(line, error);
  return withCode(line, message.includes(error) ? message : `${message.replace(/:$/, '')}: ${error}`);
}

/** The trace's deepest cause where it says more than the error's own message. */
function errorOf(line: Line): string {
  const error = deepestCause(plain(line, line.error).replace(CLASS_AND_MESSAGE, '$1: $2'));
  const trace = traceOf(line);
  const cause = namesPlacesOnly(trace) ? '' : deepestCause(trace);
  if (cause === '' || cause === `Error: ${error}`) return error;
  const said = cause.replace(CLASS, '');
  // "cart: connect refused" says all that "Error: connect refused" does; its class is news where the texts are equal.
  return said !== error && error.includes(said) ? error : cause;
}
/** A list of an exception's class and its message (Rails' payload of an action that raised, as lograge writes it). */
const CLASS_AND_MESSAGE = /^([A-Z]\w{0,60}(?:(?:::|\.)[A-Z]\w{0,60}){0,10})\n(.{1,4000})$/s;
/** The name of an exception's class before its message. */
const CLASS = /^(?:[\w$]{1,60}\.){0,10}[\w$]{1,80}(?: \([^)]{1,40}\))?: /;

/** ISO/IEC 9075-2, 24.1: five digits or capitals, two for the class. */
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** An error's code is a part of what it says. Of a line without an error, "code" may be anything. */
function withCode(line: Line, message: string): string {
  if (!isSet(line.code) || line.isRequest) return message;
  const code = plain(line, line.code);
  if (message === '' || code.length > MAX_CODE || message.includes(code)) return message;
  return SQLSTATE.test(code) && /\d/.test(code)
    ? `${message} (SQLSTATE ${code})`
    : `${message} (code ${code})`;
}
const MAX_CODE = 40;
