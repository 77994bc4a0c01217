import type { ObjectRef } from '../../../model/object-ref.ts';
import type { ClusterView } from '../../view/view.ts';

type Component = 'kube-scheduler' | 'kube-controller-manager';

/** The node of a control-plane component's pod, else the one control-plane node, else the component itself. */
export function controlPlane(view: ClusterView, component: Component): ObjectRef {
  const pod = view.evidence
    .all('systempods')
    .find(
      ({ metadata }) => metadata.labels.component === component || metadata.name.startsWith(`${component}-`),
    );
  if (pod && pod.spec.nodeName !== '') return { kind: 'Node', namespace: '', name: pod.spec.nodeName };
  const nodes = view.evidence
    .all('nodes')
    .filter(
      ({ metadata: { labels } }) =>
        'node-role.kubernetes.io/control-plane' in labels ||
        'node-role.kubernetes.io/master' in labels ||
        ['control-plane', 'master'].includes(labels['kubernetes.io/role'] ?? ''),
    );
  const only = nodes[0];
  return only && nodes.length === 1
    ? { kind: 'Node', namespace: '', name: only.metadata.name }
    : { kind: 'Deployment', namespace: 'kube-system', name: component };
}
