import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { Endpoint } from '../../../model/log-summary.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding } from '../shared/finding.ts';

/** One 404 is a client's mistake; a route that never answers anything else is the router's. */
const MIN_REQUESTS = 2;
/** Methods that address a route rather than one thing: a 404 to them seldom means "no such record" (RFC 9110, 9.3). */
const ROUTE_METHODS = ['POST', 'PUT', 'PATCH'];
/** Shorter words ("api", "auth") name more than one thing. */
const MIN_NAME_CHARS = 6;

/**
 * A gateway that does not lead a route to its Service: every request to it is answered 404 (RFC 9110, 15.5.5: no
 * current representation for the target) by a proxy whose other routes succeed, while the Service that a segment of
 * the path names is ready. Gateways route by a path prefix that names the Service
 * (https://gateway-api.sigs.k8s.io/guides/http-routing/); a record that is missing is asked for with GET or DELETE.
 */
export const gatewayRoute: Analyzer = {
  name: 'gateway-route',
  needs: ['services', 'pods', 'logs'],
  causes: ['service-misrouting'],
  analyze: (view) =>
    view.workloads.flatMap((proxy) => {
      const endpoints = view.logs.of(proxy).flatMap(({ summary }) => summary.endpoints);
      const works = endpoints.some((endpoint) => succeeded(endpoint) > 0);
      if (!works) return [];
      return endpoints.filter(isLost).flatMap((endpoint) => {
        const service = namedBy(view, endpoint.path, proxy);
        return service ? [make(proxy, endpoint, service, endpoints)] : [];
      });
    }),
};

const succeeded = ({ byStatus }: Endpoint): number =>
  Object.entries(byStatus)
    .filter(([status]) => status.startsWith('2'))
    .reduce((sum, [, requests]) => sum + requests, 0);

const isLost = ({ method, requests, byStatus }: Endpoint): boolean =>
  ROUTE_METHODS.includes(method) && requests >= MIN_REQUESTS && byStatus['404'] === requests;

const letters = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The one ready Service whose name is a segment of the path, punctuation and a common prefix aside. */
function namedBy(view: ClusterView, path: string, proxy: Workload): ServiceView | undefined {
  const segments = path
    .split('/')
    .map(letters)
    .filter((segment) => segment.length >= MIN_NAME_CHARS);
  const named = view.services.all.filter(
    ({ ref, readyAddresses, workloads }) =>
      ref.namespace === proxy.ref.namespace &&
      readyAddresses > 0 &&
      !workloads.includes(proxy) &&
      segments.some((segment) => letters(ref.name).endsWith(segment)),
  );
  return named.length === 1 ? named[0] : undefined;
}

function make(proxy: Workload, endpoint: Endpoint, service: ServiceView, all: readonly Endpoint[]) {
  const others = all.reduce((sum, one) => sum + succeeded(one), 0);
  const route = { proxy: proxy.ref.name, method: endpoint.method, path: endpoint.path };
  return finding({
    cause: 'service-misrouting',
    object: service.ref,
    title: { says: 'route-leads-nowhere', ...route },
    strength: 'strong',
    evidence: [
      { says: 'route-answers-404', ...route, requests: endpoint.requests, others },
      {
        says: 'service-named-by-path',
        service: service.ref.name,
        readyEndpoints: service.readyAddresses,
      },
    ],
    against: [{ says: 'route-history-unknown' }],
    basis: ['services', 'pods', 'logs'],
    explains: [proxy.ref, ...service.workloads.map(({ ref }) => ref)],
    actions: [
      look(
        kubectl(proxy.ref.namespace, 'logs', objectWord(proxy.ref), '--tail=50'),
        'which routes it serves',
      ),
      look(
        kubectl(proxy.ref.namespace, 'get', 'configmaps'),
        `which of them has the routes: is the prefix that leads to ${service.ref.name} still there`,
      ),
    ],
  });
}
