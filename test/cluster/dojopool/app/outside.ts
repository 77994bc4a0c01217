import { readFileSync } from 'node:fs';
import { createServer as createControl, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { required } from './environment.ts';

/**
 * The services outside that DojoPool calls, all in one program: TLS by the name that the caller asks for, and what each
 * does wrong is set at the control port (`GET /HOST/FAULT`; `well` takes it back).
 */
const HOSTS = required('HOSTS').split(' ');
const folder = required('TLS_FOLDER');
const faults = new Map<string, string>();
/** Longer than any caller waits. */
const HANG_MS = 120_000;
const RETRY_AFTER_SECONDS = 37;

const certificate = (name: string) => ({
  cert: readFileSync(`${folder}/${name}.crt`),
  key: readFileSync(`${folder}/${name}.key`),
});
const valid = new Map(HOSTS.map((host) => [host, createSecureContext(certificate(host))]));
const expired = new Map(HOSTS.map((host) => [host, createSecureContext(certificate(`expired-${host}`))]));

const isGemini = (host: string): boolean => host.startsWith('generativelanguage.');
const isStorage = (host: string): boolean => host.startsWith('s3.');

interface Refusal {
  readonly status: number;
  /** What Google's APIs call the status: https://cloud.google.com/apis/design/errors#error_model */
  readonly rpc: string;
  /** S3's code: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
  readonly code: string;
  readonly message: { readonly gemini: string; readonly mapbox: string; readonly storage: string };
  readonly retryAfter?: number;
}

const tooMany = {
  status: 429,
  rpc: 'RESOURCE_EXHAUSTED',
  code: 'TooManyRequests',
  message: {
    gemini: 'Resource has been exhausted (e.g. check quota).',
    mapbox: 'Too Many Requests',
    storage: 'Please reduce your request rate.',
  },
};

const REFUSALS: Readonly<Record<string, Refusal>> = {
  500: {
    status: 500,
    rpc: 'INTERNAL',
    code: 'InternalError',
    message: {
      gemini:
        'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
      mapbox: 'Internal Server Error',
      storage: 'We encountered an internal error. Please try again.',
    },
  },
  429: tooMany,
  '429-later': { ...tooMany, retryAfter: RETRY_AFTER_SECONDS },
  revoked: {
    status: 403,
    rpc: 'PERMISSION_DENIED',
    code: 'InvalidAccessKeyId',
    message: {
      gemini: 'Your API key was reported as leaked. Please use another API key.',
      mapbox: 'Not Authorized - Invalid Token',
      storage: 'The AWS Access Key Id you provided does not exist in our records.',
    },
  },
};

const refuse = (
  host: string,
  { status, rpc, code, message, retryAfter }: Refusal,
  response: ServerResponse,
) => {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  if (isGemini(host)) {
    const error = { code: status, message: message.gemini, status: rpc };
    response.writeHead(status, { ...headers, 'content-type': 'application/json' });
    return response.end(JSON.stringify({ error }));
  }
  if (isStorage(host)) {
    response.writeHead(status, { ...headers, 'content-type': 'application/xml' });
    return response.end(`<Error><Code>${code}</Code><Message>${message.storage}</Message></Error>`);
  }
  // Mapbox answers a token that it does not know with 401: https://docs.mapbox.com/api/overview/
  response.writeHead(status === 403 ? 401 : status, { ...headers, 'content-type': 'application/json' });
  return response.end(JSON.stringify({ message: message.mapbox }));
};

createServer(
  {
    SNICallback: (host, done) => done(null, (faults.get(host) === 'expired' ? expired : valid).get(host)),
  },
  (request, response) => {
    request.resume();
    const host = request.headers.host ?? '';
    const fault = faults.get(host) ?? '';
    const refusal = REFUSALS[fault];
    const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    if (refusal !== undefined) refuse(host, refusal, response);
    else if (fault === 'hangs') setTimeout(answer, HANG_MS).unref();
    else answer();
  },
).listen(8443);

createControl((request, response) => {
  const [, host = '', fault = ''] = request.url?.split('/') ?? [];
  faults.set(host, fault);
  response.end(`${host} ${fault}\n`);
}).listen(8080);
process.on('SIGTERM', () => process.exit(0));
