import { describe, expect, it } from '@jest/globals';
import { DocumentLines } from '../../../functions/logs/documents.ts';
import type { LogReaderOptions } from '../../../functions/logs/reader.ts';
import { Unwrapper } from '../../../functions/logs/wrappers/unwrapper.ts';
import type { LogSummary } from '../../../functions/model/log-summary.ts';
import { read } from './read.ts';

const START = Date.parse('2026-11-24T14:00:00.000Z');
const LINES = 20_000;
const iso = (i: number): string => new Date(START + i * 50).toISOString();
const clf = (i: number): string => `24/Nov/2026:${iso(i).slice(11, 19)} +0000`;

/** Lines of one program in turn: requests, errors as text and as JSON, a trace of several lines, what is harmless. */
const KINDS: readonly ((i: number) => readonly string[])[] = [
  (i) => [
    `10.0.${i % 7}.${i % 50} - - [${clf(i)}] "GET /api/games/${i} HTTP/1.1" ${i % 9 === 0 ? 503 : 200} 12 "-" "curl/8"`,
  ],
  (i) => [
    JSON.stringify({
      level: 50,
      time: START + i * 50,
      msg: `call ${i} failed with status code ${i % 2 === 0 ? 429 : 503}`,
    }),
  ],
  (i) => [`${iso(i)} WARN pool is empty after ${i} ms`],
  (i) => [
    `${iso(i)} ERROR load of cart ${i} failed`,
    'java.lang.IllegalStateException: outer',
    '\tat com.example.Cart.load(Cart.java:12)',
    'Caused by: java.net.UnknownHostException: cart-db',
    '\t... 12 more',
  ],
  (i) => [`${iso(i)} INFO cart ${i} "saved" \u2713`],
];
interface Bare {
  readonly text: string;
  readonly at: number;
}
const BARE: readonly Bare[] = Array.from({ length: LINES }, (_, i) => i)
  .flatMap((i) =>
    (KINDS[i % KINDS.length] as (i: number) => readonly string[])(i).map((text) => ({ text, at: i })),
  )
  .slice(0, LINES);

const json = (fields: (line: Bare) => object) => (line: Bare) => JSON.stringify(fields(line));
const nano = (at: number): string => iso(at).replace('Z', '456789Z');
/** The end of what is longer than this goes to a next line. */
const PART = 60;
const inParts = ({ text, at }: Bare): string =>
  text.length <= PART
    ? `${nano(at)} stdout F ${text}`
    : `${nano(at)} stdout P ${text.slice(0, PART)}\n${nano(at)} stdout F ${text.slice(PART)}`;
const bsd = (at: number): string => `Nov 24 ${iso(at).slice(11, 19)}`;

