import { compare } from '../../model/canonical.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import type { ChangedKey, TemplateDifference } from '../../model/template-difference.ts';

/** By name, of one namespace. */
export type ConfigMaps = ReadonlyMap<string, k.ConfigMap>;

type Configuration = Extract<TemplateDifference, { readonly kind: 'configuration' }>;

/** Names of ConfigMaps as a template has them, and as it would have them under other names. */
type Rename = (name: string) => string;

/**
 * What a template reads under another name than the one before did, at the same places, told by what differs between
 * the two: tools give each content a name of its own (kustomize's configMapGenerator,
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#configmapgenerator; releases with a suffix).
 * `before` is the template before under the new names, so that nothing of it is told twice.
 */
export function renamedConfiguration(
  before: k.PodTemplate,
  after: k.PodTemplate,
  known: ConfigMaps,
): { readonly before: k.PodTemplate; readonly differences: readonly Configuration[] } {
  const pairs = pairsOf(placesOf(before), placesOf(after));
  const differences = [...pairs].flatMap(([from, to]) => {
    const [old, now] = [known.get(from), known.get(to)];
    const keys = old && now && changedKeys(old, now);
    return keys ? [{ kind: 'configuration' as const, from, to, keys }] : [];
  });
  const names = new Map(differences.map(({ from, to }) => [from, to]));
  return { before: renamed(before, (name) => names.get(name) ?? name), differences };
}

/** Old names with their new ones: at every place of the one there is the other, and the old one is nowhere any more. */
function pairsOf(
  old: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const used = new Set(now.values());
  const pairs = new Map<string, Set<string>>();
  for (const [place, name] of old) {
    const to = now.get(place);
    if (to !== undefined && !used.has(name)) pairs.set(name, (pairs.get(name) ?? new Set()).add(to));
  }
  const before = new Set(old.values());
  return new Map(
    [...pairs].flatMap(([name, [to, ...others]]) =>
      to !== undefined && others.length === 0 && !before.has(to) ? [[name, to]] : [],
    ),
  );
}

/** The names of ConfigMaps by the place at which a template reads them. */
function placesOf(template: k.PodTemplate): ReadonlyMap<string, string> {
  const { volumes, containers, initContainers } = template.spec;
  return new Map([
    ...volumes.flatMap(({ name, configMap, projected }) => [
      ...(configMap ? [[`volume ${name}`, configMap.name] as const] : []),
      ...(projected?.sources ?? []).flatMap((source, at) =>
        source.configMap ? [[`volume ${name} ${at}`, source.configMap.name] as const] : [],
      ),
    ]),
    ...[...containers, ...initContainers].flatMap(({ name, env, envFrom }) => [
      ...envFrom.flatMap(({ configMapRef }, at) =>
        configMapRef ? [[`all ${name} ${at}`, configMapRef.name] as const] : [],
      ),
      ...env.flatMap(({ name: variable, valueFrom }) =>
        valueFrom?.configMapKeyRef
          ? [[`env ${name} ${variable}`, valueFrom.configMapKeyRef.name] as const]
          : [],
      ),
    ]),
  ]);
}

/** By key; undefined where the values were not told apart, and no key came or went. */
function changedKeys(old: k.ConfigMap, now: k.ConfigMap): readonly ChangedKey[] | undefined {
  const areCompared = [old, now].every(({ keys, values }) => keys.length === values.length);
  const keys = [...new Set([...old.keys, ...now.keys])]
    .sort(compare)
    .flatMap((key): readonly ChangedKey[] => {
      const [a, b] = [old.keys.indexOf(key), now.keys.indexOf(key)];
      if (a < 0) return [{ key, change: 'added' }];
      if (b < 0) return [{ key, change: 'removed' }];
      return areCompared && old.values[a] !== now.values[b] ? [{ key, change: 'changed' }] : [];
    });
  return areCompared || keys.length > 0 ? keys : undefined;
}

function renamed(template: k.PodTemplate, to: Rename): k.PodTemplate {
  const { spec } = template;
  return {
    ...template,
    spec: {
      ...spec,
      volumes: spec.volumes.map((volume) => renamedVolume(volume, to)),
      containers: spec.containers.map((container) => renamedContainer(container, to)),
      initContainers: spec.initContainers.map((container) => renamedContainer(container, to)),
    },
  };
}

const named = <Ref extends { readonly name: string }>(ref: Ref, to: Rename): Ref => ({
  ...ref,
  name: to(ref.name),
});

const renamedVolume = (volume: k.PodSpec['volumes'][number], to: Rename): typeof volume => ({
  ...volume,
  ...(volume.configMap ? { configMap: named(volume.configMap, to) } : {}),
  ...(volume.projected
    ? {
        projected: {
          ...volume.projected,
          sources: volume.projected.sources.map((source) =>
            source.configMap ? { ...source, configMap: named(source.configMap, to) } : source,
          ),
        },
      }
    : {}),
});

const renamedContainer = (container: k.Container, to: Rename): k.Container => ({
  ...container,
  envFrom: container.envFrom.map((source) =>
    source.configMapRef ? { ...source, configMapRef: named(source.configMapRef, to) } : source,
  ),
  env: container.env.map((variable) =>
    variable.valueFrom?.configMapKeyRef
      ? {
          ...variable,
          valueFrom: {
            ...variable.valueFrom,
            configMapKeyRef: named(variable.valueFrom.configMapKeyRef, to),
          },
        }
      : variable,
  ),
});
