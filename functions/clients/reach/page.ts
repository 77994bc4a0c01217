import https from 'node:https';
import type { PagePort } from './port.ts';

/** Status pages' summaries are 1 to 30 KB; more than this, bytes, is none. */
const MAX_PAGE_BYTES = 64 * 1024;

/** Reads pages by HTTPS, without following redirects or sending anything of ours. */
export const createPageClient = (): PagePort => ({
  read: (url, signal) =>
    new Promise((resolve) => {
      if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return resolve(null);
      const request = https.get(url, {
        signal,
        headers: { accept: 'application/json', 'user-agent': 'firstnote' },
      });
      request.on('error', () => resolve(null));
      request.on('response', (response) => {
        if (response.statusCode !== 200) {
          response.destroy();
          return resolve(null);
        }
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > MAX_PAGE_BYTES) response.destroy();
        });
        response.on('close', () => resolve(text.length > MAX_PAGE_BYTES ? null : text));
        response.on('error', () => resolve(null));
      });
    }),
});
