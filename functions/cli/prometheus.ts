import { readFile } from 'node:fs/promises';
import { isPrometheusAddress } from '../clients/prometheus/http.ts';
import type { SignalQueries } from '../collectors/signal-queries.ts';
import { codeOf } from '../local/error-text.ts';
import { UsageError } from '../local/usage-error.ts';
import { SIGNALS } from '../model/evidence.ts';

/** The address of Prometheus as given; @throws UsageError when it is no URL and no service. */
export function checkedAddress(address: string | undefined): string | undefined {
  if (address === undefined || isPrometheusAddress(address)) return address;
  throw new UsageError(
    `--prometheus "${address}" is neither a URL (http://prometheus:9090) nor service:NAMESPACE/NAME:PORT`,
  );
}

/** @throws UsageError when the file is not a JSON object of known signals and PromQL. */
export async function readSignals(file: string): Promise<SignalQueries> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`signals file ${file} cannot be read (${codeOf(error) || 'not JSON'})`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new UsageError(`signals file ${file} is not a JSON object of {signal: PromQL}`);
  const names: readonly string[] = SIGNALS;
  for (const [name, query] of Object.entries(parsed)) {
    if (!names.includes(name))
      throw new UsageError(`signals file ${file}: unknown signal "${name}"; there are ${SIGNALS.join(', ')}`);
    if (typeof query !== 'string' || query === '')
      throw new UsageError(`signals file ${file}: the query of "${name}" is not text`);
  }
  return parsed as SignalQueries;
}
