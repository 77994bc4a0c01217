import { describe, expect, it } from '@jest/globals';
import { protocol } from '../../../../functions/diagnosis/mechanisms/network/protocol.ts';
import { lines, program, repointed, told } from '../differences/system.ts';
import { findingsOf, join, podName, short } from './cluster.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const GO = 'http: TLS handshake error from 10.0.0.9:41312: client sent an HTTP request to an HTTPS server';

interface Options {
  readonly text?: string;
  readonly counts?: readonly number[];
  readonly failed?: readonly number[];
  readonly books?: ReturnType<typeof join>;
}

const system = ({ text = GO, counts = BAD, failed = BAD, books = program('books') }: Options = {}) =>
  join(program('api', ['books']), books, {
    logs: [
      told(podName('api'), { failed, patterns: [lines('folio posting abandoned by peer', failed)] }),
      told(podName('books'), { patterns: [lines(text, counts)] }),
    ],
  });
const found = (options: Options = {}) => short(findingsOf(protocol, system(options)));

describe('protocol', () => {
  it.each([
    ['HTTP', 'TLS', GO],
    ['HTTP', 'TLS', 'client sent plain HTTP request to HTTPS port while reading client request headers'],
    ['HTTP', 'TLS', 'Error: 140:error:0A00009C:SSL routines:ssl3_get_record:http request:ssl/record.c:345:'],
    ['HTTP', 'TLS', 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 474554202f'],
    ['TLS', 'HTTP', String.raw`Invalid request line: "\x16\x03\x01\x02\x00\x01"`],
    [
      'TLS',
      'HTTP',
      'Invalid character found in method name [0x160x030x010x020x00]. HTTP method names must be tokens',
    ],
    ['HTTP/2', 'HTTP', '"PRI * HTTP/2.0" 400 150 "-" "-"'],
  ])('says of a caller that fails that it speaks %s where %s is expected: %s', (spoken, expected, text) => {
    const [finding] = findingsOf(protocol, system({ text }));
    expect(finding).toMatchObject({
      cause: 'dependency-unreachable',
      object: { kind: 'Deployment', name: 'api' },
      strength: 'strong',
      title: `api speaks ${spoken} to a port of books that expects ${expected}`,
    });
  });

  it('blames a Service that was pointed there as it began', () => {
    const { services: _, ...rest } = program('books');
    const books = join(rest, { services: [repointed('books', 182)] });
    expect(found({ books })).toEqual(['service-misrouting Service/books strong']);
  });

  it('leaves what fails nobody: a health check, fewer than three lines, another time', () => {
    expect(found({ failed: [0, 0, 0, 0, 0, 0, 0, 0] })).toEqual([]);
    expect(found({ counts: [0, 0, 0, 0, 0, 3, 0, 0] })).toHaveLength(1);
    expect(found({ counts: [0, 0, 0, 0, 0, 2, 0, 0] })).toEqual([]);
    expect(found({ counts: [9, 9, 9, 9, 9, 9, 9, 9] })).toEqual([]);
  });

  it('leaves other words', () => {
    expect(found({ text: 'http: TLS handshake error from 10.0.0.9:41312: EOF' })).toEqual([]);
  });

  describe('by the words of the one that speaks', () => {
    const H2 = 'HTTP/2';
    const said = (text: string, more: { peers?: readonly string[]; counts?: readonly number[] } = {}) => ({
      logs: [
        told(podName('api'), {
          failed: BAD,
          patterns: [lines(text, more.counts ?? BAD, { peers: more.peers ?? [] })],
        }),
      ],
    });
    const spoken = (text: string, calls = ['books'], more = {}) =>
      findingsOf(protocol, join(program('api', calls), program('books'), program('notes'), said(text, more)));
    const GO_CLIENT = 'error reading server preface: http2: frame too large';

    it.each([
      [H2, 'HTTP', GO_CLIENT],
      [H2, 'HTTP', 'code = Unknown desc = transport: received unexpected content-type "text/html"'],
      [
        H2,
        'HTTP',
        'io.grpc.StatusRuntimeException: UNIMPLEMENTED: HTTP status code 404 invalid content-type: text/html',
      ],
      [
        H2,
        'HTTP',
        'Http2Exception: First received frame was not SETTINGS. Hex dump for first 5 bytes: 485454502f',
      ],
      [H2, 'HTTP', '14 UNAVAILABLE: Connection dropped. Last error: Error: Protocol error'],
      [H2, 'HTTP', 'Error [ERR_HTTP2_ERROR]: Protocol error'],
      [H2, 'HTTP', 'failed to connect: Trying to connect an http1.x server'],
      [
        'HTTP',
        H2,
        String.raw`net/http: HTTP/1.x transport connection broken: malformed HTTP response "\x00\x00\x12"`,
      ],
      ['HTTP', H2, 'Parse Error: Expected HTTP/'],
    ])('says that it speaks %s where %s is expected: %s', (speaks, expects, text) => {
      const [finding] = spoken(text);
      expect(finding).toMatchObject({
        cause: 'dependency-unreachable',
        object: { kind: 'Deployment', name: 'api' },
        strength: 'strong',
        title: `api speaks ${speaks} to a port of books that expects ${expects}`,
      });
    });

    it('is of whom the line names, or of the only one that it calls', () => {
      expect(spoken(GO_CLIENT, ['books', 'notes'])).toEqual([]);
      const [finding] = spoken(GO_CLIENT, ['books', 'notes'], { peers: ['notes:80'] });
      expect(finding?.title).toContain('a port of notes');
    });

    it('needs three lines, and that they came with its failures', () => {
      expect(spoken(GO_CLIENT, ['books'], { counts: [0, 0, 0, 0, 0, 2, 0, 0] })).toEqual([]);
      expect(spoken(GO_CLIENT, ['books'], { counts: [9, 9, 9, 9, 9, 9, 9, 9] })).toEqual([]);
    });

    it('leaves a method that a server of gRPC does not have', () => {
      expect(spoken('io.grpc.StatusRuntimeException: UNIMPLEMENTED: Method not found: books.Take')).toEqual(
        [],
      );
    });
  });
});
