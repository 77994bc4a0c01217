import { describe, expect, it } from '@jest/globals';
import { untriedConfiguration } from '../../../../functions/diagnosis/changes/configuration.ts';
import { managedChanges } from '../../../../functions/diagnosis/changes/managed.ts';
import { ago, app, deployment, join, pod, replicaSet, viewOf } from '../mechanisms/cluster.ts';

const DAY = 86_400;
interface Field {
  readonly keys?: readonly string[];
  readonly manager?: string;
  readonly time?: string;
  readonly subresource?: string;
}
const metadata = (fields: readonly Field[], more: object = {}) => ({
  name: 'c',
  namespace: 'shop',
  creationTimestamp: ago(DAY),
  managedFields: fields.map((field) => ({ manager: 'kubectl', time: ago(300), keys: ['data.A'], ...field })),
  ...more,
});
const config = (field: Field, more: object = {}) => ({ metadata: metadata([field], more), keys: ['A'] });
const factsOf = (parts: object) => managedChanges(viewOf(parts)).map(({ facts }) => facts);
const ofConfig = (field: Field, more: object = {}) =>
  factsOf(join(app('api'), { configmaps: [config(field, more)] }));

describe('what managed fields tell', () => {
  it('is which keys, by whom and when', () => {
    const parts = join(app('api'), { configmaps: [config({ keys: ['data.A', 'data.B'] })] });
    expect(managedChanges(viewOf(parts))).toEqual([
      {
        at: Date.parse(ago(300)),
        object: { kind: 'ConfigMap', namespace: 'shop', name: 'c' },
        who: 'kubectl',
        facts: {
          kind: 'fields',
          fields: [
            { key: 'data.A', was: undefined },
            { key: 'data.B', was: undefined },
          ],
        },
      },
    ]);
  });

  it.each([
    ['kube-controller-manager'],
    ['kube-scheduler'],
    ['kubelet'],
    ['kube-apiserver'],
    ['cloud-controller-manager'],
    ['horizontal-pod-autoscaler'],
    ['deployment-controller'],
    ['ingress-controller-manager'],
  ])('is nothing of what the cluster itself writes: %s', (manager) => {
    expect(ofConfig({ manager })).toEqual([]);
    for (const other of [`my-${manager}-x`, `${manager}.sh`])
      expect([other, ofConfig({ manager: other }).length]).toEqual([other, 1]);
  });

  it('is nothing of a status, of metadata, and of what has no time', () => {
    expect(ofConfig({ subresource: 'status' })).toEqual([]);
    expect(ofConfig({ keys: ['status.phase', 'metadata.labels.a', 'metadata', 'status'] })).toEqual([]);
    expect(ofConfig({ time: '' })).toEqual([]);
    expect(ofConfig({ keys: ['statusPage', 'metadata.labels.a'] })).toEqual([
      { kind: 'fields', fields: [{ key: 'statusPage', was: undefined }] },
    ]);
  });

  it.each([
    ['deployments', [{ key: 'spec.strategy', was: undefined }]],
    [
      'poddisruptionbudgets',
      [
        { key: 'spec.replicas', was: undefined },
        { key: 'spec.template.x', was: undefined },
        { key: 'spec.strategy', was: undefined },
      ],
    ],
  ])('leaves what rollouts and scalings tell to them, of workloads: %s', (kind, fields) => {
    const keys = ['spec.replicas', 'spec.template.x', 'spec.strategy'];
    const object =
      kind === 'deployments'
        ? deployment('c', { meta: metadata([{ keys }]) })
        : { metadata: metadata([{ keys }]) };
    expect(factsOf({ [kind]: [object] })).toEqual([{ kind: 'fields', fields }]);
  });

  it.each([
    [599, []],
    [601, [{ kind: 'created' }]],
  ])('tells of what was made %d s after the first workload', (after, facts) => {
    const made = DAY - after;
    expect(ofConfig({ time: ago(made) }, { creationTimestamp: ago(made) })).toEqual(facts);
  });

  it.each([
    [1, 'created'],
    [2, 'fields'],
  ])('takes what is written %d s after an object was made for: %s', (seconds, kind) => {
    const facts = ofConfig({ time: ago(300 - seconds) }, { creationTimestamp: ago(300) });
    expect(facts.map((one) => one.kind)).toEqual([kind]);
  });

  it('begins with the first of several workloads', () => {
    const late = deployment('late', { meta: { creationTimestamp: ago(500) } });
    const parts = join(app('api'), {
      deployments: [late],
      configmaps: [config({ time: ago(400) }, { creationTimestamp: ago(400) })],
    });
    expect(factsOf(parts)).toEqual([{ kind: 'created' }]);
  });
});

describe('changes of the configuration that a workload reads, and that no well pod of an older revision started with', () => {
  const older = (more: object = {}) => ({
    replicasets: [replicaSet('api', { hash: 'bbbbbbbbbb', revision: 2, created: ago(200) })],
    pods: [pod('api', more)],
  });
  const reading = (more: object = {}) =>
    join(
      app('api', { hash: 'bbbbbbbbbb', container: { envFrom: [{ configMapRef: { name: 'c' } }] } }),
      older(more),
      {
        configmaps: [config({})],
      },
    );
  const untried = (parts: object, until: number) => {
    const view = viewOf(parts);
    const workload = view.workloads[0];
    if (workload === undefined) throw new Error('there is a workload');
    return untriedConfiguration(view, workload, Date.parse(ago(until))).length;
  };

  it.each([
    [300, 1],
    [301, 0],
    [0, 1],
  ])('are those until %d s ago', (until, count) => {
    expect(untried(reading({ created: ago(900) }), until)).toBe(count);
  });

  it('are none that an older pod which is ready has started with', () => {
    expect(untried(reading({ created: ago(299) }), 0)).toBe(0);
    expect(untried(reading({ created: ago(299), ready: false }), 0)).toBe(1);
  });

  it.each([
    [DAY - 1, 1],
    [DAY, 0],
  ])('are those of a day: %d s ago', (seconds, count) => {
    const parts = {
      ...reading(),
      replicasets: [
        replicaSet('api', { created: ago(2 * DAY) }),
        replicaSet('api', { hash: 'bbbbbbbbbb', revision: 2, created: ago(200) }),
      ],
      pods: [pod('api', { ready: false }), pod('api', { hash: 'bbbbbbbbbb' })],
      configmaps: [config({ time: ago(seconds) }, { creationTimestamp: ago(3 * DAY) })],
    };
    expect(untried(parts, 0)).toBe(count);
  });

  it('are none of what it does not read', () => {
    expect(untried(join(app('api'), older(), { configmaps: [config({})] }), 0)).toBe(0);
    const service = { metadata: metadata([{ keys: ['spec.selector'] }]), spec: { ports: [] } };
    const { configmaps: _, ...other } = reading();
    expect(untried(join(other, { services: [service] }), 0)).toBe(0);
  });
});
