import { anyOf } from '../text/any-of.ts';

/**
 * Lines that belong to the event before them. `frame`: a place in the code. `cause`: the message of an exception that
 * explains the one before. `causes`: such messages follow, indented. `traceback`: the start of a Python trace, whose
 * message comes at its end. `chain`: the next trace belongs to the one before.
 */
export type Continuation = 'frame' | 'cause' | 'causes' | 'traceback' | 'chain' | 'none';

/**
 * Java, Kotlin, Scala (pino in small letters); Node writes "[cause]: ", .NET "---> ", Elixir "** (Module.Error) ", Monolog
 * "[previous exception] [object] (" before an inner exception.
 */
const CAUSE =
  /^\s*(?:[Cc]aused by: |Root cause: |\[cause\]: |\[previous exception\] \[object\] \(|\*\* (?=\([\w.]{1,100}\) )|-{1,3}> ?(?=[\w.]+(?:Exception|Error)))/;
const FRAME = anyOf(
  [
    // Root first (logstash-logback-encoder), PHP's trace and its outer exceptions.
    /^\s*(?:Wrapped by: |Stack trace:$|#\d{1,4} [/{[\w]|Next [\w\\]{1,80}: )/,
    /^\s+(?:at |in |from |\.\.\. \d+ |File "|raise |Suppressed: |[~^]+$)/,
    /^\s*\.\.\. \d+ (?:more|common frames)/,
    /^at [\w$.<>]+[ (]/,
    /^goroutine \d+ \[/,
    /^created by /,
    /^\[signal /,
    /^exit status \d/,
    /^\s*--- End of /,
    /^\t\/\S+:\d+/,
    /^[\w./*()[\]-]+\([^)]*\)$/,
    // Functions as zap names them, each above its place: of a package with a path, of a type, a closure, the outermost.
    /^[\w-][\w.~-]{0,100}\/[\w./~-]{0,200}\.[\w.()*[\]-]{1,200}$|^\w{1,60}\.(?:\(\*\w{1,60}\)\.)?\w{1,60}\.func\d[\w.]{0,20}$|^\w{1,60}\.\(\*\w{1,60}\)\.\w{1,60}$|^(?:main\.main|runtime\.(?:main|goexit))$/,
    // ClickHouse's frames, and Monolog's head of a stack and the end of its context.
    /^\d{1,3}\. .{0,400} @ 0x[\da-f]{4,16}/,
    /^\[stacktrace\]$|^"[}\])]{1,4} ?$/,
    // OTP's report of a process that ended (Logger.Translator): what it was doing.
    /^(?:Last message(?: \([^)]{1,60}\))?: |State: [%{#[:]|Client #PID<|Function: [&#])/,
  ],
  '',
);
/** Rust's anyhow and eyre. */
const CAUSES = /^\s*Caused by:$/;
const CHAIN = /^\s*(?:During handling of the above|The above exception was)/;
const TRACEBACK = /^(?:Traceback \(most recent call last\):|\s+\+? ?Exception Group Traceback)/;
const EXCEPTION_LINE =
  /^(?:Exception in thread "[^"]{0,80}" |Unhandled exception\. |Uncaught )?(?:[\w$]{1,60}\.){0,10}[A-Z]\w{0,60}(?:Exception|Error|Failure|Interrupt|Exit|Warning)(?: \([^)]{1,40}\))?(?:: |$)/;

/** A class of a package, whatever it is called (Java), and a class in a module behind the message (Ruby, Crystal). */
const QUALIFIED = /^(?:[a-z][\w$]{0,60}\.){2,10}[A-Z][\w$]{0,80}: \S/;
const CLASS_LAST = / \((?:[A-Z]\w{0,60}::){1,6}[A-Z]\w{0,60}\)$/;

const MAX_FRAME = 500;

/** What a line is to the event before it, by its content alone. */
export function continuationOf(whole: string): Continuation {
  // A longer line is no frame; and the patterns below look back within what they see.
  const content = whole.length > MAX_FRAME ? whole.slice(0, MAX_FRAME) : whole;
  const first = content.charCodeAt(0);
  if (TRACEBACK.test(content)) return 'traceback';
  if (CAUSE.test(content)) return 'cause';
  if (CAUSES.test(content)) return 'causes';
  if (CHAIN.test(content)) return 'chain';
  if (FRAME.test(content)) return 'frame';
  if ((first === 32 || first === 9) && content.trim() !== '') return 'frame';
  if (/^[}\])]+[,;]?$/.test(content)) return 'frame';
  return 'none';
}

/** True for a line that is an exception's name and message and nothing else. */
export function isExceptionLine(content: string): boolean {
  const start = content.slice(0, MAX_FRAME);
  return EXCEPTION_LINE.test(start) || QUALIFIED.test(start) || CLASS_LAST.test(start);
}

/** The message of a cause line, without what introduces it. */
export const causeMessage = (content: string): string => content.replace(CAUSE, '').trim();

/** True for a line that only names a place in the code: what follows an event with such lines changes nothing of it. */
export const isPlace = (content: string): boolean =>
  continuationOf(content) === 'frame' && !isExceptionLine(content.trim());

/** Lines of a trace that are looked at: a line of a log has no more than MAX_LINE bytes. */
const MAX_TRACE_LINES = 2000;
/** .NET on one line: "Outer: text ---> Inner: text". */
const INLINE_CAUSE = / ---> (?=[\w.]+(?:Exception|Error))/;
/** anyhow and eyre number the causes under "Caused by:". */
const NUMBERED = /^\s*\d{1,3}: /;

/**
 * The message of a text's deepest cause, by the rules for traces line by line: Java's last "Caused by", .NET's last
 * "--->", Node's last "[cause]", the exception of Python's last trace, the last of Rust's causes. Of a text that is no
 * trace, its first line. '' for an empty text.
 */
export function deepestCause(text: string): string {
  if (!text.includes('\n')) return innermost(text);
  const [head = '', ...rest] = text.split(/\r?\n/, MAX_TRACE_LINES);
  const trace = new TraceText(head);
  for (const line of rest) trace.line(line);
  return innermost(trace.message).trim();
}

/** A place in the file, below the function that zap and pkg/errors name at the margin. */
const PLACE_BELOW = /^\t\S{1,400}:\d{1,7}$/;

/** True for a trace whose lines are places in the code, and none says what went wrong. */
export function namesPlacesOnly(trace: string): boolean {
  const lines = trace.split(/\r?\n/, MAX_TRACE_LINES).filter((line) => line.trim() !== '');
  return lines.every(
    (line, i) => isPlace(line) || (/^\S+$/.test(line) && PLACE_BELOW.test(lines[i + 1] ?? '')),
  );
}

const innermost = (message: string): string =>
  message.length > MAX_FRAME * 8 ? message : (message.split(INLINE_CAUSE).at(-1) ?? message);

class TraceText {
  message: string;
  private inTraceback: boolean;
  private hasException: boolean;
  private wantsCauses = false;

  constructor(head: string) {
    this.message = head;
    this.inTraceback = continuationOf(head) === 'traceback';
    this.hasException = isExceptionLine(head);
  }

  line(line: string): void {
    const kind = continuationOf(line);
    if (kind === 'traceback') this.inTraceback = true;
    else if (kind === 'cause') this.message = causeMessage(line);
    else if (kind === 'causes') this.wantsCauses = true;
    else if (kind === 'frame' && this.wantsCauses && NUMBERED.test(line))
      this.message = line.replace(NUMBERED, '');
    else if (kind === 'none' && line !== '') this.flush(line);
  }

  /** A line at the margin: the exception of a Python trace, or the one that a message leads to. */
  private flush(line: string): void {
    this.wantsCauses = false;
    const isException = isExceptionLine(line);
    if (!this.inTraceback && (this.hasException || !isException)) return;
    this.inTraceback = false;
    this.hasException = true;
    this.message = line;
  }
}

/** True for a text of several lines with a place in the code, a cause or a traceback among them. */
export const isTrace = (text: string): boolean =>
  text
    .split('\n', MAX_TRACE_LINES)
    .some((line, i) => continuationOf(line) !== 'none' && (i > 0 || continuationOf(line) === 'traceback'));
