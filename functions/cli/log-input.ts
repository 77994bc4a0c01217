import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { Io } from '../local/io.ts';
import { UsageError } from '../local/usage-error.ts';
import { DocumentLines } from '../logs/documents.ts';
import type { LogReader } from '../logs/reader.ts';

/** Bytes that are read at a time: they stay in a core's own cache until they are looked at; 1 MiB takes twice as long to read. */
const CHUNK_BYTES = 128 * 1024;
/** A folder's folders are read so deep: /var/log/pods has two below it. */
const MAX_DEPTH = 8;
const STDIN = '-';

/**
 * Reads what was named as one log, in the order it is named: files, packed or not, the files of folders in the order of
 * their names, `-` for standard input. Gives one sentence for each that was not read, or not to its end.
 * @throws UsageError for a file that was named and cannot be read.
 */
export async function readLogs(
  names: readonly string[],
  io: Io,
  reader: LogReader,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const name of names)
    for (const file of filesOf(name)) {
      try {
        notes.push(...(await readInput(file, io, reader)));
      } catch (error) {
        // One bad file of a folder is no reason not to read the others.
        if (file === name || !(error instanceof UsageError)) throw error;
        notes.push(`${error.message}; it was left out`);
      }
      reader.endFile();
    }
  return notes;
}

/** The name itself, or the files below a folder. */
function filesOf(name: string): readonly string[] {
  if (name === STDIN || !isFolder(name)) return [name];
  const files = below(name, 0);
  if (files.length === 0) throw new UsageError(`folder "${name}" has no files`, 1);
  return files;
}

const isFolder = (name: string): boolean => statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;

function below(folder: string, depth: number): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      // A container's log in /var/log/pods may be a link.
      if (entry.isDirectory()) return depth < MAX_DEPTH ? below(path, depth + 1) : [];
      return entry.isFile() || (entry.isSymbolicLink() && !isFolder(path)) ? [path] : [];
    });
}

/** RFC 1952, 2.3.1; RFC 8878, 3.1.1. */
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
/** What cannot be read as it is, by its first bytes, and what makes a log of it. */
const REFUSED: readonly (readonly [readonly number[], string, string])[] = [
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'packed by xz', 'xz -dc'],
  [[0x42, 0x5a, 0x68], 'packed by bzip2', 'bzip2 -dc'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive', 'unzip -p'],
  [[0xff, 0xfe], 'UTF-16', 'iconv -f UTF-16 -t UTF-8'],
  [[0xfe, 0xff], 'UTF-16', 'iconv -f UTF-16 -t UTF-8'],
];
/** A tar archive has its mark behind the first file's name and rights (POSIX.1-1988, ustar). */
const TAR = { at: 257, mark: 'ustar' };

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

const instead = (name: string, what: string, command: string): UsageError =>
  new UsageError(`${name} is ${what}; write ${command} FILE | firstnote logs -`, 1);

function refuse(name: string, bytes: Uint8Array): void {
  for (const [magic, what, command] of REFUSED)
    if (startsWith(bytes, magic)) throw instead(name, what, command);
  const mark = Buffer.from(bytes.subarray(TAR.at, TAR.at + TAR.mark.length)).toString('latin1');
  if (mark === TAR.mark) throw instead(name, 'a tar archive', 'tar -xOf');
  if (bytes.subarray(0, 1024).includes(0))
    throw new UsageError(`${name} is no text, and not read as a log`, 1);
}

/** What unpacks bytes that start so; undefined for those that are not packed. */
function unpackerOf(name: string, bytes: Uint8Array): Transform | undefined {
  if (startsWith(bytes, GZIP)) return zlib.createGunzip();
  if (!startsWith(bytes, ZSTD)) return undefined;
  // Node 22.15 and later.
  const create = (zlib as { readonly createZstdDecompress?: () => Transform }).createZstdDecompress;
  if (create === undefined)
    throw instead(name, 'packed by zstd, which this version of Node cannot read', 'zstd -dc');
  return create();
}

