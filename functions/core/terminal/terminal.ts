import { clock, dateAndClock, duration } from '../format.ts';
import { causeSection, NONE_FOUND } from '../note/cause-section.ts';
import type { NoteAlert } from '../note/context.ts';
import { checksOf, failingSection } from '../note/failing-section.ts';
import { doNextSection, notCheckedSection, ruledOutSection } from '../note/lists-section.ts';
import { targetText } from '../note/note.ts';
import { plainLine, visibleLine } from '../plain.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Report } from '../report.ts';

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

/** Heads of lines and their colours; the first that fits wins. */
const COLOURS: readonly (readonly [RegExp, string])[] = [
  [/^CAUSE none found/, GREEN],
  [/^CAUSE \(high\)/, RED],
  [/^(CAUSE|FAILING)( \(\w+\))?/, YELLOW],
  [/^(firstnote|REQUESTS|DO NEXT|RULED OUT)/, BOLD],
  [/^ {2}✗.*/, RED],
  [/^NOT CHECKED/, YELLOW],
  [/^ {2}(why|but|not|maybe|also|seen|began with|changed before)/, DIM],
];

/** What `firstnote triage` prints: the note without what belongs to PagerDuty. Ends without a line break. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const cause = causeSection(report, {
    state: 'complete',
    checks: checksOf(options.alert, options.playbook),
  });
  // Where nothing alerts and nothing fails there is nothing to look for.
  const isWell = options.alert === undefined && cause[0]?.startsWith(NONE_FOUND) === true;
  const lines = [
    header(report, options),
    ...cause,
    ...failingSection(report, options.alert, options.playbook),
    ...(isWell ? [] : doNextSection(report, options.playbook)),
    ...ruledOutSection(report, Number.POSITIVE_INFINITY),
    ...notCheckedSection(report),
  ];
  const safe = lines.map(visibleLine);
  return safe.map((line) => (options.colours ? coloured(line) : line)).join('\n');
}

function header(report: Report, { alert }: TerminalOptions): string {
  const total = report.timings.total;
  const words = [
    'firstnote',
    ...(alert === undefined ? [] : [alert.name, alert.severity]),
    report.target.cluster,
    targetText(report.target),
    `${dateAndClock(report.window.to)}${total === undefined ? '' : `, took ${duration(total)}`}`,
    ...(report.onset === null
      ? []
      : [`began ${clock(report.onset.at)} ± ${duration(report.onset.uncertaintyMs)}`]),
  ];
  return words
    .map((word) => plainLine(word, 200))
    .filter((word) => word !== '')
    .join(' · ');
}

function coloured(line: string): string {
  for (const [head, colour] of COLOURS) {
    const found = head.exec(line)?.[0];
    if (found !== undefined) return `${colour}${found}${RESET}${line.slice(found.length)}`;
  }
  return line;
}
