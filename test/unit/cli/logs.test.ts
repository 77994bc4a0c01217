import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../../../functions/cli/logs.ts';
import type { LogSummary } from '../../../functions/model/log-summary.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstnote-logs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** More than a chunk, and packed more than the reader takes at a time. */
const LINES = 20_000;
const TEXT = Array.from(
  { length: LINES },
  (_, i) =>
    `2026-11-24T14:${String(Math.floor(i / 400) % 60).padStart(2, '0')}:00Z ${i % 3 === 0 ? 'ERROR' : 'INFO'} call ${(i * 7919) % 99991} failed after ${(i * 104729) % 65537} ms\n`,
).join('');

const file = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

async function logs(argv: readonly string[], stdin: readonly (Uint8Array | string)[] = []) {
  let out = '';
  let err = '';
  const status = await run(argv, {
    stdin: Readable.from(stdin),
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    interactive: false,
    colours: false,
    env: {},
    now: () => new Date('2026-11-25T00:00:00Z'),
  });
  return { status, out, err };
}
const summaryOf = async (...names: readonly string[]): Promise<LogSummary> =>
  JSON.parse((await logs(['--json', ...names])).out);
const counts = ({ lines, patterns }: LogSummary) => ({ lines, patterns: patterns.map(({ count }) => count) });
const ALL = { lines: LINES, patterns: [6667] };

describe('firstnote logs reads', () => {
  it('a gzip file of any size', async () => {
    const packed = zlib.gzipSync(TEXT);
    expect(packed.length).toBeGreaterThan(128 * 1024);
    expect(counts(await summaryOf(file('a.log.gz', packed)))).toEqual(ALL);
    const half = Buffer.from(TEXT.slice(0, TEXT.indexOf('\n', TEXT.length / 2) + 1));
    const members = [zlib.gzipSync(half), zlib.gzipSync(Buffer.from(TEXT).subarray(half.length))];
    expect(counts(await summaryOf(file('members.gz', Buffer.concat(members))))).toEqual(ALL);
  });
  it('a gzip file that was cut off, up to there, and says so', async () => {
    const packed = zlib.gzipSync(TEXT);
    const path = file('cut.gz', packed.subarray(0, packed.length / 2));
    const { status, out, err } = await logs(['--json', path]);
    const { lines } = JSON.parse(out) as LogSummary;
    expect([status, lines > LINES / 3, lines < LINES]).toEqual([0, true, true]);
    expect(err).toBe(
      `firstnote: log file "${path}" cannot be unpacked to its end (unexpected end of file); what comes before was read\n`,
    );
  });
  it('zstd, or says what to do where this version of Node cannot', async () => {
    const create = (zlib as { readonly zstdCompressSync?: (text: string) => Buffer }).zstdCompressSync;
    const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]);
    const path = file('a.zst', create?.(TEXT) ?? magic);
    if (create === undefined)
      await expect(logs([path])).rejects.toThrow(/zstd -dc FILE \| firstnote logs -$/);
    else expect(counts(await summaryOf(path))).toEqual(ALL);
  });
  it('standard input, packed or not', async () => {
    for (const bytes of [Buffer.from(TEXT), zlib.gzipSync(TEXT)]) {
      const pieces = [bytes.subarray(0, 10), bytes.subarray(10)];
      const { out } = await logs(['--json', '-'], pieces);
      expect(counts(JSON.parse(out))).toEqual(ALL);
    }
  });
  it('several files, and those of a folder and its folders, as one log', async () => {
    const pods = join(folder, 'pods');
    mkdirSync(join(pods, 'shop_api', 'api'), { recursive: true });
    writeFileSync(join(pods, 'shop_api', 'api', '0.log'), TEXT);
    writeFileSync(join(pods, 'shop_api', 'api', '0.log.20261124.gz'), zlib.gzipSync(TEXT));
    writeFileSync(join(pods, '.hidden'), TEXT);
    writeFileSync(join(pods, 'core.bin'), Buffer.from([1, 0, 2, 0]));
    const { out, err } = await logs(['--json', pods, file('b.log', TEXT)]);
    expect(counts(JSON.parse(out))).toEqual({ lines: 3 * LINES, patterns: [3 * 6667] });
    expect(err).toBe(
      `firstnote: log file "${join(pods, 'core.bin')}" is no text, and not read as a log; it was left out\n`,
    );
  });
  it('a document of entries', async () => {
    const events = TEXT.split('\n')
      .slice(0, 300)
      .map((message, i) => ({ timestamp: 1795529002123 + i, message, eventId: 'e' }));
    const path = file('events.json', JSON.stringify({ events }, null, 4));
    expect(counts(await summaryOf(path))).toEqual({ lines: 300, patterns: [100] });
  });
});

