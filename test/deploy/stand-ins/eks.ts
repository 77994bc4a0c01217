import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { emulator } from '../emulator/aws.ts';
import { type HttpsServer, sendJson, startHttps } from './https-server.ts';

/** A cluster as DescribeCluster shows it. */
export interface KnownCluster {
  readonly endpoint: string;
  /** File, PEM. */
  readonly certificate: string;
}

export interface EksStandIn {
  /** Names that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html */
const DESCRIBE = /^\/clusters\/([^/?]+)$/;

/**
 * The one call of EKS that firstnote makes, at the address that every function is told. The emulator judges who asks,
 * as it does for all of AWS; known clusters are answered for, any other name is a 404 as AWS writes it.
 */
export async function startEks(clusters: Readonly<Record<string, KnownCluster>>): Promise<EksStandIn> {
  const { certificate, key, eksPort } = emulator();
  const asked: string[] = [];
  const server: HttpsServer = await startHttps({ certificate, key }, eksPort, async (request, response) => {
    const refusal = await judged(request);
    if (refusal !== undefined) return refuse(response, refusal.status, refusal.body);
    const name = DESCRIBE.exec(request.url ?? '')?.[1];
    if (request.method !== 'GET' || name === undefined)
      return sendJson(response, 400, { message: 'unknown' });
    asked.push(name);
    const known = clusters[name];
    if (known === undefined) {
      response.setHeader('x-amzn-errortype', 'ResourceNotFoundException');
      return sendJson(response, 404, { message: `No cluster found for name: ${name}.` });
    }
    return sendJson(response, 200, { cluster: describe(name, known) });
  });
  return { asked, close: () => server.close() };
}

const describe = (name: string, { endpoint, certificate }: KnownCluster) => ({
  name,
  status: 'ACTIVE',
  endpoint,
  certificateAuthority: { data: readFileSync(certificate).toString('base64') },
  health: { issues: [] },
});

interface Refusal {
  readonly status: number;
  readonly body: string;
}

/** What the emulator says to the same request: it knows the role, and has no such cluster. Undefined when it may. */
function judged(request: IncomingMessage): Promise<Refusal | undefined> {
  const { port } = emulator();
  return new Promise((resolve, reject) => {
    const { method, url: path, headers } = request;
    const asking = httpsRequest({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of answer as AsyncIterable<Uint8Array>) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString('utf8');
      const status = answer.statusCode ?? 500;
      resolve(status === 404 ? undefined : { status, body });
    });
    asking.once('error', reject);
    asking.end();
  });
}

function refuse(response: ServerResponse, status: number, body: string): void {
  response.setHeader('x-amzn-errortype', 'AccessDeniedException');
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}
