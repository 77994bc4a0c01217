import { anyOf } from '../text/any-of.ts';

/**
 * Lines that belong to the event before them. `frame`: a place in the code. `cause`: the message of an exception that
 * explains the one before. `causes`: such messages follow, indented. `traceback`: the start of a Python trace, whose
 * message comes at its end. `chain`: the next trace belongs to the one before.
 */
export type Continuation = 'frame' | 'cause' | 'causes' | 'traceback' | 'chain' | 'none';

/** Java, Kotlin, Scala; Node writes "[cause]: ", .NET "---> " before an inner exception. */
const CAUSE =
  /^\s*(?:Caused by: |Wrapped by: |Root cause: |\[cause\]: |-{1,3}> ?(?=[\w.]+(?:Exception|Error)))/;
const FRAME = anyOf(
  [
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
  ],
  '',
);
/** Rust's anyhow and eyre. */
const CAUSES = /^\s*Caused by:$/;
const CHAIN = /^\s*(?:During handling of the above|The above exception was)/;
const TRACEBACK = /^(?:Traceback \(most recent call last\):|\s+\+? ?Exception Group Traceback)/;
const EXCEPTION_LINE =
  /^(?:Exception in thread "[^"]{0,80}" |Unhandled exception\. |Uncaught )?(?:[\w$]{1,60}\.){0,10}[A-Z]\w{0,60}(?:Exception|Error|Failure|Interrupt|Exit|Warning)(?: \([^)]{1,40}\))?(?:: |$)/;

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
export const isExceptionLine = (content: string): boolean => EXCEPTION_LINE.test(content.slice(0, MAX_FRAME));

/** The message of a cause line, without what introduces it. */
export const causeMessage = (content: string): string => content.replace(CAUSE, '').trim();

/** True for a line that only names a place in the code: what follows an event with such lines changes nothing of it. */
export const isPlace = (content: string): boolean =>
  continuationOf(content) === 'frame' && !isExceptionLine(content.trim());
