import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBeside } from '../clients/store/durable.ts';
import { codeOf } from '../local/error-text.ts';
import type { Route } from './gateway.ts';

/** 256 random bits, base64url. */
const KEY_BYTES = 32;
const KEY = /^[\w-]{43}$/;

/** The key of the page, made at the first start and kept in `folder` for its owner alone. */
export async function keepPageKey(folder: string): Promise<string> {
  const file = join(folder, 'page-key');
  const known = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  if (KEY.test(known)) return known;
  const key = randomBytes(KEY_BYTES).toString('base64url');
  await rename(await writeBeside(file, key), file);
  return key;
}

/**
 * A route for whoever has the key: "?key=..." of a GET is traded for a cookie and leaves the address, so that it stands in
 * no history; without either the answer is 403.
 */
export function behindKey(key: string, route: Route): Route {
  const name = cookieName(key);
  return {
    ...route,
    async handle(event) {
      const given = event.queryStringParameters?.key;
      if (route.method === 'GET' && given !== undefined && isSame(given, key))
        return {
          statusCode: 303,
          headers: {
            location: route.path,
            'set-cookie': `${name}=${key}; HttpOnly; SameSite=Strict; Path=/`,
            'cache-control': 'no-store',
            'referrer-policy': 'no-referrer',
          },
        };
      return isSame(cookieOf(event.headers.cookie, name), key) ? route.handle(event) : REFUSED;
    },
  };
}

const REFUSED = {
  statusCode: 403,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: 'Open the page by the link that npm start printed: it has the key.\n',
};

/** Cookies know no ports: two hosts on one machine need two names. */
const cookieName = (key: string): string => `firstnote-${digest(key).toString('hex').slice(0, 8)}`;

const cookieOf = (header: string | undefined, name: string): string =>
  (header ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? '';

/** Takes as long whatever is wrong. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
