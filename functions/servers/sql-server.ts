import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 1433,
  images: /mssql|azure-sql-edge/i,
  classes: { database: [/:1433\b/] },
};

export const failures: Failures = {
  names: [/SQL Server/, /SqlClient/, /sqlserver/, /mssql/],
  phrases: [
    { kind: 'auth', text: /[Ll]ogin failed for user '/, by: 'server, error 18456', shared: true },
    // Errors 208, 207, 2627, 2601, 515.
    { kind: 'bad-request', text: /Invalid (?:object|column) name '/, by: 'server' },
    { kind: 'bad-request', text: /Violation of (?:PRIMARY|UNIQUE) KEY constraint/, by: 'server' },
    { kind: 'bad-request', text: /Cannot insert duplicate key row in object/, by: 'server' },
    { kind: 'bad-request', text: /Cannot insert the value NULL into column/, by: 'server' },
    { kind: 'timeout', text: /Login timeout expired/, by: 'ODBC driver', shared: true },
    { kind: 'unavailable', text: /TCP\/IP connection to the host/, by: 'JDBC driver', shared: true },
    { kind: 'unavailable', text: /establishing a connection to SQL Server/, by: 'SqlClient' },
  ],
};
