import { describe, expect, it } from '@jest/globals';
import { lines, read } from './read.ts';

const error = (message: string): string => `2026-11-24T14:03:22Z ERROR ${message}`;
const templates = (...messages: readonly string[]): string[] =>
  read(lines(...messages.map(error)))
    .summary.patterns.map(({ template }) => template)
    .toSorted();

describe('numbers that say what happened', () => {
  const kept: readonly (readonly [string, string])[] = [
    ['call failed with status code 503', '503'],
    ['call failed, status: 429', '429'],
    ['cart answered 500', '500'],
    ['cart returned 404 for the order', '404'],
    ['upstream HTTP 502', '502'],
    ['cart said 503 Service Unavailable', '503'],
    ['the statement failed, SQLSTATE 23505', '23505'],
    ['SQLSTATE[HY000] [2002] Connection refused', '2002'],
    ['ERROR 1045 (28000): Access denied', '1045 (28000)'],
    ['connect() failed (111: Connection refused)', '111'],
    ['write failed: errno -28', '-28'],
    ['open failed (os error 2)', '2'],
    ['worker exited with code 137', '137'],
    ['worker exited with exit status 1', '1'],
    ['killed by signal 9', '9'],
    ['ORA-00942: table or view does not exist', 'ORA-00942'],
    ['E11000 duplicate key error', 'E11000'],
    ['rpc error: code = 14', '14'],
    ['Error: 14 UNAVAILABLE: no connection', '14'],
    ['read of /srv/a timed out (110: Connection timed out) on peer 7', '110'],
    ['(104)Connection reset by peer: read of part 3', '104'],
    ['cannot listen: Address already in use [98]', '98'],
    ['Shop.Net.WireException (10061): refused', '10061'],
    ['login refused: Forbidden (403)', '403'],
    ['disk: error number 28 in write', '28'],
    ['AH01114: no backend answers', 'AH01114'],
    ['deploy: "JBAS014613: step failed"', 'JBAS014613'],
    ['tls: x509: unknown authority', 'x509'],
    ['checksum: SHA512 differs', 'SHA512'],
    ['no route over IPv4 today', 'IPv4'],
    ['it broke: HRESULT 0x80004005', '0x80004005'],
  ];
  for (const [message, code] of kept)
    it(`stay: ${message}`, () => {
      expect(templates(message)[0]).toContain(code);
    });

  const masked: readonly string[] = [
    'took 503 ms',
    'cart returned 250 rows',
    'order 500 not saved',
    'worker 137 is slow',
    'connect to 10.0.0.3:500 failed',
    'got 17 messages',
    'line 404 is broken',
    'error at 2026-11-24 14:03:22',
    'retry 14 of 20',
    'codec 500 is unknown',
    'order AB12345: not found',
    'part X0012345678: not found',
    'worker12 is gone',
    'no file /srv/s3/a',
    'node7: gone',
    'wait (110) for room',
    'room (111)is closed',
    'shelf [98] is empty',
    'visitors (403) left',
    'cannot read sha256:0123abcd',
  ];
  for (const message of masked)
    it(`go where they count or name: ${message}`, () => {
      expect(templates(message)[0]).not.toMatch(/\d/);
    });

  it('tell failures apart, however many lines there are', () => {
    const codes = [429, 500, 503];
    const all = Array.from({ length: 300 }, (_, i) => `call ${i} failed with status code ${codes[i % 3]}`);
    const { patterns } = read(lines(...all.map(error))).summary;
    expect(patterns.map(({ template, count }) => [template, count]).toSorted()).toEqual(
      codes.map((code) => [`call <*> failed with status code ${code}`, 100]),
    );
  });
  it('do so in structured lines', () => {
    const all = Array.from({ length: 60 }, (_, i) =>
      JSON.stringify({
        time: '2026-11-24T14:03:22Z',
        level: 50,
        msg: `status code ${i % 2 === 0 ? 429 : 503}`,
        id: i,
      }),
    );
    expect(
      read(lines(...all))
        .summary.patterns.map(({ template, count }) => [template, count])
        .toSorted(),
    ).toEqual([
      ['status code 429', 30],
      ['status code 503', 30],
    ]);
  });
  const distinct = (n: number): number =>
    templates(...Array.from({ length: n }, (_, i) => `call failed with code ${1000 + i}`)).length;
  it('are values where there are 24 of them, not where there are 23', () => {
    expect([distinct(23), distinct(24)]).toEqual([23, 1]);
  });
  it('are of one pattern where all lines are asked for', () => {
    const all = [429, 503].map((code) => error(`call failed with status code ${code}`));
    expect(read(lines(...all), { patterns: 'all' }).summary.patterns).toHaveLength(1);
  });
  it('are shown as they are, never as marks', () => {
    const { patterns } = read(lines(error('call failed with status code 503'))).summary;
    expect(JSON.stringify(patterns)).not.toMatch(/[\ue000-\uf8ff]/);
  });
});
