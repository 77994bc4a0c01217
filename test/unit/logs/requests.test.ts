import { describe, expect, it } from '@jest/globals';
import { lines, read } from './read.ts';

const REFERENCE = '2026-11-25T00:00:00Z';
const summary = (...log: string[]) => read(lines(...log), { patterns: 'all', reference: REFERENCE }).summary;
const requestOf = (line: string) => {
  const { requests, endpoints, clients, first } = summary(line);
  const [endpoint] = endpoints;
  return {
    requests,
    what: `${endpoint?.method} ${endpoint?.path} ${Object.keys(endpoint?.byStatus ?? {})}`,
    ms: endpoint?.p95 == null ? null : Number(endpoint.p95.toPrecision(2)),
    client: clients[0]?.client ?? null,
    first,
  };
};
const CLF = '[24/Nov/2026:09:10:11 +0000]';
const FIRST = '2026-11-24T09:10:11Z';

describe('a request of', () => {
  const known: readonly (readonly [string, string, object])[] = [
    [
      'Amazon S3 is of who asked, not of the owner of the bucket',
      `0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef pictures ${CLF} 198.51.100.7 - 7B4A0FABBEXAMPLE REST.PUT.OBJECT cat.png "PUT /pictures/cat.png HTTP/1.1" 503 SlowDown 200 - 40 12 "-" "aws-cli/2" -`,
      { what: 'PUT /pictures/cat.png 503', ms: 40, client: '198.51.100.7', first: FIRST },
    ],
    [
      'CouchDB',
      '[notice] 2026-11-24T09:10:11.500000Z couchdb@127.0.0.1 <0.99.0> 0a1b db:5984 198.51.100.7 undefined PUT /carts 412 ok 25',
      { what: 'PUT /carts 412', ms: 25, client: '198.51.100.7', first: '2026-11-24T09:10:11.500Z' },
    ],
    [
      'Tomcat without quotes',
      `${CLF} 198.51.100.7 POST /pay HTTP/1.1 502 (33000 microseconds)`,
      { what: 'POST /pay 502', ms: 33, client: '198.51.100.7', first: FIRST },
    ],
    [
      'API Gateway',
      '{"ip":"198.51.100.7","requestTime":"24/Nov/2026:09:10:11 +0000","httpMethod":"PUT","resourcePath":"/carts","status":"502"}',
      { what: 'PUT /carts 502', client: '198.51.100.7', first: FIRST },
    ],
    [
      'Envoy Gateway',
      '{"start_time":"2026-11-24T09:10:11Z","method":"PUT","x-envoy-origin-path":"/carts","response_code":502,"duration":25}',
      { what: 'PUT /carts 502', ms: 25, first: FIRST },
    ],
    [
      'proxies in a row is of the first',
      `198.51.100.7, 10.1.1.1 - - ${CLF} "GET /x HTTP/1.1" 500 3`,
      { what: 'GET /x 500', client: '198.51.100.7' },
    ],
    [
      'GitLab is of the address behind its own proxy',
      '{"time":"2026-11-24T09:10:11Z","method":"GET","uri":"/x","status":500,"remote_addr":"127.0.0.1:0","remote_ip":"198.51.100.7"}',
      { what: 'GET /x 500', client: '198.51.100.7' },
    ],
    [
      "a logger's head, whose fraction of the second counts",
      `2026-11-24 09:10:11,250 INFO  [web.access] (worker-3) 198.51.100.7 - - ${CLF} "GET /x HTTP/1.1" 500 3`,
      { what: 'GET /x 500', client: '198.51.100.7', first: '2026-11-24T09:10:11.250Z' },
    ],
    [
      'a head of another second, which does not',
      `2026-11-24 09:10:13,250 INFO  [web.access] (worker-3) 198.51.100.7 - - ${CLF} "GET /x HTTP/1.1" 500 3`,
      { what: 'GET /x 500', first: FIRST },
    ],
    [
      'a head in one bracket is of the address behind it',
      '[2026-11-24T09:10:11Z INFO  web::access] 198.51.100.7 "GET /x HTTP/1.1" 500 21 "-" "curl/8" 0.250000',
      { what: 'GET /x 500', client: '198.51.100.7', ms: 250, first: FIRST },
    ],
    [
      "PHP-FPM, in milliseconds where the processor's share ends the line",
      '198.51.100.7 -  24/Nov/2026:09:10:11 +0000 "GET /a.php" 500 /srv/a.php 25.125 4096 9.05%',
      { what: 'GET /a.php 500', ms: 25, client: '198.51.100.7' },
    ],
    [
      'a named duration, whatever other numbers have names',
      'INFO api.access [req-1 a b] 198.51.100.7 "GET /v2/x" status: 500 len: 3 version: 2.5 time: 0.025',
      { what: 'GET /v2/x 500', ms: 25, client: '198.51.100.7' },
    ],
  ];
  for (const [name, line, expected] of known)
    it(name, () => expect(requestOf(line)).toMatchObject({ requests: 1, ...expected }));

  const HEAD = '2026-11-24T09:10:11.250Z';
  const behindHeads: readonly (readonly [string, string, object])[] = [
    [
      "kube-apiserver's log",
      'I1124 09:10:11.250000      10 httplog.go:120] "HTTP" verb="PUT" URI="/api/v1/x?a=b" latency="25ms" srcIP="198.51.100.7:80" resp=504',
      { what: 'PUT /api/v1/x 504', ms: 25, client: '198.51.100.7', first: HEAD },
    ],
    [
      "pairs behind Ruby's head",
      'I, [2026-11-24T09:10:11.250000 #3]  INFO -- : method=PUT path=/carts format=json status=502 duration=25.0 db=2.00',
      { what: 'PUT /carts 502', ms: 25, first: HEAD },
    ],
    [
      'spans of tracing',
      '2026-11-24T09:10:11.250000Z  INFO request{method=PUT uri=/carts version=HTTP/2.0}: web::done: finished latency=25 ms status=502',
      { what: 'PUT /carts 502', ms: 25, first: HEAD },
    ],
    [
      'a message in a field',
      'level=error ts=2026-11-24T09:10:11.25Z caller=http.go:1 msg="PUT /carts (502) 25ms"',
      { what: 'PUT /carts 502', ms: 25, first: HEAD },
    ],
    [
      'an object behind a head of its own',
      '2026-11-24T09:10:11.250Z\tERROR\tweb\tcart is gone\t{"request": {"method": "PUT", "uri": "/carts"}, "status": 502, "duration": 0.025}',
      { what: 'PUT /carts 502', first: HEAD },
    ],
  ];
  for (const [name, line, expected] of behindHeads)
    it(`behind a head: ${name}`, () => expect(requestOf(line)).toMatchObject({ requests: 1, ...expected }));
  it('does not hide the error beside it', () => {
    expect(summary(behindHeads[4]?.[1] ?? '').patterns).toMatchObject([
      { level: 'error', first: HEAD, example: expect.stringContaining('cart is gone') },
    ]);
  });
  it('is none where the line only speaks of one', () => {
    for (const message of [
      'call failed method=PUT path=/carts status=502',
      'job done method=fast path=/tmp/x status=200 duration=25',
      'PUT /carts failed with 502',
      'PUT /carts 502',
    ])
      expect([message, requestOf(`2026-11-24T09:10:11Z WARN ${message}`).requests]).toEqual([message, 0]);
  });

  it('TCP is none, and has its time', () => {
    for (const line of [
      '198.51.100.7:4000 [24/Nov/2026:09:10:11.000] front back/srv 1/2/3 0 -- 3/2/1/0/3 0/0',
      'tcp 2.0 2026-11-24T09:10:11 net/lb/1 a 198.51.100.7:4000 10.0.0.1:443 5 2 98 246',
    ])
      expect(requestOf(line)).toMatchObject({ requests: 0, first: FIRST });
  });
});

