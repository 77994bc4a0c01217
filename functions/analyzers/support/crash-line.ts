import type { ContainerView } from '../../core/view/containers.ts';
import type { ClusterView } from '../../core/view/view.ts';
import { quote } from './patterns.ts';

export interface CrashLine {
  readonly text: string;
  readonly previous: boolean;
  /** True when the line itself says that it is fatal, not merely the last one that was printed. */
  readonly sure: boolean;
}

/** Also the classes of errors that end in these words: "ValueError: ...", "java.net.ConnectException: ...". */
const FATAL =
  /\b\w*(?:Error|Exception)\b|\b(?:fatal|panic(?:ked)?|Err|exception|traceback|uncaught|unhandled|segfault|abort(?:ed)?|cannot|can't|could not|unable to|failed|failure|error|denied|refused|missing|undefined|not found|not set|required|invalid|already in use)\b/i;
/** Frames and heads of stack traces say less than the error itself, which Python prints last. */
const NOISE =
  /^\s*(?:at |\.\.\.|#|\^|File "|Traceback \(most recent call last\)|Emitted 'error' event on |goroutine \d+ \[|note: run with `RUST_BACKTRACE)|\b(?:INFO|DEBUG|TRACE)\b/;

/** Lines of the end of a run that are shown beside the one that says why. */
const MAX_CONTEXT = 3;
const CONTEXT_CHARS = 90;
/** Frames, and the fields of an error that Node prints after them. */
const DUMP = /^\s*at |^Node\.js v\d|^\s*\w+: (?:['"[]|-?\d)/;
/** Brackets and blanks are no words. */
const SAYS_SOMETHING = /[a-z]{3}/i;

/** The last lines of the run that ended, with what stands around the line that says why; '' where that is all there is. */
export function lastWords(view: ClusterView, { pod, name }: ContainerView, line: CrashLine): string {
  const log = view.logs
    .ofPod(pod)
    .find((entry) => entry.container === name && entry.previous === line.previous);
  const words = (log?.tail ?? [])
    .filter((text) => SAYS_SOMETHING.test(text) && !DUMP.test(text))
    .slice(-MAX_CONTEXT)
    .map((text) => quote(text, CONTEXT_CHARS));
  return words.length > 1 ? words.join(' / ') : '';
}

/**
 * The one line that best says why a container ended: the last fatal-looking line of its previous run, else of the
 * present one. Nothing is invented where there is none.
 */
export function crashLine(view: ClusterView, { pod, name, status }: ContainerView): CrashLine | undefined {
  const logs = view.logs.ofPod(pod).filter((log) => log.container === name);
  const ended = status?.state.running === undefined;
  const ordered = [
    ...logs.filter(({ previous }) => previous),
    ...logs.filter(({ previous }) => !previous && ended),
  ];
  for (const log of ordered) {
    const line = log.tail.findLast((text) => FATAL.test(text) && !NOISE.test(text));
    if (line) return { text: quote(line), previous: log.previous, sure: true };
    const fatal =
      log.summary.patterns.find(({ level }) => level === 'fatal') ??
      log.summary.patterns.find(({ level }) => level === 'error');
    if (fatal) return { text: quote(fatal.example), previous: log.previous, sure: true };
  }
  for (const log of ordered) {
    const last = log.tail.at(-1);
    if (last) return { text: quote(last), previous: log.previous, sure: false };
  }
  return undefined;
}