async function readInput(file: string, io: Io, reader: LogReader): Promise<readonly string[]> {
  if (file === STDIN) return readStream('standard input', io.stdin, reader);
  const name = `log file "${file}"`;
  const descriptor = openLog(file);
  try {
    const first = reader.space(CHUNK_BYTES);
    const size = readChunk(name, descriptor, first);
    const start = first.subarray(0, size);
    const isPlain =
      !startsWith(start, GZIP) && !startsWith(start, ZSTD) && DocumentLines.of(start) === undefined;
    // The reader's own memory is where the unpacked bytes go.
    if (!isPlain) return await readStream(name, chunksOf(name, descriptor, Uint8Array.from(start)), reader);
    refuse(name, start);
    // No stream is as fast as reading to where the bytes are looked at.
    reader.filled(size);
    for (let more = size; more > 0; reader.filled(more))
      more = readChunk(name, descriptor, reader.space(CHUNK_BYTES));
    return [];
  } finally {
    closeSync(descriptor);
  }
}

function* chunksOf(name: string, descriptor: number, first: Uint8Array): Generator<Uint8Array> {
  yield first;
  for (;;) {
    const buffer = new Uint8Array(CHUNK_BYTES);
    const size = readChunk(name, descriptor, buffer);
    if (size === 0) return;
    yield buffer.subarray(0, size);
  }
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

function readChunk(name: string, descriptor: number, buffer: Uint8Array): number {
  try {
    return readSync(descriptor, buffer);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(`${name} cannot be read: ${code}`, 1);
  }
}

/** Reads chunks that may be packed, or be a JSON document instead of lines. */
async function readStream(
  name: string,
  chunks: Iterable<unknown> | AsyncIterable<unknown>,
  reader: LogReader,
): Promise<readonly string[]> {
  let unpacking: Unpacking | undefined;
  let isFirst = true;
  const plain = new PlainInput(name, reader);
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk as Uint8Array);
    if (isFirst) {
      const unpacker = unpackerOf(name, bytes);
      unpacking = unpacker === undefined ? undefined : new Unpacking(unpacker, plain);
      isFirst = false;
    }
    if (unpacking === undefined) plain.push(bytes);
    else if (!(await unpacking.push(bytes))) break;
  }
  const failure = await unpacking?.end();
  if (failure === undefined) return [];
  if (!plain.hasRead) throw new UsageError(`${name} cannot be unpacked: ${failure}`, 1);
  return [`${name} cannot be unpacked to its end (${failure}); what comes before was read`];
}

/** Unpacked bytes on their way into the reader. */
class PlainInput {
  hasRead = false;
  private document: DocumentLines | undefined;
  private readonly name: string;
  private readonly reader: LogReader;

  constructor(name: string, reader: LogReader) {
    this.name = name;
    this.reader = reader;
  }

  push(bytes: Uint8Array): void {
    if (!this.hasRead) {
      refuse(this.name, bytes);
      this.document = DocumentLines.of(bytes);
      this.hasRead = true;
    }
    this.reader.push(this.document?.push(bytes) ?? bytes);
  }
}

/** A stream that unpacks: what it gave before it failed is good. */
class Unpacking {
  private failure: Error | undefined;
  private readonly stream: Transform;
  private readonly ended: Promise<void>;

  constructor(stream: Transform, plain: PlainInput) {
    this.stream = stream;
    this.ended = new Promise((resolve) => {
      stream.on('end', resolve);
      stream.on('error', (error) => {
        this.failure = error;
        resolve();
      });
    });
    stream.on('data', (bytes: Uint8Array) => {
      try {
        plain.push(bytes);
      } catch (error) {
        stream.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** False when nothing more is taken. */
  push(bytes: Uint8Array): Promise<boolean> {
    if (this.failure !== undefined) return Promise.resolve(false);
    return new Promise((resolve) => {
      void this.ended.then(() => resolve(this.failure === undefined));
      this.stream.write(bytes, () => resolve(this.failure === undefined));
    });
  }

  /** What it failed for; undefined when all was unpacked. */
  async end(): Promise<string | undefined> {
    if (this.failure === undefined) this.stream.end();
    await this.ended;
    if (this.failure instanceof UsageError) throw this.failure;
    return this.failure?.message;
  }
}
