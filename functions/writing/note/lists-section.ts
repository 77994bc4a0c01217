import type { ReportAction } from '../../model/command/action.ts';
import { present } from '../../model/present.ts';
import { type RbacRule, resourceText, ruleText } from '../../model/rbac.ts';
import type { Coverage, Report } from '../../model/report.ts';
import { TELLING } from '../../model/telling.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import { clock, plural } from '../../text/format.ts';
import { plainLine, visible } from '../../text/plain.ts';
import { isAboutRollout, MAX_SENTENCE_CHARS } from './cause-section.ts';
import { type MadeCall, type NoteContext, wasCalled } from './context.ts';
import { type Line, line, plain } from './line.ts';
import { whereToLook } from './where-to-look.ts';
import { COLLECTOR_WORDS, statusWords } from './words.ts';

const MAX_ACTIONS = 5;
const MAX_AVOID = 2;
const MAX_RULED_OUT = 8;
/** Of one entry: a line and a half of a phone. */
const MAX_RULED_OUT_CHARS = 120;
const MAX_PREVENTION = 5;
/** More missing rules than these are one entry: the reader needs the manifest, not a list. */
const MAX_FORBIDDEN_APART = 2;
/** Of an entry of many kinds, those that most faults show in; the page and the JSON have all. */
const MAX_NAMED = 6;
/** Of why a call was not made. */
const MAX_REASON_CHARS = 160;
/** A pasted command must be whole: one that is longer than this is left to the page. */
const MAX_COMMAND_CHARS = 600;

/**
 * What to type next, in the order that fits the cause, and what not to do; without a cause, where to look.
 */
export function doNextSection(
  report: Report,
  playbook: Playbook,
  state?: NoteContext['state'],
): readonly Line[] {
  const isWaiting = state === 'first version';
  const actions = report.causes[0]?.actions ?? (isWaiting ? [] : whereToLook(report, playbook));
  const steps = actions.filter((action) => action.kind !== 'avoid').slice(0, MAX_ACTIONS);
  const avoid = actions.filter((action) => action.kind === 'avoid').slice(0, MAX_AVOID);
  if (steps.length + avoid.length === 0) return [];
  return [
    line('section', 'DO NEXT'),
    ...steps.flatMap((action, index) => stepLines(action, index + 1)).map(plain),
    ...avoid.map((action) => line('avoid', `  ✗ ${plainLine(action.text, MAX_SENTENCE_CHARS)}`)),
  ];
}

/** The command alone on its line, a playbook's of several lines on its lines: to zsh, macOS' shell, a "#" behind it begins no comment but more words. */
function stepLines({ command, text }: ReportAction, number: number): readonly string[] {
  const lead = `  ${number} ${plainLine(text, MAX_SENTENCE_CHARS)}`;
  return command === undefined || command.length > MAX_COMMAND_CHARS
    ? [lead]
    : [
        lead,
        ...visible(command)
          .trim()
          .split('\n')
          .map((line) => `    ${line}`),
      ];
}

/** Once it is over: what would keep it from happening again, first what was found, then what the playbook says. */
export function preventSection(report: Report, { playbook }: NoteContext): readonly Line[] {
  const entries = [...report.prevention, ...playbook.prevention].slice(0, MAX_PREVENTION);
  return entries.length === 0
    ? []
    : ['PREVENT', ...entries.map((text) => `  ${plainLine(text, MAX_SENTENCE_CHARS)}`)].map(plain);
}

/** What was judged not to be it, each with what it was judged by; at most `most` of them, the page has all. */
export function ruledOutSection(report: Report, most = MAX_RULED_OUT): readonly Line[] {
  const entries = report.ruledOut.filter((entry) => !isAboutRollout(entry));
  if (entries.length === 0) return [];
  const shown = entries
    .slice(0, most)
    .map((entry) =>
      plainLine(entry.by === '' ? entry.what : `${entry.what}: ${entry.by}`, MAX_RULED_OUT_CHARS),
    );
  const rest = entries.length - shown.length;
  const more = rest > 0 ? ` · ${rest} more on the page` : '';
  return [line('section', 'RULED OUT', `  ${shown.join(' · ')}${more}`)];
}

/** What was not or not wholly seen, on one line: silence about it must not read as health. */
export function notCheckedSection(report: Report, state?: NoteContext['state']): readonly Line[] {
  const all = notChecked(report, state);
  return all.length === 0 ? [] : [line('warning', 'NOT CHECKED', `  ${all.join(' · ')}`)];
}

/** What was not or not wholly seen, each with why. */
export function notChecked(report: Report, state?: NoteContext['state']): readonly string[] {
  const unknown = new Map<string, string[]>();
  for (const dependency of report.dependencies) {
    // Lines that name it were read: it was looked at.
    if (dependency.state !== 'unknown' || (dependency.errors ?? 0) > 0) continue;
    unknown.set(dependency.by, [...(unknown.get(dependency.by) ?? []), dependency.name]);
  }
  const dependencies = [...unknown].map(([by, names]) =>
    plainLine(`${names.join(', ')} (${by || 'not tried'})`, 200),
  );
  const waiting = state === 'first version' ? ['logs: still being read, this note is edited in place'] : [];
  const gaps = coverageGaps(
    report.coverage.filter((entry) => !(waiting.length > 0 && entry.collector === 'logs')),
  );
  return [...waiting, ...dependencies, ...gaps];
}

