import type * as k from '../../core/kubernetes/objects.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';

export interface MissingReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  readonly text: string;
}

interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  readonly optional: boolean;
  readonly by: string;
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
  return referencesOf(workload.spec).flatMap(({ kind, name, key, optional, by }) => {
    const known = kinds[kind];
    if (!known || optional || name === '') return [];
    const keys = known.get(name);
    if (!keys) return [{ kind, name, key, text: `${by} names ${kind} ${name}, which does not exist` }];
    if (key !== '' && !keys.includes(key))
      return [{ kind, name, key, text: `${by} names key ${key} of ${kind} ${name}, which has no such key` }];
    return [];
  });
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
    kind: Reference['kind'],
    by: string,
    ref: { name?: string; secretName?: string; key?: string; optional: boolean } | undefined,
  ): void => {
    if (ref)
      found.push({
        kind,
        name: ref.name ?? ref.secretName ?? '',
        key: ref.key ?? '',
        optional: ref.optional,
        by,
      });
  };
  for (const container of [...spec.initContainers, ...spec.containers]) {
    for (const { name, valueFrom } of container.env) {
      add('ConfigMap', `env ${name}`, valueFrom?.configMapKeyRef);
      add('Secret', `env ${name}`, valueFrom?.secretKeyRef);
    }
    for (const { configMapRef, secretRef } of container.envFrom) {
      add('ConfigMap', 'envFrom', configMapRef);
      add('Secret', 'envFrom', secretRef);
    }
  }
  for (const volume of spec.volumes) {
    const by = `volume ${volume.name}`;
    for (const part of [volume, ...(volume.projected?.sources ?? [])]) {
      for (const item of part.configMap?.items.length ? part.configMap.items : [{ key: '' }])
        add('ConfigMap', by, part.configMap && { ...part.configMap, key: item.key });
      for (const item of part.secret?.items.length ? part.secret.items : [{ key: '' }])
        add('Secret', by, part.secret && { ...part.secret, key: item.key });
    }
  }
  return found;
}
