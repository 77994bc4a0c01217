import type { KubernetesPort } from '../kubernetes/port.ts';
import { createTransport } from '../kubernetes/transport.ts';
import { rangePath, readRangeAnswer } from './answer.ts';
import type { PrometheusPort } from './port.ts';

/** "service:monitoring/prometheus:9090": a Service that is reached through the API server's proxy. */
const SERVICE = /^service:([a-z0-9-]+)\/((?:https?:)?[a-z0-9-]+:[a-z0-9-]+)$/;

/** A Prometheus by its URL; the port of its answers is JSON, whatever is in between. */
function direct(url: string): PrometheusPort {
  const transport = createTransport({ server: url, name: url });
  return {
    name: new URL(url).host,
    async queryRange(query) {
      const body = await transport.read({ method: 'GET', path: rangePath(query), signal: query.signal });
      // Prometheus says what is wrong with a query in the body of a 400.
      if (!body.ok) return body;
      try {
        return readRangeAnswer(JSON.parse(body.value));
      } catch {
        return { ok: false, failure: { kind: 'failed', message: `the answer of ${url} is not JSON` } };
      }
    },
    close: () => transport.close(),
  };
}

/** A Prometheus inside the cluster, by the API server's service proxy: needs get services/proxy. */
function proxied(kubernetes: KubernetesPort, namespace: string, service: string): PrometheusPort {
  const root = `/api/v1/namespaces/${namespace}/services/${service}/proxy`;
  return {
    name: `service ${namespace}/${service}`,
    async queryRange(query) {
      const answer = await kubernetes.get(root + rangePath(query), query.signal);
      return answer.ok ? readRangeAnswer(answer.value) : answer;
    },
    close: () => undefined,
  };
}

/** True for what `createPrometheusClient` takes: an http or https URL, or service:NAMESPACE/NAME:PORT. */
export const isPrometheusAddress = (address: string): boolean =>
  SERVICE.test(address) || (/^https?:\/\//.test(address) && URL.canParse(address));

/**
 * Reaches Prometheus by URL, or by service:NAMESPACE/NAME:PORT through the API server.
 * @throws Error when the address is neither.
 */
export function createPrometheusClient(address: string, kubernetes: KubernetesPort): PrometheusPort {
  if (!isPrometheusAddress(address))
    throw new Error(`"${address}" is neither a URL nor service:NAMESPACE/NAME:PORT`);
  const [, namespace, service] = SERVICE.exec(address) ?? [];
  return namespace && service ? proxied(kubernetes, namespace, service) : direct(address);
}