const WRAPPERS: Readonly<Record<string, (line: Bare) => string>> = {
  "a dyno's": ({ text, at }) => `${nano(at)} app[worker.2]: ${text}`,
  'aws logs tail of tasks': ({ text, at }) => `${nano(at)} ecs/web/${'0123456789abcdef'.repeat(2)} ${text}`,
  'docker json-file': json(({ text, at }) => ({ log: `${text}\n`, stream: 'stderr', time: nano(at) })),
  'docker json-file with attributes': json(({ text, at }) => ({
    log: `${text}\n`,
    stream: 'stdout',
    attrs: { tag: 'a' },
    time: nano(at),
  })),
  CRI: ({ text, at }) => `${nano(at)} stderr F ${text}`,
  'CRI in parts': inParts,
  'kubectl --timestamps': ({ text, at }) => `${nano(at)} ${text}`,
  'kubectl --prefix': ({ text }) => `[pod/api-6d4cf56db6-x2x9k/api] ${text}`,
  'kubectl --prefix --timestamps': ({ text, at }) => `[pod/api-6d4cf56db6-x2x9k/api] ${nano(at)} ${text}`,
  stern: ({ text }) => `api-6d4cf56db6-x2x9k api ${text}`,
  'stern in colours': ({ text }) => `\u001b[36mapi-6d4cf56db6-x2x9k\u001b[0m \u001b[32mapi\u001b[0m ${text}`,
  'stern --timestamps': ({ text, at }) => `api-6d4cf56db6-x2x9k api ${nano(at)} ${text}`,
  'docker compose': ({ text }) => `api-1  | ${text}`,
  'docker compose in colours': ({ text }) => `\u001b[36mapi-1  | \u001b[0m${text}`,
  'docker compose --timestamps': ({ text, at }) => `api-1  | ${nano(at)} ${text}`,
  PM2: ({ text }) => `0|api      | ${text}`,
  logcli: ({ text, at }) => `${iso(at).slice(0, 19)}Z {app="api", pod="api-1"} ${text}`,
  'logcli --output=jsonl': json(({ text, at }) => ({
    labels: { app: 'api' },
    line: text,
    timestamp: nano(at),
  })),
  'aws logs tail': ({ text, at }) =>
    `${iso(at).replace('Z', '000+00:00')} api/api/0af7651916cd43dd8448 ${text}`,
  'Fluentd file': ({ text, at }) =>
    `${iso(at).slice(0, 19)}+00:00\tkubernetes.var.log\t${JSON.stringify({ log: text, stream: 'stderr' })}`,
  'Fluent Bit': json(({ text, at }) => ({
    date: (START + at * 50) / 1000,
    stream: 'stderr',
    log: text,
    kubernetes: { pod_name: 'a' },
  })),
  Vector: json(({ text, at }) => ({
    file: '/var/log/pods/a.log',
    kubernetes: { pod_name: 'a' },
    message: text,
    source_type: 'kubernetes_logs',
    stream: 'stderr',
    timestamp: nano(at),
  })),
  Filebeat: json(({ text, at }) => ({
    '@timestamp': iso(at),
    agent: { type: 'filebeat' },
    input: { type: 'container' },
    log: { offset: 1 },
    message: text,
  })),
  'journald as JSON': json(({ text, at }) => ({
    __CURSOR: 's',
    __REALTIME_TIMESTAMP: String((START + at * 50) * 1000),
    PRIORITY: '6',
    _SYSTEMD_UNIT: 'api.service',
    MESSAGE: text,
  })),
  'journald short': ({ text, at }) => `${bsd(at)} node-1 api[12]: ${text}`,
  'journald short-iso': ({ text, at }) => `${iso(at).slice(0, 19)}+0000 node-1 api[12]: ${text}`,
  'syslog (RFC 3164)': ({ text, at }) => `<14>${bsd(at)} node-1 api[12]: ${text}`,
  'syslog (RFC 5424)': ({ text, at }) => `<14>1 ${iso(at)} node-1 api 12 - [a@1 b="c"] ${text}`,
  'Google Cloud, a line each': json(({ text, at }) => ({
    textPayload: text,
    insertId: 'x',
    resource: { type: 'k8s_container' },
    severity: 'ERROR',
    timestamp: nano(at),
    logName: 'projects/p/logs/stderr',
  })),
  'Azure ContainerLogV2': json(({ text, at }) => ({
    TimeGenerated: iso(at),
    LogMessage: text,
    LogSource: 'stderr',
  })),
};

/** All that a log comes to but its times, and the name of its format. */
const digest = ({ patterns, endpoints, clients, byStatus, requests }: LogSummary) => ({
  patterns: patterns
    .map(({ template, count, level, kind, peers }) => ({ template, count, level, kind, peers }))
    .sort((a, b) => (a.template < b.template ? -1 : 1)),
  endpoints: endpoints.map(({ method, path, byStatus: statuses }) => ({ method, path, statuses })),
  clients: clients.map(({ client, requests: n, agent }) => ({ client, n, agent })),
  byStatus,
  requests,
});
const reference = '2026-11-25T00:00:00Z';
const readWrapped = (text: string | Uint8Array, more: LogReaderOptions = {}) =>
  read(text, { reference, unwrap: new Unwrapper(), ...more }, 131_072);
const textOf = (wrap: (line: Bare) => string): string => `${BARE.map(wrap).join('\n')}\n`;

