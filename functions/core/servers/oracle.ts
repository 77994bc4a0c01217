import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 1521,
  images: /oracle-(?:database|free|xe)|oracle\/database|\/database\/(?:free|express|enterprise)/i,
  schemes: {},
  clients: [],
  classes: { database: [/oracle/, /\bORA-\d/] },
  errors: [],
};

/** https://docs.oracle.com/en/error-help/db/ */
export const failures: Failures = {
  names: [/\bORA-\d/, /\bTNS:/],
  phrases: [
    { kind: 'connections', text: /ORA-00018/, by: 'server' },
    { kind: 'connections', text: /ORA-12519/, by: 'listener' },
    { kind: 'auth', text: /ORA-01017/, by: 'server' },
    { kind: 'refused', text: /TNS:no listener/, by: 'Oracle Net' },
    { kind: 'unavailable', text: /Network Adapter could not establish/, by: 'JDBC driver', shared: true },
  ],
};
