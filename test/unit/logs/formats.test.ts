import { describe, expect, it } from '@jest/globals';
import { lines, read } from './read.ts';
import { SAMPLES } from './samples.ts';

const REFERENCE = '2026-11-25T00:00:00Z';
const TIME = '2026-11-24T14:03:22';
const summary = (...log: string[]) => read(lines(...log), { patterns: 'all', reference: REFERENCE }).summary;

describe('each format', () => {
  /** What stands before the second or later of "14:03:22" differs; all of these carry that time. */
  const withTime = SAMPLES.filter(
    (line) => /14:03:22|1795529002/.test(line) && !line.includes('Started GET'),
  );
  for (const line of withTime)
    it(`has its time read: ${line.slice(0, 60)}`, () => {
      expect(summary(line).first.slice(0, 19)).toBe(TIME);
    });

  const requests: readonly (readonly [string, string, number, number | null])[] = SAMPLES.flatMap((line) => {
    const found =
      /"(?:GET|POST) |"method":"GET"|^GET |\| GET/.test(line) &&
      !line.startsWith('Started') &&
      !line.startsWith('2026/');
    return found ? [[line, '', 0, null] as const] : [];
  });
  for (const [line] of requests)
    it(`is counted as a request: ${line.slice(0, 60)}`, () => {
      const { requests: count, endpoints } = summary(line);
      expect(count).toBe(1);
      expect(endpoints[0]?.path).toMatch(/^\/[\w/.:-]*$/);
    });

  const levels: readonly (readonly [number, string, string])[] = [
    [9, 'error', 'database'],
    [11, 'error', 'network'],
    [12, 'error', 'dns'],
    [13, 'warn', 'other'],
    [14, 'error', 'tls'],
    [15, 'info', 'other'],
    [16, 'error', 'network'],
    [17, 'error', 'memory'],
    [18, 'fatal', 'database'],
    [19, 'warn', 'other'],
    [20, 'error', 'other'],
    [22, 'error', 'network'],
    [23, 'error', 'authentication'],
  ];
  for (const [index, level, kind] of levels)
    it(`has its level and kind read: ${SAMPLES[index]?.slice(0, 60)}`, () => {
      expect(summary(SAMPLES[index] ?? '').patterns[0]).toMatchObject({ level, kind });
    });

  const heads: readonly (readonly [string, string, string])[] = [
    ['[2026-11-24T14:03:22Z WARN api::db] pool is empty', 'warn', 'pool is empty'],
    ['[14:03:22 ERR] it broke', 'error', 'it broke'],
    ['2026-11-24 14:03:22 [warning  ] pool is empty', 'warn', 'pool is empty'],
    ['2026-11-24T14:03:22.123Z ERROR 1 --- [api] [nio-8080-exec-1] c.e.Foo : it broke', 'error', 'it broke'],
    ['2026-11-24T14:03:22.123Z\tERROR\tserver/main.go:42\tit broke', 'error', 'it broke'],
    [
      '{"timestamp":"2026-11-24 14:03:22.123 UTC","error_severity":"ERROR","message":"it broke"}',
      'error',
      'it broke',
    ],
    ['{"instant":{"epochSecond":1795529002},"level":"ERROR","message":"it broke"}', 'error', 'it broke'],
  ];
  for (const [line, level, template] of heads)
    it(`has its head taken off: ${line.slice(0, 60)}`, () => {
      expect(summary(line).patterns[0]).toMatchObject({ level, template });
    });

  const durations: readonly (readonly [string, number])[] = [
    [
      '{"level":"error","ts":1795529002.1,"logger":"http.log.access.log0","msg":"handled request","request":{"method":"GET","uri":"/a"},"duration":0.2,"status":500}',
      200,
    ],
    ['{"method":"GET","uri":"/a","status":500,"latency":200000000,"latency_human":"200ms"}', 200],
    [
      '10.0.1.2:33317 [24/Nov/2026:14:03:22.655] fe be/srv1 0/0/30/69/200 503 212 - - SC-- 1/1/1/1/0 0/0 "GET /a HTTP/1.1"',
      200,
    ],
  ];
  for (const [line, ms] of durations)
    it(`has its duration read in its unit: ${line.slice(0, 60)}`, () => {
      const p95 = summary(line).endpoints[0]?.p95 ?? Number.NaN;
      expect(Math.abs(p95 - ms) / ms).toBeLessThan(0.02);
    });

  it('may change from line to line', () => {
    const { format, lines: count } = summary(...SAMPLES.slice(0, 24));
    expect(count).toBe(24);
    expect(format.split(', ').length).toBeGreaterThan(1);
  });
  it('may stand behind the time of a container runtime, which is the time that counts', () => {
    for (const line of SAMPLES.slice(0, 24)) {
      const { first, requests: count } = summary(`2026-11-24T15:00:00.000000001Z ${line}`);
      expect([line, first]).toEqual([line, '2026-11-24T15:00:00Z']);
      expect([line, count]).toEqual([line, summary(line).requests]);
    }
  });
  it('joins the two lines that Rails writes for a request', () => {
    const { endpoints } = summary(SAMPLES[24] ?? '', SAMPLES[25] ?? '');
    expect(endpoints).toMatchObject([{ method: 'GET', path: '/articles/:id', errors5xx: 1 }]);
  });
});

