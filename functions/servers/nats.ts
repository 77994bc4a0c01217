import type { Failures, Identity, Reach } from './server.ts';

export const identity: Identity = {
  port: 4222,
  images: /\bnats\b/i,
};

export const reach: Reach = {
  schemes: { nats: 4222 },
};

export const failures: Failures = {
  names: [/\bnats: /],
  phrases: [
    { kind: 'auth', text: /Authorization Violation/, by: 'server', shared: true },
    // https://github.com/nats-io/nats.go/blob/main/nats.go
    { kind: 'unavailable', text: /nats: no servers available/, by: 'client for Go' },
  ],
};
