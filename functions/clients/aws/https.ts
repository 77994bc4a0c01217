import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../../model/failure.ts';
import { errorNameOf, isPassing } from './answer.ts';
import { endpointOf } from './endpoint.ts';
import { type Aws, type AwsAccess, type AwsAnswer, AwsError, type AwsRequest } from './port.ts';
import { signedHeaders } from './sign.ts';

/** How often and how long a request is tried, ms. */
export interface Patience {
  readonly tries: number;
  /** One try's deadline, connecting included: a connection that a sleeping sandbox lost must not cost the whole time. */
  readonly tryMs: number;
  /** The wait before the second try; twice that before the third. A fifth to all of it, by chance. */
  readonly waitMs: number;
}

/** At worst 6.4 s: a caller in the way of a first note has a few seconds, and Step Functions tries again. */
const PATIENCE: Patience = { tries: 3, tryMs: 2_000, waitMs: 150 };

/** Bytes of an answer: the largest is what was seen of a namespace of 10,000 pods, some 50 MB in the store. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** AWS over node:https, each request signed; the endpoints are those that the environment names, or the region's. */
export function awsOverHttps(
  access: AwsAccess,
  environment: Readonly<Record<string, string | undefined>>,
  { tries, tryMs, waitMs }: Patience = PATIENCE,
): Aws {
  const once = async (request: AwsRequest): Promise<AwsAnswer> => {
    const url = endpointOf(request.service, access.region, environment) + request.path;
    const signed = await sign(url, request, access);
    return answerOf(request, await exchange(signed, AbortSignal.timeout(tryMs)));
  };
  return {
    ...access,
    async send(request) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await once(request);
        } catch (error) {
          if (!(error instanceof AwsError) || !isPassing(error) || tried >= tries) throw error;
          await sleep(waitMs * 2 ** (tried - 1) * (0.2 + 0.8 * Math.random()));
        }
      }
    },
  };
}

interface Signed {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

async function sign(address: string, request: AwsRequest, access: AwsAccess): Promise<Signed> {
  const { service, method, body } = request;
  const url = new URL(address);
  const headers = { ...request.headers, host: url.host };
  const { region } = access;
  const signer = { service, region, credentials: await access.credentials(), atMs: Date.now() };
  return { url, method, headers: signedHeaders({ method, path: url.pathname, headers, body }, signer), body };
}

interface Exchanged extends AwsAnswer {
  readonly status: number;
}

function exchange({ url, method, headers, body }: Signed, signal: AbortSignal): Promise<Exchanged> {
  const open = url.protocol === 'http:' ? overHttp : overHttps;
  return new Promise<Exchanged>((resolve, reject) => {
    const request = open(url, { method, headers, signal }, (response) => {
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      response.on('data', (chunk: Uint8Array) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) return;
        reject(new AwsError('AnswerTooLarge', `${url.host} answers without end`, response.statusCode));
        response.destroy();
      });
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', reject);
    request.end(body);
  }).catch((error: unknown) => {
    if (error instanceof AwsError) throw error;
    const name = signal.aborted ? 'TimeoutError' : (errorCode(error) ?? 'NoConnection');
    throw new AwsError(name, `no answer from ${url.host}: ${name}`);
  });
}

function answerOf({ service }: AwsRequest, { status, headers, body }: Exchanged): AwsAnswer {
  if (status >= 200 && status < 300) return { headers, body };
  const name = errorNameOf(status, String(headers['x-amzn-errortype'] ?? ''), body);
  throw new AwsError(name, `${service} answered ${status}: ${name}`, status);
}
