import dns from 'node:dns';

/**
 * Loaded into the tests and into every function: names below .localhost lead to this machine, as RFC 6761 (6.3) asks of
 * resolvers and glibc does not. An API is called ID.execute-api.localhost here.
 */
const { lookup } = dns;
dns.lookup = Object.assign(
  (host, ...rest) => lookup(/\.localhost$/.test(host) ? '127.0.0.1' : host, ...rest),
  lookup,
);