describe("PostgreSQL's csvlog", () => {
  const row = (severity: string, state: string, message: string) =>
    `2026-11-24 09:10:11.500 UTC,"app","a ""b""",7,"10.0.0.4:1",65.4,3,"UPDATE",2026-11-24 09:00:00 UTC,3/17,0,${severity},${state},"${message}",,,,,,,,,"psql","client backend",,0`;
  it('is its message and SQLSTATE', () => {
    expect(summary(row('FATAL', '53300', 'too many clients, really')).patterns).toMatchObject([
      {
        level: 'fatal',
        first: '2026-11-24T09:10:11.500Z',
        example: 'too many clients, really (SQLSTATE 53300)',
      },
    ]);
  });
  it('has no code where it tells of success', () => {
    expect(summary(row('LOG', '00000', 'checkpoint starting')).patterns).toMatchObject([
      { level: 'info', example: 'checkpoint starting' },
    ]);
  });
});

describe('the time of a structured line', () => {
  it('is no small number', () => {
    expect(
      summary('{"time":512,"@timestamp":"2026-11-24T09:10:11Z","level":"warn","msg":"slow"}').first,
    ).toBe(FIRST);
    expect(
      summary('{"time":1795511411,"@timestamp":"2026-11-24T10:10:11Z","level":"warn","msg":"x"}').first,
    ).toBe(FIRST);
  });
  it("is Python's own beside Python's level, and not when a thing was made", () => {
    expect(summary('{"created":1795511411.5,"levelno":40,"msg":"late"}').first).toBe(
      '2026-11-24T09:10:11.500Z',
    );
    expect(summary('{"created":1795511411.5,"level":"error","msg":"late"}').first).toBe('');
  });
  it('may have a comma behind the date', () => {
    expect(summary('[2026-11-24, 09:10:11 UTC] {job.py:7} ERROR - late').patterns).toMatchObject([
      { level: 'error', first: FIRST, example: 'late' },
    ]);
  });
});
