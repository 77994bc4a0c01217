import type { Failures, Identity } from './server.ts';

export const identity: Identity = {
  port: 1433,
  images: /mssql|azure-sql-edge/i,
  schemes: {},
  clients: [],
  classes: { database: [/:1433\b/] },
  errors: [],
};

export const failures: Failures = {
  names: [/SQL Server/, /SqlClient/, /sqlserver/, /mssql/],
  phrases: [
    { kind: 'auth', text: /[Ll]ogin failed for user '/, by: 'server, error 18456', shared: true },
    { kind: 'unavailable', text: /TCP\/IP connection to the host/, by: 'JDBC driver', shared: true },
    { kind: 'unavailable', text: /establishing a connection to SQL Server/, by: 'SqlClient' },
  ],
};
