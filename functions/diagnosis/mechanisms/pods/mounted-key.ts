import type * as k from '../../../model/kubernetes/objects.ts';
import type { MountedKey } from '../../../model/statements/pods/execution.ts';
import type { ContainerView } from '../../view/containers.ts';

/** The key of a ConfigMap or Secret that a path in a container is made of, and the mode of its file where the volume sets one. */
export interface MountedFile {
  readonly source: MountedKey;
  readonly mode: number | null;
}

/** undefined where the path is below no mount of a ConfigMap or Secret. */
export function mountedFile({ spec, pod }: ContainerView, path: string): MountedFile | undefined {
  for (const { name, mountPath, subPath } of spec?.volumeMounts ?? []) {
    const folder = `${mountPath.replace(/\/$/, '')}/`;
    const file = fileOf(path, mountPath, folder, subPath);
    const volume = pod.spec.volumes.find((entry) => entry.name === name);
    if (file === undefined || !volume) continue;
    const { configMap, secret } = volume;
    if (configMap)
      return {
        source: { kind: 'ConfigMap', name: configMap.name, key: keyOf(configMap.items, file) },
        mode: configMap.defaultMode ?? null,
      };
    if (secret)
      return {
        source: { kind: 'Secret', name: secret.secretName, key: keyOf(secret.items, file) },
        mode: null,
      };
  }
  return undefined;
}

/** The file within the volume; a subPath mounts one file as the path itself. */
function fileOf(path: string, mountPath: string, folder: string, subPath: string): string | undefined {
  if (subPath !== '') return path === mountPath ? subPath : undefined;
  return path.startsWith(folder) ? path.slice(folder.length) : undefined;
}

type Items = NonNullable<k.PodSpec['volumes'][number]['configMap']>['items'];

const keyOf = (items: Items, file: string): string => items.find(({ path }) => path === file)?.key ?? file;
