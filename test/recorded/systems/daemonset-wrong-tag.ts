import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, nodeContainer, podOf, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const agent = (more: Readonly<Record<string, unknown>>): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'node-agent', labels: { app: 'node-agent' } },
  spec: {
    selector: { matchLabels: { app: 'node-agent' } },
    template: podOf(
      'node-agent',
      nodeContainer('agent', 'load http://status:8080/nodes', { EVERY_MS: '5000' }, more),
    ),
  },
});

/** A DaemonSet's new image has a tag that the registry does not know. */
export const daemonsetWrongTag: System = {
  namespace: 'observing',
  servers: [service('status', 8080), deployment('status', webContainer('status'))],
  clients: [agent({}), visitors(500, 'http://status:8080/')],
  fault: ({ apply }) => apply(agent({ image: 'image.test/node:24.19-agent' })),
};