/** One entry for all the collectors that failed alike: an unreachable API is one fact, not thirty. */
export function coverageGaps(coverage: readonly Coverage[]): readonly string[] {
  const forbidden = coverage.filter(({ status }) => status === 'forbidden').toSorted(byWeight);
  const groups = new Map<string, { how: string; names: string[] }>();
  for (const entry of coverage.toSorted(byWeight)) {
    const how = howText(entry);
    if (how === '' || entry.status === 'forbidden') continue;
    const group = groups.get(how) ?? { how, names: [] };
    group.names.push(COLLECTOR_WORDS[entry.collector]);
    groups.set(how, group);
  }
  const others = [...groups.values()].map(({ how, names }) => plainLine(`${some(names)}: ${how}`, 400));
  return [...others, ...forbiddenGaps(forbidden)];
}

const WEIGHTS: readonly string[] = [...new Set([...TELLING, ...Object.keys(COLLECTOR_WORDS)])];
const byWeight = (a: Coverage, b: Coverage): number =>
  WEIGHTS.indexOf(a.collector) - WEIGHTS.indexOf(b.collector);

function some(names: readonly string[]): string {
  const rest = names.length - MAX_NAMED;
  return `${names.slice(0, MAX_NAMED).join(', ')}${rest > 0 ? ` and ${plural(rest, 'more kind')}` : ''}`;
}

/** Why a collector's evidence is not whole; '' when it is. Logs without a line are not logs without a fault. */
function howText({ collector, status, detail, absent }: Coverage): string {
  if (collector === 'logs' && status === 'empty') return 'no line found';
  const words = statusWords(status);
  if (words === '' || detail === '') return words;
  // "not installed": nothing failed there. "no answer within 5.0 s" says it all.
  return absent === true || status === 'timeout' ? detail : `${words}, ${detail}`;
}

/** Many missing rules are named together, by their resources alone. */
function forbiddenGaps(entries: readonly Coverage[]): readonly string[] {
  if (entries.length <= MAX_FORBIDDEN_APART) return entries.map(forbiddenGap);
  const resources = entries.map(({ collector, needs }) =>
    needs !== undefined && isListOnly(needs.rule) ? resourceText(needs.rule) : COLLECTOR_WORDS[collector],
  );
  return [plainLine(`forbidden, needs list of ${some(resources)} (firstnote rbac)`, 1000)];
}

function forbiddenGap({ collector, detail, needs }: Coverage): string {
  const missing = needs === undefined ? detail : `needs ${ruleText(needs.rule)}`;
  const option = needs?.option === undefined ? '' : ` --${needs.option}`;
  const why = missing === '' ? '' : `, ${missing}`;
  return plainLine(`${COLLECTOR_WORDS[collector]}: forbidden${why} (firstnote rbac${option})`, 400);
}

const isListOnly = ({ verbs }: RbacRule): boolean => verbs.every((verb) => verb === 'list');

const CALLS_OFF = 'CALLS OFF  firstnote calls nobody: an operator switched calls off (firstnote mode)';

/** Who is called when nobody acts, and where to read on. */
export function nextCalledSection(context: NoteContext): readonly Line[] {
  const calls = context.nextCalls.map((call) => `${clock(call.at)} ${plainLine(call.name, 60)}`);
  const calledAt = ({ at, name }: MadeCall): string => `${clock(at)} ${plainLine(name, 60)}`;
  const done = context.madeCalls ?? [];
  const made = done
    .filter(wasCalled)
    .map((call) => `${calledAt(call)}${call.outcome === 'escalated' ? ' (by escalation)' : ''}`);
  const links = present(
    context.reportUrl !== undefined && `report ${context.reportUrl}`,
    context.timelineUrl !== undefined && `time line ${context.timelineUrl}`,
    context.alert.url !== undefined && context.alert.url !== '' && `alert ${context.alert.url}`,
    ...Object.entries(context.playbook.dashboards).map(([name, url]) => `${plainLine(name, 30)} ${url}`),
  ).map((link) => plainLine(link, 500));
  return present(
    made.length > 0 && `CALLED  ${made.join(' · ')}`,
    ...notCalledLines(context),
    context.callsAreOff === true && CALLS_OFF,
    calls.length > 0 && `NEXT CALLED${lapseText(context)}  ${calls.join(' · ')}`,
    links.length > 0 && `LINKS  ${links.join(' · ')}`,
  ).map(plain);
}

/** Whom nobody could call, and why. Once it is over there is nothing more to do about it. */
function notCalledLines({ madeCalls = [], state }: NoteContext): readonly string[] {
  const isOver = state === 'recovered' || state === 'not recovered';
  const of = (outcomes: readonly MadeCall['outcome'][]) =>
    madeCalls
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ at, name, why = '' }) => {
        const reason = why === '' ? '' : ` (${plainLine(why, MAX_REASON_CHARS)})`;
        return `${clock(at)} ${plainLine(name, 60)}${reason}`;
      })
      .join(' · ');
  const failed = of(isOver ? ['waiting', 'failed'] : ['failed']);
  const waiting = isOver ? '' : of(['waiting']);
  return present(
    failed !== '' && `COULD NOT CALL  ${failed}${isOver ? '' : ': call them yourself'}`,
    waiting !== '' && `COULD NOT CALL YET  ${waiting}: retrying every minute or two`,
  );
}

const lapseText = ({ lapsedAt }: NoteContext): string =>
  lapsedAt === undefined ? '' : ` (the acknowledgement lapsed at ${clock(lapsedAt)})`;