describe("Ruby's Logger", () => {
  it('gives time, level and message without its head', () => {
    const line = 'E, [2026-11-24T14:03:22.690123 #1] ERROR -- worker: ConnectionTimeoutError (no connection)';
    expect(summary(line).patterns).toMatchObject([
      {
        level: 'error',
        first: '2026-11-24T14:03:22.690Z',
        example: 'ConnectionTimeoutError (no connection)',
      },
    ]);
  });
  it('leaves nothing of a program without a name', () => {
    const line = 'W, [2026-11-24T14:03:22.690123 #1]  WARN -- : cache miss';
    expect(summary(line).patterns).toMatchObject([{ level: 'warn', example: 'cache miss' }]);
  });
});

describe('traces', () => {
  const one = (...log: string[]) => {
    const { patterns } = read(lines(...log, 'INFO: next')).summary;
    expect(patterns.map((p) => p.count)).toEqual([1]);
    return patterns[0];
  };
  it('of Java are one event with the deepest cause as the message', () => {
    expect(
      one(
        '2026-11-24 14:03:22.123 ERROR 1 --- [nio-1] c.e.Foo : Servlet.service() threw',
        'java.lang.IllegalStateException: oops',
        '\tat com.example.Bar.baz(Bar.java:12)',
        'Caused by: java.lang.RuntimeException: middle',
        '\tat com.example.Bar.baz(Bar.java:13)',
        'Caused by: java.net.UnknownHostException: cart-db',
        '\t... 12 more',
      ),
    ).toMatchObject({
      kind: 'dns',
      peers: ['cart-db'],
      first: '2026-11-24T14:03:22.123Z',
      example: expect.stringContaining('cart-db'),
    });
  });
  it('of Python are one event with the exception as the message', () => {
    expect(
      one(
        'Traceback (most recent call last):',
        '  File "/app/x.py", line 12, in foo',
        '    raise X',
        'ValueError: no such level',
      )?.example,
    ).toBe('ValueError: no such level');
  });
  it('of Python without a line before them are counted one by one, each at its time', () => {
    const trace = ['Traceback (most recent call last):', '  File "/app/x.py", line 12, in foo'];
    const log = [1, 2, 3].flatMap((second) =>
      [...trace, 'pika.exceptions.AMQPConnectionError: refused'].map(
        (line) => `2026-11-24T14:03:0${second}Z ${line}`,
      ),
    );
    expect(summary(...log).patterns).toMatchObject([
      { count: 3, first: '2026-11-24T14:03:01Z', last: '2026-11-24T14:03:03Z' },
    ]);
  });
  it('of Python that lead to another are one event, with the last exception as the message', () => {
    expect(
      one(
        'Traceback (most recent call last):',
        '  File "/app/x.py", line 12, in foo',
        "KeyError: 'a'",
        '',
        'During handling of the above exception, another exception occurred:',
        '',
        'Traceback (most recent call last):',
        '  File "/app/x.py", line 14, in foo',
        'ValueError: no such level',
      )?.example,
    ).toBe('ValueError: no such level');
  });
  it('name the host of the URL that a structured line carries beside its message', () => {
    const line = JSON.stringify({
      level: 'error',
      message: 'Request failed with status code 401',
      url: 'https://api.sms.example/messages',
    });
    expect(one(line)).toMatchObject({ peers: ['api.sms.example'] });
  });
  it('whose last cause names no host have the hosts of the message that it explains', () => {
    expect(
      one(
        '2026-11-24 14:03:22.123 ERROR 1 --- [nio-1] c.e.Foo : I/O error on GET request for "http://seats:8080/v1": refused',
        'java.net.ConnectException: Connection refused',
        '\tat java.base/sun.nio.ch.Net.pollConnect(Native Method)',
      ),
    ).toMatchObject({ example: 'java.net.ConnectException: Connection refused', peers: ['seats:8080'] });
  });
  it('of Node take the cause in its braces, each time', () => {
    const failed = (n: number) => [
      `2026-11-24T14:03:0${n}Z ERROR TypeError: fetch failed`,
      '    at node:internal/deps/undici/undici:13510:13',
      '    at async load (/app/load.js:7:9) {',
      '  [cause]: Error: connect ECONNREFUSED 10.0.0.7:8080',
      '      at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16) {',
      '    errno: -111,',
      '  }',
      '}',
    ];
    expect(summary(...failed(1), ...failed(2)).patterns).toMatchObject([
      { count: 2, example: 'Error: connect ECONNREFUSED 10.0.0.7:8080' },
    ]);
  });
  it('of Rust take the last of the numbered causes', () => {
    expect(
      one(
        'ERROR sync failed: error sending request for url (http://seats:8080/v1)',
        'Caused by:',
        '    0: client error (Connect)',
        '    1: tcp connect error: Connection refused (os error 111)',
      ),
    ).toMatchObject({
      example: 'tcp connect error: Connection refused (os error 111)',
      peers: ['seats:8080'],
    });
  });
  it('of .NET take the exception that follows the message, each time', () => {
    const failed = [
      'fail: Basket.Api[0]',
      '      Unhandled exception while saving basket 17',
      '      StackExchange.Redis.RedisServerException: OOM command not allowed',
      '         at StackExchange.Redis.ExecuteAsyncImpl[T](Message message) in /_/src/Multiplexer.cs:line 2120',
    ];
    expect(summary(...failed, ...failed, 'info: Basket.Api[0]').patterns).toMatchObject([
      { count: 2, example: expect.stringContaining('OOM command not allowed') },
    ]);
  });
  it('of Node are one event', () => {
    expect(
      one(
        'Error: getaddrinfo ENOTFOUND redis-master',
        '    at GetAddrInfoReqWrap.onlookup [as oncomplete] (node:dns:107:26) {',
        '  errno: -3008,',
        "  code: 'ENOTFOUND'",
        '}',
      ),
    ).toMatchObject({ kind: 'dns', peers: ['redis-master'] });
  });
  it('of Go are one event', () => {
    expect(
      one(
        'panic: runtime error: invalid memory address or nil pointer dereference',
        '[signal SIGSEGV: segmentation violation code=0x1]',
        'goroutine 1 [running]:',
        'main.main()',
        '\t/app/main.go:12 +0x1d',
      )?.kind,
    ).toBe('crash');
  });
  it('of .NET take the inner exception', () => {
    expect(
      one(
        'fail: Shop.Cart[0]',
        '      Could not load the cart',
        '      System.Exception: outer',
        '       ---> System.Net.Sockets.SocketException (111): Connection refused',
        '         at Shop.Cart.Load()',
      )?.example,
    ).toContain('Connection refused');
  });
  it('do not swallow errors that follow one another', () => {
    const { patterns } = read(lines('Error: a broke', 'Error: a broke', 'Error: a broke')).summary;
    expect(patterns.map((p) => p.count)).toEqual([3]);
  });
});

describe('lines of different levels and the same shape', () => {
  it('keep their level', () => {
    const at = (level: number, i: number) =>
      JSON.stringify({ level, time: 1795529002123 + i, msg: 'task ended' });
    const log = Array.from({ length: 300 }, (_, i) => at(i % 3 === 0 ? 50 : 30, i));
    const { patterns } = read(lines(...log)).summary;
    expect(patterns).toMatchObject([{ level: 'error', count: 100 }]);
  });
});
