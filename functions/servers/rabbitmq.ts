import type { Failures, Identity, Reach } from './server.ts';

export const identity: Identity = {
  port: 5672,
  images: /rabbitmq/i,
};

export const reach: Reach = {
  schemes: { amqp: 5672, amqps: 5671 },
};

/** Replies in capitals are AMQP's (https://www.rabbitmq.com/amqp-0-9-1-reference#constants). */
export const failures: Failures = {
  names: [/amqp/, /rabbit/, /\bpika\./, /ACCESS_REFUSED/],
  phrases: [
    { kind: 'auth', text: /ACCESS_REFUSED - Login was refused/, by: 'server' },
    { kind: 'auth', text: /PLAIN login refused/, by: "server's log", shared: true },
    { kind: 'auth', text: /ProbableAuthenticationError/, by: 'pika', shared: true },
    { kind: 'auth', text: /PossibleAuthenticationFailureException/, by: 'Java client', shared: true },
    { kind: 'server-says', text: /NOT_ALLOWED - vhost/, by: 'server' },
    { kind: 'server-says', text: /NOT_FOUND - no (?:queue|exchange)/, by: 'server' },
    { kind: 'bad-request', text: /PRECONDITION_FAILED - /, by: 'server' },
    { kind: 'timeout', text: /Connection to \S{1,260} failed: timeout/, by: 'pika', shared: true },
    {
      kind: 'unavailable',
      text: /[Nn]one of the specified endpoints were reachable/,
      by: '.NET client',
      shared: true,
    },
    { kind: 'unavailable', text: /BrokerUnreachableException/, by: '.NET client', shared: true },
  ],
};
