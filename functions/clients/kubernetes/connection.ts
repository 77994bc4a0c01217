import type { AgentOptions } from 'node:https';
import { defined } from '../../model/present.ts';
import type { KubernetesAccess } from './port.ts';

type Tls = Pick<KubernetesAccess, 'ca' | 'clientCertificate' | 'clientKey' | 'tlsServerName'> &
  Pick<KubernetesAccess, 'insecureSkipTlsVerify'>;

/** How the server is verified, and who asks, where that is said by a certificate. */
export const tlsOptions = (access: Tls): AgentOptions => ({
  ...defined({
    ca: access.ca || undefined,
    cert: access.clientCertificate || undefined,
    key: access.clientKey || undefined,
    servername: access.tlsServerName || undefined,
  }),
  rejectUnauthorized: access.insecureSkipTlsVerify !== true,
});

/** Who asks, where headers say so: every request to the API server carries them, or it has other rights than kubectl's. */
export const identityHeaders = (access: KubernetesAccess): Record<string, string | string[]> => ({
  ...access.headers,
  ...(access.token ? { authorization: `Bearer ${access.token}` } : {}),
});

/** The server as messages name it: what cannot be reached through a proxy may be the proxy. */
export const routeTo = ({ server, proxy }: Pick<KubernetesAccess, 'server' | 'proxy'>): string =>
  proxy === undefined ? server : `${server}, through the proxy ${proxy.name},`;
