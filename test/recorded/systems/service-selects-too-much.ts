import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, edge, nodeContainer, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const invoices = (selector: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'invoices', labels: { app: 'invoices' } },
  spec: { selector, ports: [{ port: 8080, targetPort: 8080 }] },
});

const labels = { team: 'billing' };

/** A Service now selects by team: every second connection ends at a pod that does something else. */
export const serviceSelectsTooMuch: System = {
  namespace: 'billing',
  servers: [
    invoices({ app: 'invoices' }),
    deployment('invoices', webContainer('invoices'), { labels }),
    service('dunning', 9000),
    deployment('dunning', nodeContainer('dunning', 'web', { PORT: '9000' }), { labels }),
    ...edge({ '/': 'http://invoices:8080' }),
  ],
  clients: [visitors(300, 'http://edge/open', 'http://edge/paid', 'http://edge/open/4')],
  fault: ({ apply }) => apply(invoices(labels)),
};
