import { present } from '../../model/present.ts';
import type { Report } from '../../model/report.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import { clock, dateAndClock, duration } from '../../text/format.ts';
import { plainLine, visibleLine } from '../../text/plain.ts';
import { causeSection, isWell } from '../note/cause-section.ts';
import type { NoteAlert } from '../note/context.ts';
import { checksOf, failingSection } from '../note/failing-section.ts';
import type { Line, LineKind } from '../note/line.ts';
import { doNextSection, notCheckedSection, ruledOutSection } from '../note/lists-section.ts';
import { headerLine, targetText } from '../note/note.ts';
import { explainSection } from './explain.ts';

export interface TerminalOptions {
  readonly playbook: Playbook;
  /** The alert that it is about, where one was named. */
  readonly alert?: NoteAlert;
  /** True only for a terminal that shows colours; the text is the same. */
  readonly colours: boolean;
}

// ECMA-48 "select graphic rendition" (https://ecma-international.org/publications-and-standards/standards/ecma-48/).
const BOLD = '\u001b[1m';
const RED = '\u001b[1;31m';
const GREEN = '\u001b[32m';
const YELLOW = '\u001b[33m';
const DIM = '\u001b[2m';
const RESET = '\u001b[0m';

const COLOURS: Readonly<Record<LineKind, string>> = {
  well: GREEN,
  'sure-cause': RED,
  warning: YELLOW,
  section: BOLD,
  avoid: RED,
  detail: DIM,
  plain: '',
};

/** What `firstnote triage` prints: the note without what belongs to PagerDuty. Ends without a line break. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const checks = checksOf(options.alert, options.playbook);
  // Where nothing alerts and nothing fails there is nothing to look for.
  const needsNobody = options.alert === undefined && isWell(report, checks);
  const lines = [
    header(report, options),
    ...causeSection(report, { state: 'complete', checks }),
    ...failingSection(report, options.alert, options.playbook),
    ...(needsNobody ? [] : doNextSection(report, options.playbook)),
    ...ruledOutSection(report, Number.POSITIVE_INFINITY),
    ...notCheckedSection(report),
    ...(report.ranking === undefined ? [] : explainSection(report.ranking)),
  ];
  return lines.map((line) => shown(line, options.colours)).join('\n');
}

function header(report: Report, { alert }: TerminalOptions): Line {
  const total = report.timings.total;
  const words = present(
    alert?.name,
    alert?.severity,
    report.target.cluster,
    targetText(report.target),
    `${dateAndClock(report.window.to)}${total === undefined ? '' : `, took ${duration(total)}`}`,
    report.onset !== null && `began ${clock(report.onset.at)} ± ${duration(report.onset.uncertaintyMs)}`,
  );
  return headerLine(words.map((word) => plainLine(word, 200)).filter((word) => word !== ''));
}

/** A line on one line of the terminal, with its head in its colour. */
function shown({ kind, head, rest }: Line, colours: boolean): string {
  const colour = colours ? COLOURS[kind] : '';
  return colour === ''
    ? visibleLine(head + rest)
    : `${colour}${visibleLine(head)}${RESET}${visibleLine(rest)}`;
}
