import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostsIn } from '../../../functions/text/hosts.ts';

const named = (text: string): readonly string[] =>
  hostsIn(text).map(({ host, port }) => (port === undefined ? host : `${host}:${port}`));

const lower = fc.stringMatching(/^[a-z]{2,9}$/);
const camel = fc
  .tuple(lower, lower)
  .map((words) => words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join(''));
const lineNumber = fc.integer({ min: 10, max: 9999 });
/** Numbers below 1024 that no service is called on: what a module without a class or file is told by. */
const smallLine = fc.integer({ min: 26, max: 79 });
const file = (ending: string) => lower.map((name) => `${name}.${ending}`);
const dotted = fc.array(lower, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
const at = (where: fc.Arbitrary<string>, line: fc.Arbitrary<number> = lineNumber) =>
  fc.tuple(where, line).map(([name, number]) => `${name}:${number}`);

/** How loggers and runtimes write where a line or a frame comes from, of any program. */
const POSITIONS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'log4j (%c:%L)': at(fc.tuple(dotted, camel).map(([a, b]) => `(${a}.${b}`)).map((text) => `${text})`),
  'logback %logger{0}:%L': at(camel).map((text) => `[${text}]`),
  'abbreviated by Spring': at(camel.map((name) => `o.s.w.s.${name}`)),
  "Java's frame": at(camel.map((name) => `at shop.Main.run(${name}.java`)).map((text) => `${text})`),
  'Scala, Kotlin, Groovy': at(fc.oneof(file('scala'), file('kt'), file('groovy'))).map((text) => `(${text})`),
  'Go: log.Lshortfile, zap, klog': at(file('go')).map((text) => `${text}]`),
  "Go's panic": at(file('go')).map((text) => `\t/src/shop/${text} +0x1d`),
  "Python's %(filename)s:%(lineno)d": at(file('py')).map((text) => `[${text}]`),
  "Python's %(name)s:%(lineno)d": at(dotted, smallLine).map((text) => `${text} -`),
  'Python: pytest, loguru': fc.tuple(dotted, lower, lineNumber).map(([a, b, n]) => `${a}:${b}:${n} -`),
  'Node: a frame': fc.tuple(file('js'), lineNumber, smallLine).map(([f, l, c]) => `(${f}:${l}:${c})`),
  'TypeScript, JSX, Vue': at(fc.oneof(file('ts'), file('tsx'), file('mts'), file('vue'))),
  Rust: at(file('rs')).map((text) => `panicked at ${text}`),
  '.NET class': at(fc.tuple(camel, camel).map(([a, b]) => `${a}.${b}`)),
  '.NET file': at(fc.oneof(file('cs'), file('fs'), file('vb'))),
  Ruby: at(file('rb')).map((text) => `${text}:in 'call'`),
  PHP: at(file('php')).map((text) => `in ${text}`),
  'Erlang, Elixir': at(fc.oneof(file('erl'), file('ex'), file('exs'))).map((text) => `(${text})`),
  'C, C++': at(fc.oneof(file('c'), file('cc'), file('cpp'), file('hpp'))).map((text) => `[${text}]`),
  'Perl, Lua, shell': at(fc.oneof(file('pm'), file('lua'), file('sh'))),
  'Dart, Swift, Haskell, Julia': at(fc.oneof(file('dart'), file('swift'), file('hs'), file('jl'))),
};

describe('a place in source is no host', () => {
  it.each(Object.entries(POSITIONS))('%s', (_, position) => {
    fc.assert(
      fc.property(position, fc.constantFrom('before', 'after'), (place, side) => {
        const message = 'Connection refused';
        const line = side === 'before' ? `ERROR ${place} ${message}` : `ERROR ${message} ${place}`;
        expect(named(line)).toEqual([]);
      }),
    );
  });

  it('and takes nothing from a host beside it', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(POSITIONS)), lower, (place, host) => {
        const line = `ERROR ${place} dial tcp ${host}:5432: connect: connection refused`;
        expect(named(line)).toEqual([`${host}:5432`]);
      }),
    );
  });
});

