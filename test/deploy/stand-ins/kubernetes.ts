import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Recording } from '../../../functions/local/recording.ts';
import { startRecordingServer } from '../../../functions/local/recording-server.ts';
import type { Certificate } from '../emulator/certificates.ts';
import { sendJson, startHttps } from './https-server.ts';

export interface KubernetesStandIn {
  readonly url: string;
  /** Paths that were read. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/**
 * A recording as the API of an EKS cluster: TLS by a certificate that only DescribeCluster gives, and whoever shows no
 * token of EKS is refused.
 */
export async function startKubernetes(
  recording: Recording,
  certificate: Certificate,
): Promise<KubernetesStandIn> {
  const recorded = await startRecordingServer(recording);
  const server = await startHttps(certificate, 0, (request, response) => {
    if (!showsToken(request)) {
      return sendJson(response, 401, {
        kind: 'Status',
        status: 'Failure',
        reason: 'Unauthorized',
        code: 401,
      });
    }
    const passed = httpRequest(`${recorded.url}${request.url}`, { method: request.method }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    passed.once('error', () => response.destroy());
    request.pipe(passed);
  });
  return {
    url: server.url,
    asked: recorded.asked,
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
