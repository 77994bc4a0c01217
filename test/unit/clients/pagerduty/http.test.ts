import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { connect } from '../../../../functions/clients/pagerduty/http.ts';
import { Failure, type FailureKind } from '../../../../functions/model/failure.ts';
import { loopback } from '../../../support/loopback.ts';

const TOKEN = 'u+SecretTokenOfTheTest';
const access = (url: string) => ({ url, token: TOKEN, from: 'bot@example.com' });

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  return error;
}

/** Everything that a log or a person could see of an error. */
const shown = (error: Error): string =>
  `${inspect(error, { depth: 9, showHidden: true })}${error.stack ?? ''}`;

const expected = (status: number, json: boolean): FailureKind | 'answer' => {
  if (status < 300) return json || status === 204 ? 'answer' : 'retryLater';
  if (status === 402) return 'abilityMissing';
  if (status >= 500 || [408, 425, 429].includes(status)) return 'retryLater';
  return 'rejected';
};

describe('every status, with and without JSON', () => {
  const bodies = {
    json: '{"error":{"message":"No","code":2100,"errors":[]}}',
    'no json': '<html>Bad Gateway</html>',
  } as const;

  it.each(Object.entries(bodies))('%s', async (kind, body) => {
    const server = await loopback((request) => ({ status: Number(request.url.slice(2)), body }));
    const send = connect(access(server.url), 60_000);
    const all = Array.from({ length: 400 }, (_, index) => 200 + index);
    // Without JSON only an answer that says it went well is another one.
    const statuses = kind === 'json' ? all : all.filter((status) => status < 300 || status % 10 < 5);
    const found = await Promise.all(
      statuses.map(async (status) => {
        const outcome = await send({ method: 'get', path: `/_${status}` }).then(
          () => 'answer',
          (error: unknown) => error,
        );
        // All that hangs on an error takes milliseconds to write out: of some of each kind.
        if (outcome instanceof Error && status % 20 < 2) expect(shown(outcome)).not.toContain(TOKEN);
        return [status, outcome instanceof Failure ? outcome.kind : outcome];
      }),
    );
    await server.close();
    expect(found).toEqual(statuses.map((status) => [status, expected(status, kind === 'json')]));
  });
});

