import { call, role, serve, setting } from './kit.mts';

/** Fetches tiles from a host outside by TLS. Logs as Go's log does. */
const log = (text: string): void =>
  console.log(`${new Date().toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')} ${text}`);

const tiles = setting('TILES_URL');
const ca = setting('CA');

serve(8020, async ({ path }) => {
  try {
    await call(`${tiles}${path}`, { ca });
    log(`${role}: tile ${path} drawn`);
    return { status: 200 };
  } catch (error) {
    const isOld = (error as { code?: string }).code === 'CERT_HAS_EXPIRED';
    const why = isOld
      ? 'x509: certificate has expired or is not yet valid'
      : String((error as Error).message);
    log(`${role}: Get "${tiles}${path}": tls: failed to verify certificate: ${why}`);
    return { status: 502 };
  }
});
