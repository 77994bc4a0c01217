import { cut, plainLine } from '../plain.ts';
import type { Report } from '../report.ts';

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
  const lines = [
    whyCalled(plainLine(call.title, 150), call.minutesOpen, call.minutesLapsed),
    report === undefined ? 'firstnote has no diagnosis.' : plainLine(report.headline, 250),
    ...(next === undefined ? [] : [`Next: ${plainLine(next.command ?? next.text, 200)}`]),
  ];
  const url = call.reportUrl === undefined ? [] : [call.reportUrl];
  const end = [...url, callMarker(call.occurrence, call.step)].join('\n');
  return `${cut(lines.join('\n'), MAX_MESSAGE_CHARS - end.length - 1)}\n${end}`;
}

const whyCalled = (title: string, minutesOpen: number, minutesLapsed: number | undefined): string =>
  minutesLapsed === undefined
    ? `Nobody has acknowledged "${title}" for ${minutesOpen} min.`
    : `Nobody has "${title}": its acknowledgement lapsed ${minutesLapsed} min ago, after ${minutesOpen - minutesLapsed} min.`;
