// As transport.ts does: an import of node:http evaluates its lazy exports.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/**
 * What a server's clock says (epoch ms, to the second), by the Date header of whatever it answers
 * (https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1); undefined when it names none. Sends no credential.
 * @throws the connection's error.
 */
export const serverTime = (
  { server, ca, insecureSkipTlsVerify }: { server: string; ca?: string; insecureSkipTlsVerify?: boolean },
  signal: AbortSignal,
): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const isSecure = new URL(server).protocol === 'https:';
    const options = {
      method: 'HEAD',
      signal,
      headers: { 'user-agent': 'firstnote' },
      ...(ca === undefined ? {} : { ca }),
      ...(insecureSkipTlsVerify === true ? { rejectUnauthorized: false } : {}),
    };
    const request = (isSecure ? https : http).request(server, options);
    request.on('response', (response) => {
      response.resume();
      const at = Date.parse(response.headers.date ?? '');
      resolve(Number.isNaN(at) ? undefined : at);
    });
    request.on('error', reject);
    request.end();
  });
