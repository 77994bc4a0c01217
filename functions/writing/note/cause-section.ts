import { BACKGROUND_ERROR_SHARE } from '../../model/background.ts';
import type { CauseId } from '../../model/cause.ts';
import { AT_ONCE_MS, mayPrecede, NEAR_MS } from '../../model/near.ts';
import { type ObjectRef, shortName } from '../../model/object-ref.ts';
import { present } from '../../model/present.ts';
import type { Cause, Change, Report, ReportSymptom, RuledOut } from '../../model/report.ts';
import { isUnread, TELLING } from '../../model/telling.ts';
import type { Check } from '../../playbook/playbook.ts';
import { clockNear, duration, percent, plural, thousands } from '../../text/format.ts';
import { plainLine } from '../../text/plain.ts';
import type { NoteState } from './context.ts';
import { slowestEndpoints } from './failing-section.ts';
import { type Line, line, plain } from './line.ts';
import { COLLECTOR_WORDS } from './words.ts';

/** One sentence of evidence: two lines of a phone; Kubernetes messages run to 1,024 characters and are cut here. */
export const MAX_SENTENCE_CHARS = 260;
const MAX_WHY = 3;
const MAX_AGAINST = 2;
const MAX_OTHER_CAUSES = 3;
const MAX_SEEN = 6;
/** Beside a cause, so that what it leaves unexplained is not lost. */
const MAX_SEEN_BESIDE = 3;
/** What passed, or nobody is known to suffer from, where nothing fails. */
const MAX_PASSED = 2;
/** Slower than this at the 95th percentile is called slow where the alert is about latency. */
const SLOW_MS = 1000;

/** What the alert asks for, and how far the triage is. */
export interface CauseContext {
  readonly state: NoteState;
  readonly checks: readonly Check[];
}

/** Causes whose being ruled out saves the responder from the first thing that comes to mind: undoing the rollout. */
const ROLLOUT: CauseId = 'bad-rollout';

/** The cause with why, what it began with, what it is not and what it may be; or what was seen when none was found. */
export function causeSection(report: Report, about: CauseContext): readonly Line[] {
  const [first, ...others] = report.causes;
  if (first === undefined)
    return [...noCauseLines(report, about), ...changedLines(report), ...notTheRollout(report)];
  return present(
    line(
      first.confidence === 'high' ? 'sure-cause' : 'warning',
      `CAUSE (${first.confidence})`,
      `  ${causeText(first, report)}`,
    ),
    ...first.why
      .slice(0, MAX_WHY)
      .map((text, index) => (index === 0 ? detail('why ', text) : plain(`        ${sentence(text)}`))),
    ...seenBeside(first, report, about.checks).slice(0, MAX_SEEN_BESIDE),
    ...first.against.slice(0, MAX_AGAINST).map((text) => detail('but ', text)),
    ...beganWith(report),
    ...notTheRollout(report),
    ...others.slice(0, MAX_OTHER_CAUSES).map((cause) => otherCause(cause, report)),
    others.length > MAX_OTHER_CAUSES &&
      line(
        'detail',
        '  maybe',
        ` ${plural(others.length - MAX_OTHER_CAUSES, 'other cause')}, see the report`,
      ),
  );
}

const sentence = (text: string): string => plainLine(text, MAX_SENTENCE_CHARS);

/** "  seen  5.0 % of 40 requests answered 5xx". */
const detail = (word: string, text: string): Line => line('detail', `  ${word}`, `  ${sentence(text)}`);

/** "title: statefulset/dojopool-postgresql": the object always stands last, the cluster suite reads it there. */
const causeText = (cause: Cause, report: Report): string =>
  `${sentence(cause.title)}: ${objectText(cause.object, report)}`;

/** `kind/name` as kubectl takes it, "in NAMESPACE" where it is not the target's. */
export function objectText(object: ObjectRef, report: Report): string {
  const name = plainLine(shortName(object), MAX_SENTENCE_CHARS);
  const elsewhere = object.namespace !== '' && object.namespace !== report.target.namespace;
  return elsewhere ? `${name} in ${plainLine(object.namespace, MAX_SENTENCE_CHARS)}` : name;
}

function otherCause(cause: Cause, report: Report): Line {
  const word = cause.confidence === 'high' ? 'also' : 'maybe';
  const [why] = cause.why;
  const text = `(${cause.confidence}) ${causeText(cause, report)}${why ? `; ${why}` : ''}`;
  return line('detail', `  ${word}`, ` ${plainLine(text, MAX_SENTENCE_CHARS - word.length - 1)}`);
}

