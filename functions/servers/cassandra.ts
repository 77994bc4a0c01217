import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 9042,
  images: /cassandra|scylla/i,
  classes: { database: [/cassandra/] },
};

export const failures: Failures = {
  names: [/cassandra/],
  phrases: [
    { kind: 'auth', text: /AuthenticationException.*Cassandra/, by: 'driver for Java' },
    {
      kind: 'auth',
      text: /Provided username \S{1,80} and\/or password are incorrect/,
      by: 'server',
      shared: true,
    },
    { kind: 'bad-request', text: /unconfigured table /, by: 'server' },
    { kind: 'unavailable', text: /NoHostAvailable/, by: 'drivers', shared: true },
    { kind: 'unavailable', text: /All host\(s\) tried/, by: 'drivers', shared: true },
  ],
};
