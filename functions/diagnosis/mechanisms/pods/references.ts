import type * as k from '../../../model/kubernetes/objects.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ConfigSource, ConfigUse } from '../../../model/statements/pods/config.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

type MissingReference = Statement<'source-absent' | 'key-absent'>;

interface Reference {
  readonly source: ConfigSource;
  /** '' where it names no key. */
  readonly key: string;
  readonly optional: boolean;
  readonly use: ConfigUse;
}

/**
 * What a workload's template names and the namespace does not have. Optional references are no fault, and nothing
 * is concluded from lists that were not read whole.
 */
export function missingReferences(view: ClusterView, workload: Workload): readonly MissingReference[] {
  const kinds = {
    ConfigMap: keysOf(view, 'configmaps', workload),
    Secret: keysOf(view, 'secrets', workload),
  };
  return referencesOf(workload.spec).flatMap(
    ({ source, key, optional, use }): readonly MissingReference[] => {
      const known = kinds[source.kind];
      if (!known || optional || source.name === '') return [];
      const keys = known.get(source.name);
      if (!keys) return [{ says: 'source-absent', use, source }];
      return key === '' || keys.includes(key) ? [] : [{ says: 'key-absent', use, source, key }];
    },
  );
}

function keysOf(view: ClusterView, list: 'configmaps' | 'secrets', workload: Workload) {
  if (!view.evidence.complete(list)) return undefined;
  const objects: readonly { metadata: k.Metadata; keys: readonly string[] }[] = view.evidence.all(list);
  return new Map(
    objects
      .filter(({ metadata }) => metadata.namespace === workload.ref.namespace)
      .map(({ metadata, keys }) => [metadata.name, keys]),
  );
}

function referencesOf(spec: k.PodSpec | undefined): readonly Reference[] {
  if (!spec) return [];
  const found: Reference[] = [];
  const add = (
    kind: ConfigSource['kind'],
    use: ConfigUse,
    ref: { name?: string; secretName?: string; key?: string; optional: boolean } | undefined,
  ): void => {
    if (ref)
      found.push({
        source: { kind, name: ref.name ?? ref.secretName ?? '' },
        key: ref.key ?? '',
        optional: ref.optional,
        use,
      });
  };
  for (const container of [...spec.initContainers, ...spec.containers]) {
    for (const { name, valueFrom } of container.env) {
      add('ConfigMap', { field: 'env', name }, valueFrom?.configMapKeyRef);
      add('Secret', { field: 'env', name }, valueFrom?.secretKeyRef);
    }
    for (const { configMapRef, secretRef } of container.envFrom) {
      add('ConfigMap', { field: 'envFrom', name: null }, configMapRef);
      add('Secret', { field: 'envFrom', name: null }, secretRef);
    }
  }
  for (const volume of spec.volumes) {
    const use: ConfigUse = { field: 'volume', name: volume.name };
    for (const part of [volume, ...(volume.projected?.sources ?? [])]) {
      for (const item of part.configMap?.items.length ? part.configMap.items : [{ key: '' }])
        add('ConfigMap', use, part.configMap && { ...part.configMap, key: item.key });
      for (const item of part.secret?.items.length ? part.secret.items : [{ key: '' }])
        add('Secret', use, part.secret && { ...part.secret, key: item.key });
    }
  }
  return found;
}