function beganWith(report: Report): readonly Line[] {
  const near = report.changes
    .filter(
      (change) => mayPrecede(change.beforeOnsetMs, report.onset, NEAR_MS.counts) && change.reached !== 'no',
    )
    .toSorted((a, b) => rankOfChange(a) - rankOfChange(b));
  // What it was served with until a nearer change came, it did not begin with.
  const nearest = near.find(({ reached }) => reached === 'yes')?.beforeOnsetMs ?? 0;
  return near.slice(0, 2).map((change) => {
    const lead = change.beforeOnsetMs ?? NEAR_MS.counts;
    const near = lead <= NEAR_MS.begins && lead - nearest <= AT_ONCE_MS;
    const word = change.reached === 'yes' && near ? 'began with' : 'changed before';
    return detail(word, changeText(change, report));
  });
}

/** Without a cause, what changed is the next question, whether or not an onset was seen to hold it against. */
function changedLines(report: Report): readonly Line[] {
  const began = beganWith(report);
  if (began.length > 0) return began;
  const to = Date.parse(report.window.to);
  return report.changes
    .filter(({ at, reached }) => reached !== 'no' && to - Date.parse(at) <= NEAR_MS.counts)
    .slice(0, 2)
    .map((change) => plain(`  changed  ${changeText(change, report)}`));
}

/** Changes that reached what fails first, the ones nearest to the onset first among them. */
const rankOfChange = (change: Change): number =>
  (change.reached === 'yes' ? 0 : NEAR_MS.counts + 1) + (change.beforeOnsetMs ?? NEAR_MS.counts);

/** "deployment/worker 2 -> 12 replicas (kubectl, 13:55:40Z, 20 s before): its pods use the same database". */
function changeText(change: Change, report: Report): string {
  const who = change.who === '' ? '' : `${change.who}, `;
  const when = clockNear(change.at, report.window.to);
  const lead =
    change.beforeOnsetMs === null || change.beforeOnsetMs < 0
      ? ''
      : `, ${duration(change.beforeOnsetMs)} before`;
  const why = change.why === '' ? '' : `: ${change.why}`;
  return sentence(`${objectText(change.object, report)} ${change.what} (${who}${when}${lead})${why}`);
}

/** What was ruled out of the last rollout stands under the cause, not in the long list. */
export const isAboutRollout = (entry: RuledOut): boolean => entry.causes.includes(ROLLOUT);

const notTheRollout = (report: Report): readonly Line[] =>
  report.ruledOut
    .filter(isAboutRollout)
    .slice(0, 1)
    .map((entry) => detail('not ', `${entry.what}: ${entry.by}`));

/** Whether all that tells was read and nothing of it is wrong: nobody needs to look for anything. */
export const isWell = (report: Report, checks: readonly Check[]): boolean =>
  report.outcome === 'none-found' &&
  report.coverage.some(({ status }) => status === 'ok' || status === 'empty') &&
  symptoms(report, checks).length === 0 &&
  unreadText(report) === '';

function noCauseLines(report: Report, { state, checks }: CauseContext): readonly Line[] {
  const read = report.coverage.filter((entry) => entry.status === 'ok' || entry.status === 'empty');
  if (read.length === 0) return [unknown('unknown: nothing could be read, see NOT CHECKED')];
  const seen = seenLines(report, checks).slice(0, MAX_SEEN);
  if (report.outcome === 'unexplained' || report.outcome === 'nothing-left')
    return [unknown(sentence(report.headline)), ...seen];
  const passed = passedLines(report);
  if (seen.length > 0) {
    const stopped = state === 'first version' ? undefined : stoppedAt(report, checks);
    return [
      stopped === undefined
        ? loggedLine(report)
        : noneFound(`errors were seen, none since ${clockNear(stopped, report.window.to)}`),
      ...seen,
      ...passed,
    ];
  }
  const span = `${clockNear(report.window.from, report.window.to)} to ${clockNear(report.window.to, report.window.to)}`;
  const unread = unreadText(report);
  const where = `${readText(report)} (${span})`;
  const verdict = (): Line => {
    if (state === 'first version') return unknown(`not known yet: no fault seen so far in ${where}`);
    if (unread !== '') return unknown(`unknown: ${unread} not read, no fault seen in ${where}`);
    return noneFound(`no fault seen in ${where}`);
  };
  return [verdict(), ...passed, ...background(report)];
}

const unknown = (text: string): Line => line('warning', 'CAUSE', ` ${text}`);
const noneFound = (text: string): Line => line('well', 'CAUSE none found', `: ${text}`);

const loggedLine = (report: Report): Line =>
  unreadText(report) === '' ? noneFound(LOGGED) : unknown(loggedText(report));

const LOGGED = 'errors are logged, and nothing is seen to fail';

/** Over error lines that nobody is known to suffer from: nothing fails by what was read, and more is not said. */
export function loggedText(report: Report): string {
  const unread = unreadText(report);
  return unread === ''
    ? `none found: ${LOGGED}`
    : `unknown: errors are logged, nothing is seen to fail; ${unread} not read`;
}

/** What Kubernetes shows that the causes leave unexplained; beside a mere guess, all that was seen. */
const seenBeside = (first: Cause, report: Report, checks: readonly Check[]): readonly Line[] =>
  first.confidence === 'low'
    ? seenLines(report, checks)
    : failing(report).map((symptom) => detail('seen', symptomText(symptom, report)));

