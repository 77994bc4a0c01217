import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Gateway, type HttpHandler, startGateway } from '../../../functions/host/gateway.ts';

let gateway: Gateway | undefined;
afterEach(async () => gateway?.close());

/** A gateway whose two routes remember what they were given. */
async function started(handle: HttpHandler = async () => ({ statusCode: 202, body: '{}' })) {
  const seen: APIGatewayProxyEventV2[] = [];
  const remember: HttpHandler = async (event) => {
    seen.push(event);
    return handle(event);
  };
  gateway = await startGateway(
    [
      { method: 'POST', path: '/pagerduty', handle: remember },
      { method: 'GET', path: '/reports/{occurrence}', handle: remember },
    ],
    0,
  );
  return { url: gateway.url, seen };
}

describe('the local HTTP API', () => {
  it('hands every byte of a body over as it came', async () => {
    const { url, seen } = await started();
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const response = await fetch(`${url}/pagerduty`, {
      method: 'POST',
      body: bytes,
      headers: { 'X-PagerDuty-Signature': 'v1=aa' },
    });
    expect(response.status).toBe(202);
    expect(seen[0]?.isBase64Encoded).toBe(true);
    expect(Buffer.from(seen[0]?.body ?? '', 'base64')).toEqual(Buffer.from(bytes));
    expect(seen[0]?.headers['x-pagerduty-signature']).toBe('v1=aa');
  });

  it('reads parameters out of the path and the query', async () => {
    const { url, seen } = await started();
    await fetch(`${url}/reports/Q1-1764079400?key=a%20b`);
    expect(seen[0]).toMatchObject({
      routeKey: 'GET /reports/{occurrence}',
      rawPath: '/reports/Q1-1764079400',
      rawQueryString: 'key=a%20b',
      pathParameters: { occurrence: 'Q1-1764079400' },
      queryStringParameters: { key: 'a b' },
      requestContext: { http: { method: 'GET' } },
    });
    expect(seen[0]).not.toHaveProperty('body');
  });

  it('is not called by a name of somebody else, but for what is signed', async () => {
    const { url, seen } = await started();
    const { port } = new URL(url);
    const status = (path: string, method: string) =>
      new Promise((resolve, reject) => {
        const headers = { host: `rebound.example:${port}` };
        request({ host: '127.0.0.1', port, path, method, headers }, (answer) => resolve(answer.statusCode))
          .on('error', reject)
          .end();
      });
    expect(await status('/reports/Q1-1', 'GET')).toBe(421);
    expect(seen).toEqual([]);
    expect(await status('/pagerduty', 'POST')).toBe(202);
  });

  it('answers as the function does', async () => {
    const { url } = await started(async () => ({
      statusCode: 200,
      headers: { 'content-type': 'text/html' },
      body: Buffer.from('<p>').toString('base64'),
      isBase64Encoded: true,
    }));
    const response = await fetch(`${url}/reports/x`);
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/html',
      '<p>',
    ]);
  });

  it.each([
    ['GET', '/pagerduty'],
    ['GET', '/reports/'],
    ['GET', '/reports/a/b'],
    ['GET', '/%'],
  ])('has no route for %s %s', async (method, path) => {
    const { url, seen } = await started();
    expect((await fetch(url + path, { method })).status).toBe(404);
    expect(seen).toEqual([]);
  });

  it('refuses more bytes than any webhook has', async () => {
    const { url, seen } = await started();
    const response = await fetch(`${url}/pagerduty`, {
      method: 'POST',
      body: Buffer.alloc(1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
    expect(seen).toEqual([]);
  });
});
