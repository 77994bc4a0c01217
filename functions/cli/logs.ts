import type { Command } from '../local/io.ts';
import { parseOptions, parseTime } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';
import { explainLine } from '../logs/explain.ts';
import { explanationText } from '../logs/explanation-text.ts';
import { FORMATS, type FormatName } from '../logs/parse.ts';
import { createLogReader } from '../logs/reader.ts';
import { summaryText } from '../logs/summary-text.ts';
import { Unwrapper } from '../logs/wrappers/unwrapper.ts';
import type { LogSummary } from '../model/log-summary.ts';
import { jsonText } from '../text/plain.ts';
import { readLogs } from './log-input.ts';

const HELP = `usage: firstnote logs [OPTION...] FILE|FOLDER...|-
       firstnote logs --explain LINE

What fails in a log, since when and for whom: endpoints, error patterns, clients, minutes. The log is streamed,
gzip and zstd are unpacked, lines are taken out of what collectors wrap them in (Docker, CRI, journald, syslog,
Fluent Bit, Vector, Loki, CloudWatch, Google Cloud, ...), formats are found line by line, and nothing is shown
unredacted. Several files, and all files of a folder, are read as one log, in the order they are named.

  --format NAME       ${FORMATS.join(', ')} (default auto)
  --from, --to TIME   only lines with a time in this window
  --patterns WHICH    errors (default) or all: make patterns of every line, whatever its level
  --lines             with --json: give each pattern the numbers of its lines ("lines", from 1); means --patterns all
  --explain LINE      how one line is read: format, time, level and what says so, message, template, request
  --json              print the whole summary as JSON; patterns: template, count, first, last, level, example
`;

const FLAGS = {
  format: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  patterns: { type: 'string' },
  lines: { type: 'boolean' },
  json: { type: 'boolean' },
  explain: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** A shell does not pass more. */
const MAX_FILES = 100_000;

function formatOf(name: string | undefined): FormatName {
  const format = FORMATS.find((known) => known === (name ?? 'auto'));
  if (format === undefined) throw new UsageError(`--format "${name}" is none of ${FORMATS.join(', ')}`);
  return format;
}

function patternsOf(name: string | undefined): 'errors' | 'all' {
  if (name === undefined || name === 'errors') return 'errors';
  if (name === 'all') return 'all';
  throw new UsageError(`--patterns "${name}" is neither errors nor all`);
}

/** What nothing was found in that a log has. */
const isNoLog = ({ lines, first, requests, patterns, format }: LogSummary): boolean =>
  lines > 0 &&
  first === '' &&
  requests === 0 &&
  patterns.length === 0 &&
  (format === 'text' || format === '');

/** The buckets behind p50 and p95 serve merging only. */
const shown = (summary: LogSummary): LogSummary => ({
  ...summary,
  endpoints: summary.endpoints.map(({ latency: _, ...endpoint }) => endpoint),
});

/** `firstnote logs`. */
export const run: Command = async (argv, io) => {
  const { values, positionals } = parseOptions('logs', argv, FLAGS, { maxPositionals: MAX_FILES });
  if (values.help) {
    io.stdout(HELP);
    return 0;
  }
  if (values.explain !== undefined) {
    const explanation = explainLine(values.explain, io.now().getTime());
    io.stdout(values.json ? `${jsonText(explanation)}\n` : explanationText(explanation));
    return 0;
  }
  if (positionals.length === 0)
    throw new UsageError('no log file was named; write firstnote logs FILE, or - for standard input');
  if (values.lines && !values.json)
    throw new UsageError('--lines is a part of the JSON; write firstnote logs --json --lines FILE');
  const reader = createLogReader({
    format: formatOf(values.format),
    patterns: values.lines ? 'all' : patternsOf(values.patterns),
    lines: values.lines ?? false,
    reference: io.now().toISOString(),
    unwrap: new Unwrapper(),
    ...(values.from === undefined ? {} : { from: parseTime('--from', values.from).toISOString() }),
    ...(values.to === undefined ? {} : { to: parseTime('--to', values.to).toISOString() }),
  });
  const notes = await readLogs(positionals, io, reader);
  const { summary } = reader.end();
  for (const note of notes) io.stderr(`firstnote: ${note}\n`);
  if (isNoLog(summary))
    io.stderr(`firstnote: ${summary.lines} lines, no time, no level, no request: not read as a log\n`);
  io.stdout(values.json ? `${jsonText(shown(summary))}\n` : summaryText(summary));
  return 0;
};
