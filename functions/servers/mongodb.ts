import type { Failures, Identity, Reach } from './server.ts';

export const identity: Identity = {
  port: 27017,
  images: /mongo/i,
  classes: { database: [/mongo/, /:27017\b/] },
};

export const reach: Reach = {
  schemes: { mongodb: 27017 },
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
    // What it says of the command, by the names of its codes.
    { kind: 'bad-request', text: /E11000 duplicate key error/, by: 'server' },
    { kind: 'bad-request', text: /Document failed validation/, by: 'server', shared: true },
    { kind: 'bad-request', text: /no such command: '/, by: 'server', shared: true },
    { kind: 'bad-request', text: /Unrecognized pipeline stage name/, by: 'server' },
    {
      kind: 'bad-request',
      text: /codeName\W{1,5}(?:BadValue|FailedToParse|TypeMismatch|CommandNotFound|DuplicateKey)\b/,
      by: 'drivers for Node and Python',
    },
    {
      kind: 'bad-request',
      text: /codeName\W{1,5}(?:Namespace(?:NotFound|Exists)|ImmutableField|IndexNotFound|DocumentValidationFailure)\b/,
      by: 'drivers for Node and Python',
    },
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
