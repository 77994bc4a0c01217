import type { Failures, Identity, Reach } from './server.ts';

export const identity: Identity = {
  port: 9092,
  images: /kafka|redpanda/i,
};

export const reach: Reach = {
  schemes: { kafka: 9092 },
};

/** Names in capitals are the protocol's (https://kafka.apache.org/protocol.html#protocol_error_codes). */
export const failures: Failures = {
  names: [/kafka/],
  phrases: [
    { kind: 'auth', text: /SaslAuthenticationException/, by: 'Java client', shared: true },
    { kind: 'server-says', text: /NOT_LEADER_FOR_PARTITION/, by: 'broker', shared: true },
    { kind: 'server-says', text: /LEADER_NOT_AVAILABLE/, by: 'broker' },
    { kind: 'server-says', text: /UNKNOWN_TOPIC_OR_PARTITION/, by: 'broker' },
    { kind: 'server-says', text: /NOT_ENOUGH_REPLICAS/, by: 'broker' },
    { kind: 'server-says', text: /not present in metadata after/, by: 'Java client' },
    { kind: 'unavailable', text: /NoBrokersAvailable/, by: 'kafka-python' },
    { kind: 'unavailable', text: /Broker may not be available/, by: 'Java client', shared: true },
  ],
};
