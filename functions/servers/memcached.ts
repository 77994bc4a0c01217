import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 11211,
  images: /memcached/i,
  classes: { cache: [/memcache/, /:11211\b/] },
};

export const failures: Failures = { names: [/memcache/], phrases: [] };