describe('the same lines', () => {
  const bare = read(
    textOf(({ text }) => text),
    { reference },
    131_072,
  ).summary;
  it('bare have requests, clients, errors and warnings', () => {
    const { patterns, requests, clients } = digest(bare);
    expect([requests > 1000, clients.length > 10, patterns.map(({ level }) => level)]).toEqual([
      true,
      true,
      expect.arrayContaining(['error', 'warn']),
    ]);
    expect(patterns.map(({ template }) => template)).toContain('java.net.UnknownHostException: cart-db');
  });
  for (const [name, wrap] of Object.entries(WRAPPERS))
    it(`are the same in ${name}`, () => {
      const wrapped = readWrapped(textOf(wrap)).summary;
      expect(digest(wrapped)).toEqual(digest(bare));
      expect(wrapped.first.slice(0, 19)).toBe('2026-11-24T14:00:00');
    });

  const documents: Readonly<Record<string, (lines: readonly Bare[]) => string>> = {
    'aws logs filter-log-events': (all) =>
      JSON.stringify(
        {
          events: all.map(({ text, at }) => ({
            logStreamName: 's',
            timestamp: START + at * 50,
            message: text,
            ingestionTime: 1,
            eventId: 'e',
          })),
          searchedLogStreams: [],
        },
        null,
        4,
      ),
    'gcloud logging read': (all) =>
      JSON.stringify(
        all.map(({ text, at }) => ({
          insertId: 'x',
          logName: 'projects/p/logs/stdout',
          resource: { labels: { a: '[{' } },
          textPayload: `${text}\n`,
          timestamp: nano(at),
        })),
        null,
        2,
      ),
    'jq, over several lines': (all) =>
      all
        .map(({ text, at }) => JSON.stringify({ log: text, stream: 'stdout', time: nano(at) }, null, 2))
        .join('\n'),
  };
  for (const [name, document] of Object.entries(documents))
    it(`are the same in a document of ${name}`, () => {
      const bytes = Buffer.from(document(BARE));
      const entries = DocumentLines.of(bytes) as DocumentLines;
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += 999) pieces.push(entries.push(bytes.subarray(at, at + 999)));
      expect(digest(readWrapped(Buffer.concat(pieces)).summary)).toEqual(digest(bare));
    });
});

describe('what is no wrapper', () => {
  const templates = (...all: readonly string[]): string[] =>
    readWrapped(`${all.join('\n')}\n`, { patterns: 'all' }).summary.patterns.map(({ template }) => template);

  it('stays: a level before a bar', () => {
    expect(templates('ERROR | it broke', 'ERROR | it broke')).toEqual(['it broke']);
  });
  it('stays: an object with a field called log, or message', () => {
    expect(templates(JSON.stringify({ level: 'error', log: 'it broke' }))).toEqual(['it broke']);
    expect(templates(JSON.stringify({ level: 'error', message: 'it broke', timestamp: iso(0) }))).toEqual([
      'it broke',
    ]);
  });
  it('stays: one line that starts as stern would', () => {
    expect(templates('cache-17 full now, dropped')).toEqual([
      'cache-<*> full now, dropped'.replace('cache-<*>', '<*>'),
    ]);
  });
  it('is no document: a log that starts with a bracket, or an object a line', () => {
    const start = (text: string) => DocumentLines.of(Buffer.from(text));
    expect([start('[2026-11-24 14:03:22] x\n'), start('{"a":1}\n{"a":2}\n'), start('[INFO] x\n')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  it('is given up where unwrapping would make a line longer', () => {
    const broken = Buffer.concat([
      Buffer.from('{"log":"'),
      Buffer.alloc(400, 0xff),
      Buffer.from('\\n","stream":"stdout"}\n'),
    ]);
    expect(readWrapped(broken).summary.lines).toBe(1);
  });
});

describe('a severity of the collector', () => {
  const patterns = (fields: object) => readWrapped(`${JSON.stringify(fields)}\n`).summary.patterns;
  it('counts where the program says none', () => {
    expect(
      patterns({
        MESSAGE: 'it went',
        PRIORITY: '3',
        __REALTIME_TIMESTAMP: '1795529002123000',
        _SYSTEMD_UNIT: 'a',
      }),
    ).toMatchObject([{ level: 'error', example: 'it went' }]);
  });
  it('is none where it is but the stream', () => {
    expect(
      patterns({
        MESSAGE: 'it went',
        PRIORITY: '3',
        CONTAINER_ID: 'x',
        __REALTIME_TIMESTAMP: '1795529002123000',
      }),
    ).toEqual([]);
    expect(
      patterns({
        textPayload: 'it went',
        severity: 'ERROR',
        logName: 'projects/p/logs/stderr',
        resource: {},
      }),
    ).toEqual([]);
  });
});
