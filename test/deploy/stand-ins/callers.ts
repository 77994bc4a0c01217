import { request } from 'node:https';
import { emulator } from '../emulator/aws.ts';

const TOKEN = /^Bearer k8s-aws-v1\.([\w-]+)$/;

/** The presigned GetCallerIdentity of a role's session that a token of EKS is; undefined for what is none. */
function signedCall(authorization: string | undefined): URL | undefined {
  const [, token = ''] = TOKEN.exec(authorization ?? '') ?? [];
  const signed = URL.parse(Buffer.from(token, 'base64url').toString('utf8'));
  const isOne =
    signed !== null &&
    /^sts\.[\w-]+\.amazonaws\.com$/.test(signed.hostname) &&
    signed.searchParams.get('Action') === 'GetCallerIdentity' &&
    /^ASIA/.test(signed.searchParams.get('X-Amz-Credential') ?? '') &&
    signed.searchParams.get('X-Amz-Security-Token') !== null &&
    signed.searchParams.get('X-Amz-SignedHeaders') === 'host;x-k8s-aws-id';
  return isOne ? signed : undefined;
}

/** What STS says of it, as the API server of an EKS cluster asks: XML. */
const asked = (signed: URL, cluster: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { host: signed.host, 'x-k8s-aws-id': cluster };
    const path = `${signed.pathname}${signed.search}`;
    const at = { host: '127.0.0.1', servername: 'localhost', port: emulator().port };
    const asking = request({ ...at, path, headers }, async (answer) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of answer as AsyncIterable<Uint8Array>) chunks.push(chunk);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    asking.once('error', reject);
    asking.end();
  });

/**
 * Names the role whose session signed a request to a cluster's API, undefined where none did
 * (https://github.com/kubernetes-sigs/aws-iam-authenticator, pkg/token/token.go). STS is asked once for each token.
 */
export function callersOf(
  cluster: string,
): (authorization: string | undefined) => Promise<string | undefined> {
  const known = new Map<string, Promise<string | undefined>>();
  return async (authorization) => {
    const signed = signedCall(authorization);
    if (signed === undefined) return undefined;
    const role =
      known.get(signed.href) ??
      asked(signed, cluster)
        .then((xml) => /:assumed-role\/([^/<]+)\//.exec(xml)?.[1])
        .catch(() => undefined);
    known.set(signed.href, role);
    return role;
  };
}
