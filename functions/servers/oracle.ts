import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 1521,
  images: /oracle-(?:database|free|xe)|oracle\/database|\/database\/(?:free|express|enterprise)/i,
  classes: { database: [/oracle/, /\bORA-\d/] },
};

/** https://docs.oracle.com/en/error-help/db/ */
export const failures: Failures = {
  names: [/\bORA-\d/, /\bTNS:/],
  phrases: [
    { kind: 'connections', text: /ORA-00018/, by: 'server' },
    { kind: 'connections', text: /ORA-12519/, by: 'listener' },
    { kind: 'auth', text: /ORA-01017/, by: 'server' },
    // Table, identifier, statement; unique, NULL, foreign key; too long, no number.
    {
      kind: 'bad-request',
      text: /ORA-(?:00942|00904|00933|00936|00001|01400|02291|12899|01722)\b/,
      by: 'server',
    },
    { kind: 'refused', text: /TNS:no listener/, by: 'Oracle Net' },
    { kind: 'unavailable', text: /Network Adapter could not establish/, by: 'JDBC driver', shared: true },
  ],
};