describe('a host is one, however it is written', () => {
  const host = fc.oneof(
    lower,
    fc.tuple(lower, lower).map(([a, b]) => `${a}-${b}`),
    dotted.map((name) => `${name}.svc.cluster.local`),
    dotted.map((name) => `${name}.example.com`),
  );
  const port = fc.constantFrom(80, 443, 1433, 3306, 5432, 6379, 8080, 9092, 27017);

  it('as host:port in any message', () => {
    fc.assert(
      fc.property(host, port, (name, number) => {
        expect(named(`Connection refused: ${name}:${number}`)).toEqual([`${name}:${number}`]);
        expect(named(`failed to reach ${name}:${number} (attempt 3)`)).toEqual([`${name}:${number}`]);
      }),
    );
  });

  it('in a URL, even where its domain is also the ending of a file', () => {
    fc.assert(
      fc.property(lower, fc.constantFrom('rs', 'py', 'pl', 'sh', 'md', 'cc', 'so'), (name, domain) => {
        expect(named(`GET https://api.${name}.${domain}/v1 timed out`)).toEqual([`api.${name}.${domain}`]);
      }),
    );
  });

  it.each([
    ['dial tcp SqlServer01:1433: connect: connection refused', 'SqlServer01:1433'],
    ['connect to web:42 failed', 'web:42'],
    ['DB01.CORP.LOCAL:1433 refused', 'DB01.CORP.LOCAL:1433'],
    ['api.sklep.pl:443 refused', 'api.sklep.pl:443'],
  ])('behind a word for a call, or in capitals: %s', (line, host) => {
    expect(named(line)).toEqual([host]);
  });
});

describe('who called is not who is called', () => {
  const address = fc.ipV4();
  const callersPort = fc.integer({ min: 32_768, max: 60_999 }).filter((n) => n < 50_050 || n > 50_059);

  it.each<[string, (address: string, port: number) => string]>([
    ['PostgreSQL refuses', (a) => `FATAL: no pg_hba.conf entry for host "${a}", user "shop", database "x"`],
    ['PostgreSQL accepts', (a, p) => `connection received: host=${a} port=${p}`],
    ['MySQL refuses', (a) => `Host '${a}' is not allowed to connect to this MySQL server`],
    ['MySQL blocks', (a) => `Host '${a}' is blocked because of many connection errors`],
    ['Go: net/http', (a, p) => `http: TLS handshake error from ${a}:${p}: EOF`],
    ['Go: a panic', (a, p) => `http: panic serving ${a}:${p}: boom`],
    ['Go: a server reads', (a, p) => `read tcp 10.9.9.9:8080->${a}:${p}: read: connection reset by peer`],
    ['Redis', (a, p) => `Client id=3 addr=${a}:${p} closed for output buffer limits`],
    ['MongoDB', (a, p) => `"msg":"Connection ended","attr":{"remote":"${a}:${p}"}`],
    ['nginx', (a, p) => `reset by peer, client: ${a}:${p}, server: _`],
    ['any', (a, p) => `closed connection from ${a}:${p}`],
    ['any, at the head', (a, p) => `${a}:${p} 502`],
    ['Netty, its own end', (a, p) => `[id: 0x1a2b3c4d, L:/${a}:${p}] timed out`],
  ])('%s', (_, line) => {
    fc.assert(
      fc.property(address, callersPort, (a, p) => {
        expect(named(line(a, p))).toEqual([]);
      }),
    );
  });

  it.each([
    ['read tcp 10.0.0.1:41312->10.0.0.2:5432: i/o timeout', '10.0.0.2:5432'],
    ['[id: 0x1a2b3c4d, L:/10.0.0.5:38232 - R:redis/10.0.0.6:6379] reset', '10.0.0.6:6379'],
    ['connect ECONNREFUSED 10.96.0.7:40000', '10.96.0.7:40000'],
    ['dial tcp 10.96.2.2:50051: connect: connection refused', '10.96.2.2:50051'],
    ['transport: Error while dialing: dial tcp 10.96.2.2:41000: refused', '10.96.2.2:41000'],
    [
      'connection to server at "db" (10.96.0.9), port 5432 failed: FATAL: no pg_hba.conf entry for host "10.0.0.3"',
      'db:5432',
    ],
    ['redis client cache:6379 closed', 'cache:6379'],
  ])('and who is called stays: %s', (line, host) => {
    expect(named(line)).toEqual([host]);
  });
});