describe('what goes wrong on the way', () => {
  it.each([
    ['no answer', 'hang', 'no answer within its deadline'],
    ['a cut connection', 'cut', 'no connection'],
  ] as const)('%s may work later', async (_, reply, message) => {
    const server = await loopback(() => reply);
    const error = await failureOf(connect(access(server.url), 100)({ method: 'get', path: '/abilities' }));
    await server.close();
    expect(error.kind).toBe('retryLater');
    expect(error.message).toContain(message);
    expect(error.cause).toBeInstanceOf(Error);
    expect(shown(error)).not.toContain(TOKEN);
  });

  it('names a port that nobody listens on', async () => {
    const server = await loopback(() => 'hang');
    await server.close();
    const error = await failureOf(connect(access(server.url))({ method: 'get', path: '/abilities' }));
    expect(error.message).toBe('PagerDuty GET /abilities: no connection (ECONNREFUSED)');
  });

  it.each([
    ['as it is', (body: Buffer) => ({ body })],
    ['packed', (body: Buffer) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } })],
  ])('an answer of more than 8 MiB is none, %s', async (_, reply) => {
    const most = 8 * 1024 * 1024;
    const sizes = [most, most + 1];
    const server = await loopback(() => {
      const size = sizes.shift() ?? 0;
      return { status: 200, ...reply(Buffer.from(JSON.stringify('x'.repeat(size - 2)))) };
    });
    const send = connect(access(server.url), 60_000);
    expect(await send({ method: 'get', path: '/incidents/Q1' })).toHaveLength(most - 2);
    const failure = await failureOf(send({ method: 'get', path: '/incidents/Q1' }));
    await server.close();
    expect(failure.message).toBe(
      'PagerDuty GET /incidents/Q1: answered 200 without JSON, or with too much of it',
    );
  });

  it('says what PagerDuty said', async () => {
    const body = '{"error":{"message":"Incident Already Resolved","code":1001,"errors":[]}}';
    const server = await loopback(() => ({ status: 400, body }));
    const error = await failureOf(
      connect(access(server.url))({ method: 'put', path: '/incidents/Q1', body: {} }),
    );
    await server.close();
    expect(error.message).toBe(
      'PagerDuty PUT /incidents/Q1: answered 400, Incident Already Resolved (code 1001)',
    );
    expect(error.status).toBe(400);
  });

  it('asks again after a 429 and takes the answer', async () => {
    let left = 2;
    const server = await loopback(() => {
      left -= 1;
      return left >= 0 ? { status: 429, body: '{}' } : { status: 200, body: '{"abilities":["teams"]}' };
    });
    const answer = await connect(access(server.url))({ method: 'get', path: '/abilities' });
    await server.close();
    expect(answer).toEqual({ abilities: ['teams'] });
    expect(server.seen).toHaveLength(3);
  });

  it('takes the token that is good now, though it was rotated since', async () => {
    const server = await loopback(() => ({ status: 200, body: '{}' }));
    const tokens = ['u+old', 'u+new', 'no header\nmay hold this'];
    const send = connect({ ...access(server.url), token: async () => tokens.shift() ?? '' });
    await send({ method: 'get', path: '/x' });
    await send({ method: 'get', path: '/x' });
    const failure = await failureOf(send({ method: 'get', path: '/x' }));
    await server.close();
    expect(failure.kind).toBe('invalid');
    expect(shown(failure)).not.toContain('may hold this');
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Token token=u+old',
      'Token token=u+new',
    ]);
  });

  it.each(['get', 'put', 'post'] as const)(
    'after a 401 a %s is made again with the token that is stored now',
    async (method) => {
      const server = await loopback(({ headers }) =>
        headers.authorization === 'Token token=u+new'
          ? { status: 200, body: '{"ok":1}' }
          : { status: 401, body: '{}' },
      );
      const asked: (number | undefined)[] = [];
      const token = async (maxAgeMs?: number) => {
        asked.push(maxAgeMs);
        return maxAgeMs === undefined ? 'u+old' : 'u+new';
      };
      const body = method === 'get' ? {} : { body: { note: 1 } };
      expect(await connect({ ...access(server.url), token })({ method, path: '/x', ...body })).toEqual({
        ok: 1,
      });
      await server.close();
      expect(asked).toEqual([undefined, 0]);
      expect(server.seen.map((request) => [request.method, request.body])).toEqual(
        Array.from({ length: 2 }, () => [method.toUpperCase(), method === 'get' ? '' : '{"note":1}']),
      );
    },
  );

  it('asks once more after each status that a new token may change, and after no other', async () => {
    const server = await loopback((request) => ({ status: Number(request.url.slice(2)), body: '{}' }));
    let reads = 0;
    const token = async (maxAgeMs?: number) => {
      if (maxAgeMs !== undefined) reads += 1;
      return TOKEN;
    };
    const send = connect({ ...access(server.url), token }, 60_000);
    const again: number[] = [];
    for (const status of Array.from({ length: 200 }, (_, index) => 400 + index)) {
      reads = 0;
      await failureOf(send({ method: 'get', path: `/_${status}` }));
      if (reads > 0) again.push(status, reads);
    }
    await server.close();
    expect(again).toEqual([401, 1]);
    expect(server.seen.filter(({ url }) => url === '/_401')).toHaveLength(2);
  });

  it('says what kept it from reading the secret anew', async () => {
    const server = await loopback(() => ({ status: 401, body: '{}' }));
    const token = async (maxAgeMs?: number) => {
      if (maxAgeMs !== undefined) throw new Failure('retryLater', 'secret S cannot be read: Throttled');
      return TOKEN;
    };
    const error = await failureOf(connect({ ...access(server.url), token })({ method: 'get', path: '/x' }));
    await server.close();
    expect(error).toMatchObject({ kind: 'retryLater', message: 'secret S cannot be read: Throttled' });
  });

  it('does not follow a redirect with the token in its hands', async () => {
    const other = await loopback(() => ({ status: 200, body: '{}' }));
    const server = await loopback(() => ({ status: 302, headers: { location: other.url }, body: '{}' }));
    const error = await failureOf(connect(access(server.url))({ method: 'get', path: '/abilities' }));
    await Promise.all([server.close(), other.close()]);
    expect(error.kind).toBe('rejected');
    expect(other.seen).toEqual([]);
  });

  it.each([['', 'a\nb'], ['a b']].flat())('refuses a token that would show up in an error: %j', (token) => {
    const attempt = () => connect({ url: 'http://127.0.0.1', token, from: '' });
    expect(attempt).toThrow('the PagerDuty token is empty or has characters that no header may hold');
  });
});
