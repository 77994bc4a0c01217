import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2, APIGatewayProxyResult } from 'aws-lambda';
import { lazily, logThrown, type Runtime } from './middleware.ts';

/** A request of an API, payload format 1.0 or 2.0, as far as it is used and both have it. */
export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly identity?: { readonly sourceIp?: string };
    readonly http?: { readonly sourceIp?: string };
  };
}

export interface HttpReply {
  readonly statusCode: number;
  readonly type: 'application/json' | 'text/html; charset=utf-8' | 'text/plain; charset=utf-8';
  readonly body: string;
}

/** As both payload formats take it. */
export interface HttpResponse extends APIGatewayProxyResult {
  readonly headers: Record<string, string>;
}
export type HttpHandler = (request: HttpRequest, context: unknown) => Promise<HttpResponse>;

/**
 * The page has no script, loads nothing, sends nothing and stands in no other page: what a log put into it can do nothing
 * there, and its address (which opens it) is given to nobody, caches and search engines included. What default-src does
 * not stand for is named (https://www.w3.org/TR/CSP3/#directive-default-src).
 */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};

const response = ({ statusCode, type, body }: HttpReply): HttpResponse => ({
  statusCode,
  headers: { ...HEADERS, 'content-type': type },
  body,
});

/** A Lambda behind an API. Whatever is thrown is our own trouble: logged, and answered with 503. */
export function http<Ports extends Runtime>(
  open: () => Promise<Ports>,
  work: (request: HttpRequest, ports: Ports) => Promise<HttpReply>,
): HttpHandler {
  const ports = lazily(open);
  const handler = middy<APIGatewayProxyEvent | APIGatewayProxyEventV2>()
    .onError(async (request) => {
      if (request.error instanceof Error) await logThrown(ports, request.error);
      const body = JSON.stringify({ message: 'not now, please send it again' });
      request.response = response({ statusCode: 503, type: 'application/json', body });
    })
    .handler(async (event: APIGatewayProxyEvent | APIGatewayProxyEventV2) =>
      response(await work(event, await ports())),
    );
  return handler as unknown as HttpHandler;
}
