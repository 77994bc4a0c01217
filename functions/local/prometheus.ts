import { readFile } from 'node:fs/promises';
import type { KubernetesPort } from '../clients/kubernetes/port.ts';
import type { PrometheusPort } from '../clients/prometheus/port.ts';
import type { SignalQueries } from '../collectors/signal-queries.ts';
import { SIGNALS } from '../core/evidence.ts';
import { messageOf } from './error-text.ts';
import { UsageError } from './usage-error.ts';

/**
 * Prometheus at an address, undefined without one.
 * @throws UsageError when the address is no URL and no service.
 */
export async function choosePrometheus(
  address: string | undefined,
  kubernetes: KubernetesPort,
): Promise<PrometheusPort | undefined> {
  if (address === undefined) return undefined;
  const { createPrometheusClient, isPrometheusAddress } = await import('../clients/prometheus/http.ts');
  if (!isPrometheusAddress(address))
    throw new UsageError(
      `--prometheus "${address}" is neither a URL (http://prometheus:9090) nor service:NAMESPACE/NAME:PORT`,
    );
  return createPrometheusClient(address, kubernetes);
}

/** @throws UsageError when the file is no JSON object of known signals and PromQL. */
export async function readSignals(file: string): Promise<SignalQueries> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`signals file ${file} cannot be read as JSON: ${messageOf(error)}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new UsageError(`signals file ${file} is no JSON object of {signal: PromQL}`);
  const names: readonly string[] = SIGNALS;
  for (const [name, query] of Object.entries(parsed)) {
    if (!names.includes(name))
      throw new UsageError(`signals file ${file}: unknown signal "${name}"; there are ${SIGNALS.join(', ')}`);
    if (typeof query !== 'string' || query === '')
      throw new UsageError(`signals file ${file}: the query of "${name}" is no text`);
  }
  return parsed as SignalQueries;
}
