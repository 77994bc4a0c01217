import { assertNever } from '../../model/assert-never.ts';
import { shortName } from '../../model/object-ref.ts';
import { present } from '../../model/present.ts';
import type { Report, Target } from '../../model/report.ts';
import { clock, clockNear, duration } from '../../text/format.ts';
import { plainLine, visibleLine } from '../../text/plain.ts';
import { causeSection, MAX_SENTENCE_CHARS } from './cause-section.ts';
import type { Calls, NoteContext } from './context.ts';
import { checksOf, failingSection } from './failing-section.ts';
import { type Line, line, lineText, plain } from './line.ts';
import {
  doNextSection,
  nextCalledSection,
  notCheckedSection,
  preventSection,
  ruledOutSection,
} from './lists-section.ts';
import { markerLine } from './marker.ts';
import { OUTCOME_HEADS, recoveryLines } from './recovery-text.ts';

/**
 * PagerDuty publishes no limit for a note. This is ours: a full note has 2,000 to 3,500 characters, so that the last
 * lines, who is called next, stay even when several causes are shown; what is longer is not read at night, and stands
 * on the report page.
 */
export const MAX_NOTE_CHARS = 5000;

/** Names this note in the list of an incident's notes; on its last line, so that cutting never loses it. */
const CUT_LINE = '… cut to fit, all of it is in the report';

/** The note, most important first, cut from the bottom to `budget` characters; its last line marks it as ours. */
export function renderNote(report: Report, context: NoteContext, budget = MAX_NOTE_CHARS): string {
  return fit(
    [
      header(report, context),
      ...stateLines(report, context),
      ...causeSection(report, { state: context.state, checks: checksOf(context.alert, context.playbook) }),
      ...failingSection(report, context.alert, context.playbook),
      ...(context.recovery?.recovered === 'yes'
        ? preventSection(report, context)
        : doNextSection(report, context.playbook, context.state)),
      ...ruledOutSection(report),
      ...notCheckedSection(report, context.state),
      ...nextCalledSection(context),
    ],
    markerLine(context.occurrence),
    budget,
  );
}

/**
 * A note without a report: triage failed, or another occurrence's note has it all. `lines` are full sentences. Where the
 * triage failed it says whether anybody will be called all the same, as that is now.
 */
export function renderShortNote(
  lines: readonly string[],
  context: NoteContext,
  target?: Target,
  budget = MAX_NOTE_CHARS,
): string {
  const where = target === undefined ? [] : [targetText(target)];
  return fit(
    [
      headerLine([...alertWords(context), ...where]),
      ...lines.map((text) => plain(plainLine(text, 500))),
      ...present(context.state === 'failed' && plain(whoIsCalled(context))),
      ...nextCalledSection(context),
    ],
    markerLine(context.occurrence),
    budget,
  );
}

function whoIsCalled({ nextCalls, callsAreOff = false, hasPath = false }: Calls): string {
  if (nextCalls.length > 0) return 'The calls below still go out.';
  if (callsAreOff) return "Calls are switched off; PagerDuty's own policy goes on.";
  const why = hasPath
    ? 'Every call of its escalation path was due before this'
    : 'No escalation path is known for it';
  return `${why}; PagerDuty's own policy goes on.`;
}

function header(report: Report, context: NoteContext): Line {
  const after =
    context.secondsAfterPage === null ? '' : `, ${duration(context.secondsAfterPage * 1000)} after the page`;
  return headerLine([
    ...alertWords(context),
    targetText(report.target),
    `${clock(report.generatedAt)}${after}`,
  ]);
}

/** "firstnote · HighErrorRate · critical": the words as they are, which are none of ''. */
export const headerLine = (words: readonly string[]): Line =>
  line('section', 'firstnote', words.map((word) => ` · ${word}`).join(''));

const alertWords = (context: NoteContext): string[] =>
  [context.alert.name, context.alert.severity]
    .map((word) => plainLine(word, 100))
    .filter((word) => word !== '');

/** "production/deployment/dojopool-api"; the namespace alone when no workload was named. */
export function targetText(target: Target): string {
  const workload = target.workload === undefined ? '' : `/${shortName(target.workload)}`;
  return plainLine(`${target.namespace}${workload}`, 200);
}

function stateLines(report: Report, context: NoteContext): readonly Line[] {
  const detail = context.stateDetail === undefined ? '' : `: ${plainLine(context.stateDetail, 300)}`;
  switch (context.state) {
    case 'complete':
      return [];
    case 'first version':
      return [plain(`FIRST VERSION  logs are still being read${detail}`)];
    case 'partial':
      return [plain(`PARTIAL${detail}`)];
    case 'failed':
      return [plain(`TRIAGE FAILED${detail}; the calls below still go out`)];
    case 'recovered':
    case 'not recovered':
      return outcomeLines(report, context, detail).map(plain);
    default:
      return assertNever(context.state);
  }
}

/** How it ended, with before and after; the report below it is the one of the failure. */
function outcomeLines(
  { generatedAt, window }: Report,
  context: NoteContext,
  detail: string,
): readonly string[] {
  const outcome = context.recovery?.recovered ?? (context.state === 'recovered' ? 'yes' : 'no');
  const told = context.recovery === undefined ? [] : recoveryLines(context.recovery);
  const lines = told.map((line) => `  ${plainLine(line, MAX_SENTENCE_CHARS)}`);
  return [
    `${OUTCOME_HEADS[outcome]}  seen ${clockNear(generatedAt, window.to)}${lines.length > 0 ? '' : detail}`,
    ...lines,
    'WHAT IT WAS',
  ];
}

/** Whole lines from the top while they fit, none of them cut: half a command does harm. The marker always stays. */
function fit(written: readonly Line[], marker: string, budget: number): string {
  const lines = written.map((one) => visibleLine(lineText(one)));
  const whole = [...lines, marker].join('\n');
  if (whole.length <= budget) return whole;
  const room = budget - marker.length - CUT_LINE.length - 2;
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    if (used + line.length > room) break;
    kept.push(line);
    used += line.length + 1;
  }
  return kept.length === 0 ? marker : [...kept, CUT_LINE, marker].join('\n');
}
