import { describe, expect, it } from '@jest/globals';
import { changedBy, revisionsOf } from '../../../../functions/diagnosis/changes/rollouts.ts';
import { differenceText } from '../../../../functions/writing/statements/template-difference.ts';
import { ago, app, NAMESPACE, replicaSet, viewOf } from '../mechanisms/cluster.ts';

type Raw = Record<string, unknown>;
const map = (name: string, values: Readonly<Record<string, number>>, namespace = NAMESPACE): Raw => ({
  metadata: { name, namespace },
  keys: Object.keys(values),
  values: Object.values(values),
});
/** What a template is told to have changed, from one pod spec to another. */
const told = (before: Raw, after: Raw, configmaps: readonly Raw[]) => {
  const set = (more: Raw, options: object) => {
    const made = replicaSet('gate', options) as { spec: { template: { spec: { containers: Raw[] } } } };
    const { spec } = made.spec.template;
    const { container = {}, ...rest } = more as { container?: Raw };
    const containers = spec.containers.map((one) => ({ ...one, ...container }));
    return {
      ...made,
      spec: { template: { ...made.spec.template, spec: { ...spec, containers, ...rest } } },
    };
  };
  const view = viewOf({
    ...app('gate'),
    replicasets: [set(before, { hash: 'aaaaaaaaaa' }), set(after, { revision: 2, created: ago(300) })],
    configmaps,
  });
  const [workload] = view.workloads;
  return workload ? changedBy(revisionsOf(view, workload)).map(differenceText) : [];
};
const all = (name: string) => ({ container: { envFrom: [{ configMapRef: { name } }] } });
const one = (name: string, key = 'MODE') => ({
  container: { env: [{ name: 'MODE', valueFrom: { configMapKeyRef: { name, key } } }] },
});
const volume = (name: string) => ({ volumes: [{ name: 'rules', configMap: { name } }] });
const projected = (name: string) => ({
  volumes: [{ name: 'rules', projected: { sources: [{ configMap: { name } }] } }],
});
const OLD = map('gate-7f5b2c9k4t', { MODE: 0, TIER: 0, URL: 0 });
const NEW = map('gate-m84kh5d2bf', { MODE: 0, URL: 1, ZONE: 0 });
const KEYS = 'ConfigMap gate-7f5b2c9k4t -> gate-m84kh5d2bf: TIER removed, URL changed, ZONE added';

describe('a ConfigMap that is read under another name', () => {
  it.each([
    ['all of it', all],
    ['a key', one],
    ['a volume', volume],
    ['a part of a volume', projected],
  ])('is told by the keys that differ: %s', (_, read) => {
    expect(told(read('gate-7f5b2c9k4t'), read('gate-m84kh5d2bf'), [OLD, NEW])).toEqual([KEYS]);
  });

  it('is told once, wherever it is read, and beside what else differs', () => {
    const both = (name: string, image: string) => ({
      ...volume(name),
      container: { ...all(name).container, image },
    });
    expect(told(both('gate-7f5b2c9k4t', 'r/app:1'), both('gate-m84kh5d2bf', 'r/app:2'), [OLD, NEW])).toEqual([
      KEYS,
      'image app:1 -> app:2',
    ]);
  });

  it('has the same keys and values where its name alone is another', () => {
    const same = map('gate-x', { MODE: 0, TIER: 0, URL: 0 });
    expect(told(all('gate-7f5b2c9k4t'), all('gate-x'), [OLD, same])).toEqual([
      'ConfigMap gate-7f5b2c9k4t -> gate-x: the same keys and values',
    ]);
  });

  it('tells some of many keys', () => {
    const many = map('gate-x', { A: 0, B: 0, C: 0, MODE: 0, TIER: 0, URL: 0 });
    const more = map('gate-y', { A: 0, B: 0, C: 0, D: 0, MODE: 0, TIER: 0, URL: 0 });
    expect(told(all('gate-e'), all('gate-x'), [map('gate-e', { A: 0, B: 0 }), many])[0]).toContain(
      'C added, MODE added, TIER added, URL added',
    );
    expect(told(all('gate-e'), all('gate-y'), [map('gate-e', { A: 0, B: 0 }), more])[0]).toContain(
      'C added, D added, MODE added, TIER added and 1 more',
    );
  });

  it('is told by the keys that came or went where values were not compared', () => {
    const old = { ...OLD, values: [] };
    expect(told(one('gate-7f5b2c9k4t'), one('gate-m84kh5d2bf'), [old, NEW])).toEqual([
      'ConfigMap gate-7f5b2c9k4t -> gate-m84kh5d2bf: TIER removed, ZONE added',
    ]);
  });

  it.each<[string, Raw, Raw, readonly Raw[]]>([
    ['the old one is gone', one('gate-7f5b2c9k4t'), one('gate-m84kh5d2bf'), [NEW]],
    ['they were not read', one('gate-7f5b2c9k4t'), one('gate-m84kh5d2bf'), []],
    [
      'it is in another namespace',
      one('gate-7f5b2c9k4t'),
      one('gate-m84kh5d2bf'),
      [NEW, map('gate-7f5b2c9k4t', { MODE: 0 }, 'other')],
    ],
    [
      'nothing of their values is known',
      one('gate-7f5b2c9k4t'),
      one('gate-m84kh5d2bf'),
      [
        { ...OLD, values: [] },
        { ...OLD, ...map('gate-m84kh5d2bf', {}), keys: OLD.keys },
      ],
    ],
  ])('is another one where %s', (_, before, after, configmaps) => {
    expect(told(before, after, configmaps)).toEqual([
      'env MODE ConfigMap gate-7f5b2c9k4t key MODE -> ConfigMap gate-m84kh5d2bf key MODE',
    ]);
  });

  it('is no new name of one that is still read, or was read before', () => {
    const env = (...names: readonly string[]) => ({
      container: { envFrom: names.map((name) => ({ configMapRef: { name } })) },
    });
    const maps = [OLD, NEW];
    const [old, now] = ['gate-7f5b2c9k4t', 'gate-m84kh5d2bf'];
    expect(told(env(old), env(now, old), maps).join()).toMatch(/^envFrom /);
    expect(told(env(old, now), env(now), maps).join()).toMatch(/^envFrom /);
  });

  it('keeps a key that is read under another name', () => {
    expect(told(one('gate-7f5b2c9k4t'), one('gate-m84kh5d2bf', 'ZONE'), [OLD, NEW])).toEqual([
      KEYS,
      'env MODE ConfigMap gate-m84kh5d2bf key MODE -> ConfigMap gate-m84kh5d2bf key ZONE',
    ]);
  });
});