describe('firstnote logs refuses', () => {
  const refused: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), /packed by xz; write xz -dc FILE/],
    [
      'a tar archive',
      Buffer.concat([Buffer.alloc(257, 97), Buffer.from('ustar')]),
      /a tar archive; write tar -xOf FILE/,
    ],
    [
      'a packed tar archive',
      zlib.gzipSync(Buffer.concat([Buffer.alloc(257, 97), Buffer.from('ustar')])),
      /a tar archive/,
    ],
    ['what is no text', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]), /is no text, and not read as a log$/],
    [
      'a gzip file that is none',
      Buffer.from([0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]),
      /cannot be unpacked: /,
    ],
  ];
  for (const [name, bytes, words] of refused)
    it(`${name} in one sentence`, async () => {
      await expect(logs([file('refused', bytes)])).rejects.toThrow(words);
    });
  it('an empty folder', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(logs([empty])).rejects.toThrow(/has no files$/);
  });
});

describe('a file that is no log', () => {
  it('is said to be none', async () => {
    const { err } = await logs([file('poem.txt', 'The cat\nsat on\nthe mat\n')]);
    expect(err).toBe('firstnote: 3 lines, no time, no level, no request: not read as a log\n');
  });
  it('is not said of a log, nor of an empty file', async () => {
    const all = [
      'INFO up\n',
      '2026-11-24T14:03:22Z up\n',
      '10.0.0.1 - - [24/Nov/2026:14:03:22 +0000] "GET / HTTP/1.1" 200 1\n',
      'Error: it broke\n',
      '',
    ];
    for (const text of all) expect([text, (await logs([file('some.log', text)])).err]).toEqual([text, '']);
  });
});

describe('firstnote logs --explain', () => {
  const explain = async (line: string): Promise<string> => (await logs(['--explain', line])).out;

  it('says how a line was read, and what says so', async () => {
    expect(await explain('2026-11-24 14:03:22,123 ERROR call 7 failed with status code 503')).toBe(
      `format    text
time      2026-11-24T14:03:22.123Z (of the line)
level     error (the line says so)
message   call 7 failed with status code 503
template  call <*> failed with status code 503
request   none
`,
    );
  });
  it('says what a line was wrapped in', async () => {
    const line = JSON.stringify({
      log: 'Error: it broke\n',
      stream: 'stderr',
      time: '2026-11-24T14:03:22.5Z',
    });
    expect(await explain(line)).toBe(
      `inside    Error: it broke
format    text
time      2026-11-24T14:03:22.500Z (the stamp before the line)
level     error (by its words)
message   Error: it broke
template  Error: it broke
request   none
`,
    );
  });
  it('says what was asked for, how long it took and by whom', async () => {
    const line = '[GIN] 2026/11/24 - 14:03:22 | 500 |     1.5ms |       10.1.2.3 | GET      "/api/x/12"';
    expect(await explain(line)).toContain('request   GET /api/x/:id 500, 1.5 ms, client 10.1.2.3\n');
  });
  it('says of a trace in a field that it is why', async () => {
    expect(
      await explain(
        '{"msg":"x","exc_info":"Traceback (most recent call last):\\n  File \\"a\\"\\nValueError: y"}',
      ),
    ).toContain('level     error (it carries a trace)\nmessage   x: ValueError: y\n');
  });
  it('shows no secret, and nothing where there is nothing', async () => {
    expect(await explain(`password=${'hunter'}2-very-secret`)).not.toContain('very-secret');
    expect(await explain('')).toContain('level     none\nmessage   none\nrequest   none\n');
  });
});
