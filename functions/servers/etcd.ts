import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 2379,
  images: /\betcd\b/i,
};

/** https://github.com/etcd-io/etcd/blob/main/api/v3rpc/rpctypes/error.go */
export const failures: Failures = {
  names: [],
  phrases: [
    { kind: 'full', text: /mvcc: database space exceeded/, by: 'server', shared: true },
    {
      kind: 'server-says',
      text: /etcdserver: (?:request timed out|no leader)/,
      by: 'server',
      shared: true,
    },
  ],
};
