import { tlsOptions } from '../kubernetes/connection.ts';
import type { KubernetesAccess } from '../kubernetes/port.ts';

// As transport.ts does: an import of node:http evaluates its lazy exports.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** A server, and how it is verified and reached. */
export type Reached = Pick<
  KubernetesAccess,
  'server' | 'ca' | 'insecureSkipTlsVerify' | 'tlsServerName' | 'proxy'
>;

/**
 * What a server's clock says (epoch ms, to the second), by the Date header of whatever it answers
 * (https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1); undefined when it names none. Sends no credential.
 * @throws the connection's error.
 */
export const serverTime = (access: Reached, signal: AbortSignal): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const isSecure = new URL(access.server).protocol === 'https:';
    const { cert: _cert, key: _key, ...tls } = tlsOptions(access);
    const agent = access.proxy?.agent(tls);
    // Ends what is on its way to the proxy.
    signal.addEventListener('abort', () => agent?.destroy());
    const options = {
      method: 'HEAD',
      signal,
      headers: { 'user-agent': 'firstnote' },
      ...tls,
      ...(agent ? { agent } : {}),
    };
    const request = (isSecure ? https : http).request(access.server, options);
    request.on('response', (response) => {
      response.resume();
      const at = Date.parse(response.headers.date ?? '');
      resolve(Number.isNaN(at) ? undefined : at);
    });
    request.on('error', reject);
    request.end();
  });
