import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Recording } from '../../../functions/local/recording.ts';
import { startRecordingServer } from '../../../functions/local/recording-server.ts';
import type { Certificate } from '../emulator/certificates.ts';
import { sendJson, startHttps } from './https-server.ts';
import { rightsOf, type Wanted, wantedBy } from './rbac.ts';

export interface KubernetesStandIn {
  readonly url: string;
  /** Paths that were read. */
  readonly asked: readonly string[];
  /** As `kubectl apply`: from now on the roles of this manifest are granted, and no others. */
  apply(manifest: string): void;
  close(): Promise<void>;
}

const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const METRICS = '/apis/metrics.k8s.io/v1beta1';

/**
 * A recording as the API of an EKS cluster: TLS by a certificate that only DescribeCluster gives, whoever shows no token
 * of EKS is refused, and whoever does may read what the applied roles say.
 */
export async function startKubernetes(
  recording: Recording,
  certificate: Certificate,
): Promise<KubernetesStandIn> {
  const recorded = await startRecordingServer(recording);
  let may: (wanted: Wanted) => boolean = () => false;
  const server = await startHttps(certificate, 0, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'https://cluster');
    if (!showsToken(request)) return refuse(response, 401, 'Unauthorized');
    if (pathname === REVIEWS) return review(may, request, response);
    if (pathname === METRICS) return sendJson(response, 200, { kind: 'APIResourceList', resources: [] });
    const wanted = wantedBy(pathname);
    if (wanted !== undefined && !may(wanted)) return refuse(response, 403, 'Forbidden');
    return pass(recorded.url, request, response);
  });
  return {
    url: server.url,
    asked: recorded.asked,
    apply(manifest) {
      may = rightsOf(manifest);
    },
    async close() {
      await Promise.all([server.close(), recorded.close()]);
    },
  };
}

/**
 * Whether a request carries a presigned GetCallerIdentity of a role's session for one cluster
 * (https://github.com/kubernetes-sigs/aws-iam-authenticator, pkg/token/token.go).
 */
function showsToken({ headers }: IncomingMessage): boolean {
  const [, token = ''] = /^Bearer k8s-aws-v1\.([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const signed = URL.parse(Buffer.from(token, 'base64url').toString('utf8'));
  return (
    signed !== null &&
    /^sts\.[\w-]+\.amazonaws\.com$/.test(signed.hostname) &&
    signed.searchParams.get('Action') === 'GetCallerIdentity' &&
    /^ASIA/.test(signed.searchParams.get('X-Amz-Credential') ?? '') &&
    signed.searchParams.get('X-Amz-Security-Token') !== null &&
    signed.searchParams.get('X-Amz-SignedHeaders') === 'host;x-k8s-aws-id'
  );
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-access-review-v1/ */
async function review(
  may: (wanted: Wanted) => boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const { spec } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
    spec: { resourceAttributes: Wanted & { readonly subresource?: string } };
  };
  const { verb, group, resource, subresource = '' } = spec.resourceAttributes;
  const whole = subresource === '' ? resource : `${resource}/${subresource}`;
  sendJson(response, 201, { spec, status: { allowed: may({ verb, group, resource: whole }) } });
}

function refuse(response: ServerResponse, code: number, reason: string): void {
  sendJson(response, code, {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message: reason,
    reason,
    code,
  });
}

function pass(to: string, request: IncomingMessage, response: ServerResponse): void {
  const passed = httpRequest(`${to}${request.url}`, { method: request.method }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  passed.once('error', () => response.destroy());
  request.pipe(passed);
}
