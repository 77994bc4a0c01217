import { compare } from '../../../model/canonical.ts';
import type { ContainerLog } from '../../../model/log-summary.ts';
import { timeOf } from '../../../text/time.ts';
import type { ContainerView } from '../../view/containers.ts';
import type { ClusterView } from '../../view/view.ts';
import { quote } from '../shared/patterns.ts';
import { isEpilogue, isOrdinary, lastError } from './last-error.ts';

export interface CrashLine {
  readonly text: string;
  readonly previous: boolean;
  /** True when the line says why it ended, not merely that it did, and is not merely the last one that was printed. */
  readonly sure: boolean;
}

/** Lines of the end of a run that are shown beside the one that says why. */
const MAX_CONTEXT = 3;
const CONTEXT_CHARS = 90;
/** Frames, and the fields of an error that Node prints after them. */
const DUMP = /^\s*at |^Node\.js v\d|^\s*\w+: (?:['"[]|-?\d)/;
/** Brackets and blanks are no words. */
const SAYS_SOMETHING = /[a-z]{3}/i;

/** The last lines of the run that ended, with what stands around the line that says why; [] where that is all there is. */
export function lastWords(
  view: ClusterView,
  { pod, name }: ContainerView,
  line: CrashLine,
): readonly string[] {
  const log = view.logs
    .ofPod(pod)
    .find((entry) => entry.container === name && entry.previous === line.previous);
  const lines = (log?.tail ?? [])
    .filter((text) => SAYS_SOMETHING.test(text) && !DUMP.test(text) && !isEpilogue(text))
    .slice(-MAX_CONTEXT)
    .map((text) => quote(text, CONTEXT_CHARS));
  return lines.length > 1 ? lines : [];
}

/** What a run ended with, the line that says why first, then the other errors among its last lines, newest first. */
export function linesOfEnd(
  view: ClusterView,
  { pod, name }: ContainerView,
  line: CrashLine | undefined,
): readonly string[] {
  if (line?.sure !== true) return [];
  const log = view.logs
    .ofPod(pod)
    .find((entry) => entry.container === name && entry.previous === line.previous);
  return [line.text, ...(log?.tail ?? []).filter((text) => !isOrdinary(text)).toReversed()];
}

/**
 * The one line that best says why a container ended: an error among the last lines of its previous run, else of the
 * present one. Nothing is invented where there is none.
 */
export function crashLine(view: ClusterView, { pod, name, status }: ContainerView): CrashLine | undefined {
  const logs = view.logs.ofPod(pod).filter((log) => log.container === name);
  const ended = status?.state.running === undefined;
  const ordered = [
    ...logs.filter(({ previous }) => previous),
    ...logs.filter(({ previous }) => !previous && ended),
  ];
  const ends = ordered.map((log) => ({ log, said: lastError(log.tail) }));
  for (const { log, said } of ends) {
    const text = said?.sure ? said.text : lastPattern(log);
    if (text !== undefined) return { text: quote(text), previous: log.previous, sure: true };
  }
  for (const { log, said } of ends) {
    const text = said?.text ?? log.tail.findLast((line) => SAYS_SOMETHING.test(line) && !isOrdinary(line));
    if (text !== undefined) return { text: quote(text), previous: log.previous, sure: false };
  }
  return undefined;
}

/** An error before this, ms, is not why a run ended: the program went on after it. */
const WENT_ON_MS = 60_000;

/** The last error of a log whose end has none: what a dump of frames or of a package manager pushed out of it. */
function lastPattern({ summary }: ContainerLog): string | undefined {
  const end = timeOf(summary.last);
  const errors = summary.patterns.filter(
    ({ level, example, last }) =>
      (level === 'fatal' || level === 'error') &&
      !isEpilogue(example) &&
      (end === undefined || (timeOf(last) ?? end) >= end - WENT_ON_MS),
  );
  const fatal = errors.filter(({ level }) => level === 'fatal');
  return (fatal.length > 0 ? fatal : errors).toSorted((a, b) => compare(b.last, a.last))[0]?.example;
}
