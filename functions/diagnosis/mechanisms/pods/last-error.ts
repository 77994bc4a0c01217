import { anyAsWritten } from '../../../text/any-of.ts';

/** What the end of a run says of why it ended. */
export interface LastError {
  readonly text: string;
  /** False where it says only that it ended, or that whatever it had started did. */
  readonly sure: boolean;
}

/**
 * The line among the last ones of a run, oldest first, that says why it ended; undefined where none does. What a program
 * calls information is no reason, neither are the frames and fields of an error, nor what those say who merely started
 * it: package managers, supervisors, the shell.
 */
export function lastError(tail: readonly string[]): LastError | undefined {
  const lines = withoutAsides(tail);
  const error =
    lastOf(lines, (line) => SAYS_WHY.test(line) && !isEpilogue(line) && !WARNS.test(line)) ??
    lastOf(lines, (line) => OF_PACKAGE_MANAGER.test(line)) ??
    lastOf(lines, (line) => SAYS_WHY.test(line) && !isEpilogue(line));
  if (error !== undefined) return { text: error, sure: true };
  const end = lastOf(lines, isEpilogue);
  return end === undefined ? undefined : { text: end, sure: false };
}

/** Whether a line is only of those who started the program, or says no more than that it ended. */
export const isEpilogue = (line: string): boolean => PACKAGE_MANAGER.test(line) || ONLY_ENDED.test(line);

/** Whether a program calls a line information, by where its logger puts the level. */
export function isOrdinary(line: string): boolean {
  const level = UPPER_CASE_LEVEL.exec(line)?.[1];
  return level === undefined ? ORDINARY.test(line) : ORDINARY_LEVELS.includes(level);
}