const passedLines = (report: Report): readonly Line[] =>
  report.symptoms
    .filter(({ fails }) => !fails)
    .slice(0, MAX_PASSED)
    .map((symptom) => detail('seen', symptomText(symptom, report)));

const failing = ({ symptoms }: Report): readonly ReportSymptom[] => symptoms.filter(({ fails }) => fails);

/** "deployment/api: 1 of 2 pods not ready for 12 min: CrashLoopBackOff". */
export const symptomText = ({ object, text }: ReportSymptom, report: Report): string =>
  `${objectText(object, report)}: ${text}`;

const seenLines = (report: Report, checks: readonly Check[]): readonly Line[] =>
  symptoms(report, checks).map((text) => detail('seen', text));

/** Of what most faults show in, what was not read at all: without it, no fault seen is no health. */
export const unreadText = (report: Report): string =>
  TELLING.filter((name) =>
    report.coverage.some(({ collector, status }) => collector === name && isUnread(status)),
  )
    .map((name) => COLLECTOR_WORDS[name])
    .join(', ');

/** What was read and shows nothing, the kinds first that most faults show in; the others as a number: the page lists them. */
export function readText(report: Report): string {
  const warned = report.symptoms.length > 0;
  const read = report.coverage
    .filter(({ collector, status }) => status === 'ok' || (status === 'empty' && collector !== 'logs'))
    .filter(({ collector }) => !(warned && collector === 'events'))
    .map(({ collector }) => collector);
  const telling = TELLING.filter((collector) => read.includes(collector));
  const names = (telling.length > 0 ? telling : read.slice(0, TELLING.length)).map(
    (name) => COLLECTOR_WORDS[name],
  );
  const rest = read.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${plural(rest, 'other kind')}` : ''}`;
}

const unexplained = ({ patterns }: Report) =>
  patterns.filter(({ level, isNew }) => (level === 'error' || level === 'fatal') && isNew !== false);

/** So much of a line is enough to know it again. */
const TOLD_CHARS = 60;

/** What is wrong although no rule explains it, gravest first; slowness only where the alert is about it. */
export function symptoms(report: Report, checks: readonly Check[]): string[] {
  const { traffic } = report;
  const failed =
    traffic !== null && traffic.requests > 0 && traffic.errors5xx / traffic.requests >= BACKGROUND_ERROR_SHARE
      ? [
          `${percent(traffic.errors5xx, traffic.requests)} of ${plural(traffic.requests, 'request')} answered 5xx`,
        ]
      : [];
  const dependencies = report.dependencies.flatMap(({ name, state, by, errors = 0 }) => {
    if (state === 'failing') return [`${name} is failing: ${by}`];
    return errors > 0 ? [`${name}: ${by}`] : [];
  });
  const shown = failing(report).map((symptom) => symptomText(symptom, report));
  const said = failing(report).map((symptom) => plainLine(symptom.said));
  const patterns = unexplained(report)
    .filter(({ example }) => !said.some((line) => line.includes(plainLine(example).slice(0, TOLD_CHARS))))
    .map(
      (pattern) =>
        `${thousands(pattern.count)}x ${pattern.isNew === true ? 'new ' : ''}"${plainLine(pattern.example, 140)}" on ${plural(pattern.pods, 'pod')} of ${pattern.workload}${pattern.first === '' ? '' : `, from ${clockNear(pattern.first, report.window.to)}`}`,
    );
  const slow = checks.includes('latency')
    ? slowestEndpoints(report).filter(({ p95 }) => (p95 ?? 0) >= SLOW_MS)
    : [];
  const late = slow
    .slice(0, 1)
    .map(({ method, path, p95 }) => `p95 of ${method} ${path} is ${duration(p95 ?? 0)}`);
  return [...failed, ...shown, ...late, ...dependencies, ...patterns];
}

/** Errors that did not come again for this long, ms, before the end of the window have stopped. */
const STOPPED_MS = 60_000;

/** When the last of the errors came, where they are all that was seen and have stopped; undefined otherwise. */
function stoppedAt(report: Report, checks: readonly Check[]): string | undefined {
  const errors = unexplained(report);
  if (symptoms(report, checks).length > errors.length) return undefined;
  const last = errors.map((pattern) => pattern.last).sort();
  const newest = last.at(-1) ?? '';
  const silence = Date.parse(report.window.to) - Date.parse(newest);
  return last[0] !== '' && silence > STOPPED_MS ? newest : undefined;
}

function background(report: Report): readonly Line[] {
  const { traffic } = report;
  return traffic !== null && traffic.errors5xx > 0
    ? [
        detail(
          'seen',
          `${thousands(traffic.errors5xx)} of ${plural(traffic.requests, 'request')} answered 5xx (${percent(traffic.errors5xx, traffic.requests)})`,
        ),
      ]
    : [];
}
