import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 4222,
  images: /\bnats\b/i,
  schemes: { nats: 4222 },
  clients: [],
  classes: {},
  errors: [],
};

export const failures: Failures = {
  names: [/\bnats: /],
  phrases: [
    { kind: 'auth', text: /Authorization Violation/, by: 'server', shared: true },
    // https://github.com/nats-io/nats.go/blob/main/nats.go
    { kind: 'unavailable', text: /nats: no servers available/, by: 'client for Go' },
  ],
};