/** The errors of programs of all languages, and the words of those who report one without naming it so. */
const SAYS_WHY = anyAsWritten([
  // Also the classes of errors that end in these words: "ValueError: ...", "java.net.ConnectException: ...".
  /\b\w+(?:Error|Exception)\b/i,
  /(?<!\b(?:no|without|0) )\b(?:error|exception)\b/i,
  // Classes of Python without the word, in a module that has it: "django.core.exceptions.ImproperlyConfigured: ...".
  /^(?:\w+\.)*(?:exceptions?|errors?)\.\w+/,
  /\b(?:fatal|panic(?:ked)?|emerg|crit|Err|uncaught|unhandled|abort(?:ed)?|segfault|segmentation fault)\b/i,
  /\b(?:cannot|can't|could ?n[o']t|unable to|failed|failure|denied|refused|missing|undefined|required)\b/i,
  /\b(?:invalid|illegal|malformed|corrupt(?:ed)?|mismatch|unsupported|unexpected|unrecognized|unknown)\b/i,
  /\bnot (?:found|set|permitted|allowed|defined|supported|specified|provided|exist|available)\b/i,
  /\b(?:already in use|no such|insufficient|no space|out of memory|timed out|exceeded|expired|unbound)\b/i,
  /\b(?:does ?n[o']t exist|too low)\b/i,
  // Elixir's and Erlang's exceptions and exits; C++'s message of an exception that nobody caught.
  /^\s*\*\* \(/,
  /^\s*what\(\):/,
  // pino and bunyan: 50 is error, 60 fatal (https://getpino.io/#/docs/api?id=levels).
  /"level":\s?[56]0\b/,
]);

/** A level in capitals where loggers put it: a word of its own, the first one counts. */
const ORDINARY_LEVELS: readonly string[] = ['INFO', 'DEBUG', 'TRACE', 'NOTICE', 'VERBOSE', 'LOG'];
const GRAVE_LEVELS = ['WARN', 'WARNING', 'ERROR', 'FATAL', 'SEVERE', 'CRITICAL', 'PANIC', 'EMERG'];
const UPPER_CASE_LEVEL = new RegExp(
  `(?:^|[\\s[(|<])(${[...ORDINARY_LEVELS, ...GRAVE_LEVELS].join('|')})(?=[\\s\\]:)|>]|$)`,
);
const ORDINARY = anyAsWritten([
  /"(?:level|severity|lvl|log\.level|@l)":\s?"(?:trace|debug|verbose|info|information|notice|default)"/i,
  /"level":\s?[123]0\b/,
  // mongod (https://www.mongodb.com/docs/manual/reference/log-messages/#severity-levels).
  /"s":\s?"[ID]\d?"/,
  /\b(?:level|lvl|severity)="?(?:trace|debug|info|notice)\b/i,
  // klog (https://github.com/kubernetes/klog/blob/main/klog.go, formatHeader).
  /^[ID]\d{4} \d\d:/,
  // winston, Serilog, .NET's console, nginx, Elixir.
  /^\s*(?:info|debug|trace|verbose|http|dbug|trce)\s?:/,
  /(?:^|\s)\[(?:info|notice|debug|trace)\](?:\s|$)/i,
  // The entry point of the nginx image (docker-entrypoint.sh, entrypoint_log).
  /^\/docker-entrypoint\.sh: (?!.*(?:error|cannot|not found))/i,
]);

/** A program that warns goes on. */
const WARNS = anyAsWritten([
  /(?:^|[\s[(|<])WARN(?:ING)?(?:[\s\]:)|>]|$)/,
  /^\s*(?:\[?warn(?:ing)?\]?\b|\(node:\d+\) )/i,
  /\b\w+Warning: /,
  /\b(?:level|lvl|severity)="?warn/i,
  /"(?:level|severity|lvl)":\s?"warn/i,
  /"level":\s?40\b/,
  /^W\d{4} \d\d:/,
]);

/** What is written around an error: its frames, its fields, and where to read about it. */
const ASIDE = anyAsWritten([
  // Frames: Node, Java and .NET; Java's count; PHP and Dart; Python; Ruby; Go; Elixir; C++ and V8; Erlang.
  /^\s*at /,
  /^\s*\.\.\. \d+ (?:more|common frames)/,
  /^\s*#\d+\s/,
  /^\s*File ".*", line \d+/,
  /^\s+from .+:\d+:in /,
  /^\s*\S+\.go:\d+(?: \+0x|$)/,
  /^\s+\([\w.]+ [\d.]+\) \S+:\d+/,
  /^\s*\d+: 0x[\da-f]+/,
  /^\s*--- End of /,
  // Marks below a line of source, and blank lines.
  /^[\s^~|-]*$/,
  // Heads of traces and of reports.
  /\bTraceback \(most recent call last\)/,
  /^\s*(?:During handling of the above|The above) exception/,
  /^\s*(?:Stack trace|Require stack|Call stack|Caused by|Stacktrace|JS stacktrace|Description):?\s*$/i,
  /^Emitted 'error' event on /,
  /^(?:Node|Bun|Deno)(?:\.js)? v\d/,
  /^\s*throw (?:new \w|err|e;)/,
  /^\s*-{2,} .*(?:stack ?trace|GCs) /i,
  // Fields of an error, which Node prints below it.
  /^\s+(?:'[^']+'|(?!\w*(?:Error|Exception)\b)[A-Za-z_$][\w$]*): /,
  // GenServer's report (https://www.erlang.org/doc/apps/stdlib/gen_server.html).
  /^\s*(?:Last message|State|Initial call|Ancestors|Message Queue|Dictionary)\b.*:/,
  // Where to read more, and what to try.
  /^\s*\(?(?:hint|help|note|detail|run|try|see|visit|for (?:more|further|help)|did you mean|usage|use|background on)\b/i,
  /^[\w.-]+: (?:hint|note|detail): /,
  /^# *(?:If you would like|https?:|See |Failed to write core|Core dump|An error report file|The crash happened)/,
  /^\s*https?:\/\/\S+$/,
]);

/** What the managers of packages say of a script that failed: npm, pnpm, yarn, bun, Deno, lerna, turbo. */
const PACKAGE_MANAGER = anyAsWritten([
  /^\s*npm (?:ERR!|error|notice|info|verb|warn|WARN)/,
  /\bELIFECYCLE\b/,
  /^\s*ERR_PNPM_/,
  /^(?:error|info|warning) (?:Command failed|Visit https:\/\/yarnpkg|There appears to be trouble)/,
  /^(?:error|info|warning) (?:Couldn't find|Command "|An unexpected error)/,
  /^\$ \S/,
  /A complete log of this run can be found in/,
  /^\s*\S*[/\\]_logs[/\\]\S+\.log$/,
  /^(?:error|warn): (?:script "|"\S+" exited)/,
  /^(?:lerna|turbo|nx)\b.*\b(?:ERR!|failed|exited)/i,
]);

/** What they say where they could not start it at all: then nobody else says anything. */
const OF_PACKAGE_MANAGER = anyAsWritten([
  /^\s*npm (?:ERR!|error) [Mm]issing script/,
  /^\s*npm (?:ERR!|error) (?:enoent|eacces|erofs|syscall|Could not|Cannot|The operation was rejected)\b/i,
  /^\s*ERR_PNPM_(?!RECURSIVE_RUN)/,
  /^error (?:Couldn't find|Command "[^"]+" not found|An unexpected error)/,
  /^error: script not found/i,
]);

/** What says that something ended, or will, and not why. */
const ONLY_ENDED = anyAsWritten([
  /\b(?:exit(?:ed|s|ing)?|terminated|died|killed|quit)\b[^:"]{0,30}\b(?:code|status|signal|error)\b[ :=]*-?\d+\b/i,
  /\b(?:failed|failure)\b[^:"]{0,30}\b(?:code|status|signal|error)\b[ :=]*-?\d+\b/i,
  /\bexit(?:ed)? (?:status|code)\b/i,
  /\bexited unexpectedly\b|\bapp crashed\b|\bdid not exit normally\b/,
  /^make(?:\[\d+\])?: \*\*\* /,
  /\bError \d+$/,
  /^\s*\S{0,40}\s*(?:Killed|Terminated|Aborted|Segmentation fault|Trace\/breakpoint trap)(?: +\(core dumped\))?\s*$/,
  // uvicorn, gunicorn, MySQL, Kafka, Spring Boot, Tomcat, Erlang.
  /\bApplication (?:startup|run) failed\b/,
  /\b(?:Worker failed to boot|Shutting down: Master|Worker exiting)\b/,
  /\]\s*Aborting\.?$/,
  /\bExiting \w+ due to fatal exception\b/,
  /^\s*(?:exiting|aborting|shutting down|stopping|stopped|bye)\W*$/i,
  /\bKernel pid terminated\b|\binit terminating\b|\bCrash dump is being written\b/,
]);

/** The lines that can say something: without asides, and without what a report of Spring Boot or Go's adds. */
function withoutAsides(tail: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let skips: RegExp | undefined;
  for (const line of tail) {
    if (skips?.test(line)) skips = undefined;
    if (skips !== undefined) continue;
    skips = BLOCKS.find(({ begins }) => begins.test(line))?.ends;
    if (skips === undefined && !isOrdinary(line) && !ASIDE.test(line)) lines.push(line);
  }
  return lines;
}

/**
 * Blocks that say less than what stands before them: Go's goroutines, up to a blank line
 * (https://pkg.go.dev/runtime/debug#SetTraceback), and what Spring Boot's failure analysis advises
 * (https://docs.spring.io/spring-boot/reference/features/spring-application.html#features.spring-application.startup-failure).
 */
const BLOCKS: readonly { readonly begins: RegExp; readonly ends: RegExp }[] = [
  { begins: /^goroutine \d+ .*\[/, ends: /^\s*$/ },
  { begins: /^Action:\s*$/, ends: /^\S.*\b(?:ERROR|FATAL)\b/ },
];

/** Lines that belong to the one that announces them. */
const ANNOUNCED = 2;
/** A message that goes on below: a head that ends in a colon, pydantic's count of errors. */
const GOES_ON = /(?::|\bvalidation errors? for \S+)\s*$/;

/** The last line that fits, with the one that announces it, or with what it announces. */
function lastOf(lines: readonly string[], fits: (line: string) => boolean): string | undefined {
  const last = lines.findLastIndex(fits);
  if (last < 0) return undefined;
  const near = Math.max(0, last - ANNOUNCED);
  const head = lines.slice(near, last + 1).findIndex((line) => fits(line) && GOES_ON.test(line));
  return head < 0
    ? bare(lines[last] ?? '')
    : lines
        .slice(near + head, near + head + 1 + ANNOUNCED)
        .map(bare)
        .join(' ');
}

/** A line without what ties it to its trace: "Caused by: ", " ---> ", "[cause]: ", "1: ", "# ", and the brace of its fields. */
const bare = (line: string): string =>
  line
    .trim()
    .replace(/^(?:Caused by: |-+> |\[cause\]: |\d{1,2}: |# +)/, '')
    .replace(/ \{$/, '');
