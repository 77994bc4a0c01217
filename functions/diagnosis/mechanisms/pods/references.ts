import type * as k from '../../../model/kubernetes/objects.ts';
import { present } from '../../../model/present.ts';
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

const referencesOf = (spec: k.PodSpec | undefined): readonly Reference[] =>
  spec === undefined
    ? []
    : [
        ...[...spec.initContainers, ...spec.containers].flatMap(inContainer),
        ...spec.volumes.flatMap(inVolume),
      ];

interface Named {
  readonly name?: string;
  readonly secretName?: string;
  readonly key?: string;
  readonly optional: boolean;
}

const reference = (
  kind: ConfigSource['kind'],
  use: ConfigUse,
  named: Named | undefined,
): Reference | undefined =>
  named && {
    source: { kind, name: named.name ?? named.secretName ?? '' },
    key: named.key ?? '',
    optional: named.optional,
    use,
  };

const inContainer = ({ env, envFrom }: k.Container): readonly Reference[] => [
  ...env.flatMap(({ name, valueFrom }) =>
    present(
      reference('ConfigMap', { field: 'env', name }, valueFrom?.configMapKeyRef),
      reference('Secret', { field: 'env', name }, valueFrom?.secretKeyRef),
    ),
  ),
  ...envFrom.flatMap(({ configMapRef, secretRef }) =>
    present(
      reference('ConfigMap', { field: 'envFrom', name: null }, configMapRef),
      reference('Secret', { field: 'envFrom', name: null }, secretRef),
    ),
  ),
];

/** A volume, and the parts of a projected one: a source without `items` is mounted whole. */
const inVolume = (volume: k.PodSpec['volumes'][number]): readonly Reference[] =>
  [volume, ...(volume.projected?.sources ?? [])].flatMap(({ configMap, secret }) => {
    const use: ConfigUse = { field: 'volume', name: volume.name };
    return present(
      ...keysIn(configMap).map((key) => reference('ConfigMap', use, configMap && { ...configMap, key })),
      ...keysIn(secret).map((key) => reference('Secret', use, secret && { ...secret, key })),
    );
  });

const keysIn = (source: { readonly items: readonly { readonly key: string }[] } | undefined) =>
  source?.items.length ? source.items.map(({ key }) => key) : [''];
