import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 11211,
  images: /memcached/i,
  schemes: {},
  clients: [],
  classes: { cache: [/memcache/, /:11211\b/] },
  errors: [],
};

export const failures: Failures = { names: [/memcache/], phrases: [] };
