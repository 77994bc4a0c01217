import { createKubernetesClient } from '../clients/kubernetes/http.ts';
import type { KubernetesAccess, KubernetesFailure } from '../clients/kubernetes/port.ts';
import { UsageError } from '../local/usage-error.ts';

/** A person waits in front of it, ms. */
const DEADLINE_MS = 5_000;

/**
 * Looks once, before the host starts, whether there is anything to look at: a wrong address or an expired token is
 * better told to who starts it than to who is paged. A namespace that may not be read is left to the collectors.
 * @throws UsageError with exit status 1.
 */
export async function assertReachable(
  access: KubernetesAccess,
  namespaces: readonly string[],
): Promise<void> {
  const kubernetes = createKubernetesClient(access);
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const version = await kubernetes.get('/version', signal);
    if (!version.ok && version.failure.kind !== 'forbidden')
      throw new UsageError(`cluster ${access.name}: ${sentence(version.failure)}`, 1);
    const found = await kubernetes.list('v1', 'namespaces', { signal });
    if (!found.ok && found.failure.kind === 'unauthorized')
      throw new UsageError(`cluster ${access.name}: ${sentence(found.failure)}`, 1);
    if (!found.ok || found.value.truncated) return;
    const known = found.value.items.map(nameOf);
    const missing = namespaces.find((namespace) => !known.includes(namespace));
    if (missing !== undefined)
      throw new UsageError(`there is no namespace "${missing}" in cluster ${access.name}`, 1);
  } finally {
    kubernetes.close();
  }
}

const nameOf = (item: unknown): string | undefined =>
  (item as { metadata?: { name?: string } }).metadata?.name;

const sentence = (failure: KubernetesFailure): string =>
  failure.kind === 'unauthorized'
    ? `its credentials are not accepted (${failure.message}); has the token expired?`
    : failure.message;
