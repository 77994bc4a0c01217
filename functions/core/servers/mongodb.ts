import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 27017,
  images: /mongo/i,
  schemes: { mongodb: 27017 },
  clients: [],
  classes: { database: [/mongo/, /:27017\b/] },
  errors: [],
};

export const failures: Failures = {
  names: [/mongo/],
  phrases: [
    { kind: 'auth', text: /Authentication failed\.?.*(?:mongo|SCRAM|\bdb\b)/, by: 'server', shared: true },
    {
      kind: 'auth',
      text: /(?:MongoServerError|MongoSecurityException|OperationFailure)\b[^\n]{0,80}[Aa]uthenticat/,
      by: 'drivers for Node, Java and Python',
      shared: true,
    },
    { kind: 'auth', text: /bad auth : /, by: 'Atlas', shared: true },
    { kind: 'read-only', text: /not writable primary/i, by: 'server', shared: true },
    // https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
    { kind: 'read-only', text: /NotWritablePrimary/i, by: 'server', shared: true },
    { kind: 'no-answer', text: /buffering timed out/, by: 'Mongoose' },
    { kind: 'unavailable', text: /ServerSelectionTimeout/, by: 'PyMongo, driver for Node', shared: true },
    {
      kind: 'unavailable',
      text: /server selection (?:error|timeout)/,
      by: 'driver for Go',
      shared: true,
    },
  ],
};
