import type { ReportAction } from '../../model/command/action.ts';
import type { Report } from '../../model/report.ts';
import { redact } from '../../redaction/redact.ts';
import { cut, plainLine, visibleLine } from '../../text/plain.ts';

/** PagerDuty publishes no limit; this is read on a lock screen or by a voice. Characters. */
const MAX_MESSAGE_CHARS = 700;

/** Tells a request of ours from others', so that a repeated delivery finds it. */
export const callMarker = (occurrence: string, step: number): string =>
  `firstnote ${occurrence} call ${step + 1}`;

/** What a person is told who is added to an incident: why, what is broken, what to do first, where to read on. */
export function callMessage(call: {
  readonly occurrence: string;
  readonly step: number;
  readonly title: string;
  readonly minutesOpen: number;
  /** Minutes since the acknowledgement lapsed, undefined when nobody had acknowledged. */
  readonly minutesLapsed?: number | undefined;
  /** undefined when there is no report: triage failed or runs still. */
  readonly report: Report | undefined;
  readonly reportUrl: string | undefined;
}): string {
  const { report } = call;
  const [first] = report?.causes ?? [];
  const next = first?.actions.find((action) => action.kind !== 'avoid');
  const why = whyCalled(plainLine(redact(call.title), 150), call.minutesOpen, call.minutesLapsed);
  const what = report === undefined ? 'firstnote has no diagnosis.' : plainLine(report.headline, 250);
  const url = call.reportUrl === undefined ? [] : [plainLine(call.reportUrl)];
  const end = [...url, callMarker(call.occurrence, call.step)].join('\n');
  const head = cut(`${why}\n${what}`, MAX_MESSAGE_CHARS - end.length - 1);
  const room = MAX_MESSAGE_CHARS - head.length - end.length - 2;
  return [head, ...(next === undefined ? [] : nextLine(next, room)), end].join('\n');
}

/** What to do first, as its command where that is one line and fits whole: half a command does harm. */
const nextLine = ({ command, text }: ReportAction, room: number): readonly string[] =>
  [command ?? '', plainLine(text, 200)]
    .filter((said) => said !== '' && !said.includes('\n'))
    .map((said) => `Next: ${visibleLine(said)}`)
    .filter((line) => line.length <= room)
    .slice(0, 1);

const whyCalled = (title: string, minutesOpen: number, minutesLapsed: number | undefined): string =>
  minutesLapsed === undefined
    ? `Nobody has acknowledged "${title}" for ${minutesOpen} min.`
    : `Nobody has "${title}": its acknowledgement lapsed ${minutesLapsed} min ago, after ${minutesOpen - minutesLapsed} min.`;
