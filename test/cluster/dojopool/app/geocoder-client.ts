import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:https';

/** Asks the geocoder over TLS, trusting only the mounted CA; a new connection each time, so that a new certificate counts. */
export const openGeocoder = (baseUrl: string, caFile: string) => {
  const agent = new Agent({ keepAlive: false, ca: readFileSync(caFile) });
  return (venue: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const request = get(`${baseUrl}/v1/near/${venue}`, { agent, timeout: 3000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          if (status === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()));
          else reject(new Error(`geocoder answered ${status} to GET ${baseUrl}/v1/near/:id`));
        });
      });
      request.on('timeout', () => request.destroy(new Error(`geocoder ${baseUrl} timed out after 3000 ms`)));
      request.on('error', reject);
    });
};
