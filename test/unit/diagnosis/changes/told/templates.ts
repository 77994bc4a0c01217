import { diffTemplates } from '../../../../../functions/diagnosis/changes/template-diff.ts';
import * as k from '../../../../../functions/model/kubernetes/objects.ts';
import type { Lines } from './lines.ts';

const template = (containers: readonly object[], spec: object = {}, metadata: object = {}): k.PodTemplate =>
  k.deployment.parse({ spec: { template: { metadata, spec: { containers, ...spec } } } }).spec.template;
const one = (more: object = {}) => [{ name: 'main', image: 'r/app:1', ...more }];
const lines = (before: k.PodTemplate, after: k.PodTemplate): readonly string[] =>
  diffTemplates(before, after).map((difference) => JSON.stringify(difference));
const both = (before: k.PodTemplate, after: k.PodTemplate) => () => [
  ...lines(before, after),
  ...lines(after, before),
];

const POD = {
  topologySpreadConstraints: [{ maxSkew: 1 }],
  schedulerName: 'mine',
  hostNetwork: true,
  hostPID: true,
  hostIPC: true,
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
  dnsConfig: { nameservers: ['10.0.0.9'] },
  automountServiceAccountToken: false,
  restartPolicy: 'Never',
  terminationGracePeriodSeconds: 1,
  enableServiceLinks: false,
  hostname: 'a',
  subdomain: 'b',
  shareProcessNamespace: true,
  readinessGates: [{ conditionType: 'a' }],
  priorityClassName: 'low',
  runtimeClassName: 'gvisor',
  securityContext: { fsGroup: 1, runAsUser: 2 },
};
const CONTAINER = {
  lifecycle: { preStop: { exec: { command: ['a'] } } },
  restartPolicy: 'Always',
  workingDir: '/srv',
  imagePullPolicy: 'Always',
  startupProbe: { tcpSocket: { port: 1 } },
  securityContext: { runAsUser: 2, privileged: true },
  resources: { requests: { memory: '1Gi', cpu: '1' }, limits: { cpu: '2' } },
  env: [
    { name: 'B', value: '' },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'C', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
  ],
};

export const templates: Lines = {
  ...Object.fromEntries(
    Object.entries(POD).map(([name, value]) => [
      `pod: ${name}`,
      both(template(one()), template(one(), { [name]: value })),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(CONTAINER).map(([name, value]) => [
      `container: ${name}`,
      both(template(one()), template(one({ [name]: value }))),
    ]),
  ),
  'containers: by name, added and removed, and one of two that changed': both(
    template([{ name: 'b', image: '1' }, { name: 'a', image: '1' }, { name: 'c' }]),
    template([{ name: 'd' }, { name: 'a', image: '2' }, { name: 'b', image: '2' }]),
  ),
  'containers: that run first': both(
    template(one(), { initContainers: [{ name: 'x', image: '1' }] }),
    template(one(), { initContainers: [{ name: 'x', image: '2' }, { name: 'y' }] }),
  ),
  'labels: without those of controllers': both(
    template(one(), {}, { labels: { 'pod-template-hash': '1', 'controller-revision-hash': '1' } }),
    template(one(), {}, { labels: { 'pod-template-hash': '2', 'controller-revision-hash': '2', a: 'b' } }),
  ),
  'annotations: by key, and the one of a restart': both(
    template(one(), {}, { annotations: { b: '1', a: '1' } }),
    template(one(), {}, { annotations: { a: '2', 'kubectl.kubernetes.io/restartedAt': 'x' } }),
  ),
  'values that are hidden': both(
    template(one({ env: [{ name: 'A', value: '[redacted-1]' }] })),
    template(one({ env: [{ name: 'A', value: '[redacted-2]' }] })),
  ),
  'keys in another order': both(
    template(one(), { nodeSelector: { a: '1', b: '2' } }),
    template(one(), { nodeSelector: { b: '2', a: '1' } }),
  ),
  'lists in another order': both(template(one({ args: ['a', 'b'] })), template(one({ args: ['b', 'a'] }))),
};
