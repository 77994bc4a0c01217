import { closeSync, openSync, readSync } from 'node:fs';
import type { Command, Io } from '../local/io.ts';
import { parseOptions, parseTime } from '../local/options.ts';
import { UsageError } from '../local/usage-error.ts';
import { FORMATS, type FormatName } from '../logs/parse.ts';
import { createLogReader, type LogReader } from '../logs/reader.ts';
import { summaryText } from '../logs/summary-text.ts';
import type { LogSummary } from '../model/log-summary.ts';
import { jsonText } from '../text/plain.ts';

const HELP = `usage: firstnote logs [OPTION...] FILE...|-

What fails in a log, since when and for whom: endpoints, error patterns, clients, minutes. The log is streamed,
gzip is unpacked, formats are found line by line, and nothing is shown unredacted. Several files are read as one log,
in the order they are named.

  --format NAME       ${FORMATS.join(', ')} (default auto)
  --from, --to TIME   only lines with a time in this window
  --patterns WHICH    errors (default) or all: make patterns of every line, whatever its level
  --lines             with --json: give each pattern the numbers of its lines ("lines", from 1); means --patterns all
  --json              print the whole summary as JSON; patterns: template, count, first, last, level, example
`;

const FLAGS = {
  format: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  patterns: { type: 'string' },
  lines: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Bytes that are read at a time: they stay in a core's own cache until they are looked at; 1 MiB takes twice as long to read. */
const CHUNK_BYTES = 128 * 1024;
/** A shell does not pass more. */
const MAX_FILES = 100_000;
/** RFC 1952, 2.3.1. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

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

function openLog(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(`log file "${file}" ${UNOPENED[code] ?? `fails: ${code}`}`, 1);
  }
}

const UNOPENED: Readonly<Record<string, string>> = { ENOENT: 'does not exist', EACCES: 'may not be read' };

/** What cannot be read as it is, by its first bytes, and what makes a log of it. */
const PACKED: readonly (readonly [readonly number[], string, string])[] = [
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed by zstd', 'zstd -dc'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'packed by xz', 'xz -dc'],
  [[0x42, 0x5a, 0x68], 'packed by bzip2', 'bzip2 -dc'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive', 'unzip -p'],
  [[0xff, 0xfe], 'UTF-16', 'iconv -f UTF-16 -t UTF-8'],
  [[0xfe, 0xff], 'UTF-16', 'iconv -f UTF-16 -t UTF-8'],
];

function refusePacked(name: string, bytes: Uint8Array): void {
  for (const [magic, what, command] of PACKED)
    if (magic.every((byte, i) => bytes[i] === byte))
      throw new UsageError(`${name} is ${what}; write ${command} FILE | firstnote logs -`, 1);
}

/** Plain files are read synchronously to where they are looked at: no stream is as fast. */
async function readFile(file: string, reader: LogReader): Promise<void> {
  const descriptor = openLog(file);
  try {
    const first = reader.space(CHUNK_BYTES);
    const size = readChunk(file, descriptor, first);
    refusePacked(`log file "${file}"`, first.subarray(0, size));
    if (isGzip(first.subarray(0, size))) {
      await readGzip(file, descriptor, first.slice(0, size), reader);
      return;
    }
    reader.filled(size);
    for (let more = size; more > 0; reader.filled(more))
      more = readChunk(file, descriptor, reader.space(CHUNK_BYTES));
  } finally {
    closeSync(descriptor);
  }
}

function readChunk(file: string, descriptor: number, buffer: Uint8Array): number {
  try {
    return readSync(descriptor, buffer);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(
      `log file "${file}" cannot be read: ${code === 'EISDIR' ? 'it is a folder' : code}`,
      1,
    );
  }
}

async function readGzip(
  file: string,
  descriptor: number,
  first: Uint8Array,
  reader: LogReader,
): Promise<void> {
  function* chunks(): Generator<Uint8Array> {
    yield first;
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (let size = readChunk(file, descriptor, buffer); size > 0; size = readChunk(file, descriptor, buffer))
      yield buffer.slice(0, size);
  }
  await unpack(chunks(), reader, file);
}

async function unpack(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  reader: LogReader,
  file: string,
): Promise<void> {
  const [{ Readable }, { createGunzip }] = await Promise.all([import('node:stream'), import('node:zlib')]);
  try {
    for await (const chunk of Readable.from(chunks).compose(createGunzip())) reader.push(chunk as Uint8Array);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`log file "${file}" is not a complete gzip file: ${why}`, 1);
  }
}

async function readStdin(io: Io, reader: LogReader): Promise<void> {
  const iterator = io.stdin[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const bytes = Buffer.from(first.value as Uint8Array);
  async function* all(): AsyncGenerator<Uint8Array> {
    yield bytes;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      yield Buffer.from(next.value as Uint8Array);
  }
  refusePacked('standard input', bytes);
  if (isGzip(bytes)) await unpack(all(), reader, 'standard input');
  else for await (const chunk of all()) reader.push(chunk);
}

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
  if (positionals.length === 0)
    throw new UsageError('no log file was named; write firstnote logs FILE, or - for standard input');
  if (values.lines && !values.json)
    throw new UsageError('--lines is a part of the JSON; write firstnote logs --json --lines FILE');
  const reader = createLogReader({
    format: formatOf(values.format),
    patterns: values.lines ? 'all' : patternsOf(values.patterns),
    lines: values.lines ?? false,
    reference: io.now().toISOString(),
    ...(values.from === undefined ? {} : { from: parseTime('--from', values.from).toISOString() }),
    ...(values.to === undefined ? {} : { to: parseTime('--to', values.to).toISOString() }),
  });
  for (const file of positionals) {
    await (file === '-' ? readStdin(io, reader) : readFile(file, reader));
    reader.endFile();
  }
  const { summary } = reader.end();
  io.stdout(values.json ? `${jsonText(shown(summary))}\n` : summaryText(summary));
  return 0;
};
