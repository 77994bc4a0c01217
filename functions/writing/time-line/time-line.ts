import type { Occurrence } from '../../incidents/incident.ts';
import { shortName } from '../../model/object-ref.ts';
import { present } from '../../model/present.ts';
import type { Comparison } from '../../model/recovery.ts';
import type { Change, Report } from '../../model/report.ts';
import { redact } from '../../redaction/redact.ts';
import { dateAndClock } from '../../text/format.ts';
import { plainLine, visibleLine } from '../../text/plain.ts';
import { coverageGaps } from '../note/lists-section.ts';
import { recoveryLines } from '../note/recovery-text.ts';

export interface TimelineEntry {
  /** RFC 3339. */
  readonly at: string;
  readonly what: string;
}

export interface TimelineInput {
  readonly occurrence: Occurrence;
  readonly resolvedAt: string;
  readonly before: Report | undefined;
  readonly comparison: Comparison;
  /** PagerDuty's own log of the incident. */
  readonly logEntries: readonly {
    readonly at: string;
    readonly summary: string;
    readonly agent: string;
    readonly type: string;
  }[];
  readonly prevention: readonly string[];
}

/** Changes older than this before the onset are history, ms. */
const CHANGE_WINDOW_MS = 24 * 60 * 60_000;
const RECOVERED: Readonly<Record<Comparison['recovered'], string>> = {
  yes: 'recovered',
  no: 'not recovered',
  unknown: 'not known whether it recovered',
};

/**
 * The incident as a document for its review, in Markdown: what happened when (changes, onset, PagerDuty's own log,
 * resolution), the cause with its evidence, before and after, and what would prevent it.
 */
export function renderTimeline(input: TimelineInput): string {
  const { occurrence, before, comparison } = input;
  const rows = entries(input).map(({ at, what }) => `| ${dateAndClock(at)} | ${cell(what)} |`);
  return [
    `# ${text(redact(occurrence.title))}`,
    '',
    `Incident ${occurrence.url === '' ? occurrence.incidentId : `<${occurrence.url}>`}, occurrence ${occurrence.name}. All times in UTC.`,
    '',
    '## Time line',
    '',
    '| when | what |',
    '|---|---|',
    ...rows,
    '',
    '## Cause',
    '',
    ...causeLines(before),
    '',
    `## Before and after: ${RECOVERED[comparison.recovered]}`,
    '',
    ...bullets(recoveryLines(comparison)),
    '',
    '## To prevent it',
    '',
    ...bullets([...(before?.prevention ?? []), ...input.prevention]),
    '',
    '## To do',
    '',
    ...tasks(before),
    '',
  ]
    .map(visibleLine)
    .join('\n');
}

function entries(input: TimelineInput): TimelineEntry[] {
  const { occurrence, before } = input;
  const onset = before?.onset ?? null;
  const all: TimelineEntry[] = present(
    ...(before?.changes ?? []).filter(isTold).map(changeEntry),
    onset !== null && { at: onset.at, what: `it began (${onset.by})` },
    {
      at: occurrence.createdAt,
      what: occurrence.reopenedAt === undefined ? 'incident opened' : 'incident reopened',
    },
    before !== undefined && { at: before.generatedAt, what: `firstnote's note: ${before.headline}` },
    ...input.logEntries.map(({ at, summary, agent, type }) => ({
      at,
      what: `${summary === '' ? type : summary}${agent === '' || summary.includes(agent) ? '' : ` (${agent})`}`,
    })),
    { at: input.resolvedAt, what: 'incident resolved' },
  );
  return all
    .filter(({ at }) => !Number.isNaN(Date.parse(at)))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Of the day before the onset, and not known to have missed what failed: the report page has the others. */
const isTold = ({ beforeOnsetMs, reached }: Change): boolean =>
  reached !== 'no' && (beforeOnsetMs === null || beforeOnsetMs <= CHANGE_WINDOW_MS);

const changeEntry = ({ at, object, what, who, reached }: Change): TimelineEntry => ({
  at,
  what: `change: ${shortName(object)} ${what}${who === '' ? '' : `, by ${who}`}${reached === 'unknown' ? ' (not known whether it reached what failed)' : ''}`,
});

function causeLines(before: Report | undefined): string[] {
  if (before === undefined) return ['No triage was made.'];
  const [first] = before.causes;
  if (first === undefined) return [text(before.headline)];
  return [
    `${text(first.title)}: ${text(shortName(first.object))} (confidence ${first.confidence})`,
    '',
    ...bullets(first.evidence),
  ];
}

/** The runbook's last steps, with what this incident says about each: the fix, monitoring, logging, the runbook. */
function tasks(before: Report | undefined): string[] {
  const [cause] = before?.causes ?? [];
  const gaps = coverageGaps(before?.coverage ?? []);
  const fix =
    cause === undefined
      ? 'find the cause: none was found'
      : `fix for good: ${cause.title} (${shortName(cause.object)})`;
  return [
    fix,
    'see whether the alert came soon enough after the onset, and adjust it if not',
    ...gaps.map((gap) => `let it be seen next time: ${gap}`),
    'tell stakeholders; amend the playbook with what was learnt',
  ].map((line) => `- [ ] ${text(line)}`);
}

const bullets = (lines: readonly string[]): string[] =>
  lines.length === 0 ? ['Nothing was recorded.'] : lines.map((line) => `- ${text(line)}`);

/** What came out of a cluster or a person's hands cannot become markup: Markdown's own characters are escaped. */
const text = (value: string): string => plainLine(value, 500).replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');
const cell = (value: string): string => text(value);
