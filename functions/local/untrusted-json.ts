import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { codeOf } from './error-text.ts';
import { UsageError } from './usage-error.ts';

/** Bytes of a file's JSON, unpacked; a bundle of 10,000 pods has some 50 MB. */
const MAX_JSON_BYTES = 128 * 1024 * 1024;
/** Deeper than evidence nests, which has under 30 levels. */
const MAX_DEPTH = 100;
/** Values of one document; a pod has some 300. An empty object of two bytes takes 56 once it is parsed. */
const MAX_VALUES = 5_000_000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const isOpening = (byte: number): boolean => byte === 0x5b || byte === 0x7b;
const isClosing = (byte: number): boolean => byte === 0x5d || byte === 0x7d;

/** Where a string ends that begins before `at`: the place of its closing quote. */
function endOfString(json: Uint8Array, at: number): number {
  let end = at;
  while (end < json.length && json[end] !== QUOTE) end += json[end] === BACKSLASH ? 2 : 1;
  return end;
}

/** Why JSON is not to be parsed: it would take far more memory than it has bytes. undefined when it may be. */
export function tooMuch(json: Uint8Array): string | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) at = endOfString(json, at + 1);
    else if (isOpening(byte)) {
      depth += 1;
      values += 1;
    } else if (isClosing(byte)) depth -= 1;
    else if (byte === COMMA) values += 1;
    if (depth > MAX_DEPTH) return `nests deeper than ${MAX_DEPTH} levels`;
    if (values > MAX_VALUES) return `holds more than ${MAX_VALUES.toLocaleString('en')} values`;
  }
  return undefined;
}

const tooLarge = `is larger than ${MAX_JSON_BYTES >> 20} MiB unpacked`;

async function unpacked(file: string): Promise<Buffer> {
  if ((await stat(file)).size > MAX_JSON_BYTES) throw new UsageError(`${file} ${tooLarge}`);
  const content = await readFile(file);
  // The magic number of gzip (RFC 1952, 2.3.1).
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content;
  return promisify(gunzip)(content, { maxOutputLength: MAX_JSON_BYTES });
}

/**
 * The JSON, gzip or not, of a file that a stranger may have made: bounded in bytes, depth and number of values before
 * it is parsed. `what` is it for a reader ("bundle").
 * @throws UsageError that says in one sentence why it cannot be read.
 */
export async function readUntrustedJson(what: string, file: string): Promise<unknown> {
  let json: Buffer;
  try {
    json = await unpacked(file);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${what} ${error.message}`);
    // zlib stops there as soon as it has unpacked that much (https://nodejs.org/api/errors.html#err_buffer_too_large).
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw new UsageError(`${what} ${file} ${tooLarge}`);
    throw new UsageError(`${what} ${file} cannot be read (${codeOf(error) || 'not JSON'})`);
  }
  const why = tooMuch(json);
  if (why !== undefined) throw new UsageError(`${what} ${file} ${why}`);
  try {
    return JSON.parse(json.toString('utf8')) as unknown;
  } catch {
    throw new UsageError(`${what} ${file} cannot be read (not JSON)`);
  }
}
