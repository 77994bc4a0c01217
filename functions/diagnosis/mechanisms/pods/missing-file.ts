import type * as k from '../../../model/kubernetes/objects.ts';
import type { ConfigSource } from '../../../model/statements/pods/config.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { liveContainers } from '../shared/pods.ts';

/** ENOENT, and the path in quotes or bare, in front of it or behind it. */
const ABSENT = /no such file or directory|ENOENT|FileNotFound|cannot find the (?:file|path)/i;
/** What runc executes it has found before: its interpreter is what is absent. */
const EXECUTED = /^exec \//;
const PATH = /(?<![\w/])(\/[\w.@-]{1,100}(?:\/[\w.@-]{1,100}){0,12})/g;

export interface MissingFile {
  readonly path: string;
  readonly source: ConfigSource;
  /** True when the keys of the source are known, and none of them makes this file. */
  readonly known: boolean;
}

/** The file that a line misses and that a ConfigMap or Secret should bring; undefined where it is none, or is there. */
export function missingFile(view: ClusterView, workload: Workload, line: string): MissingFile | undefined {
  if (!ABSENT.test(line) || EXECUTED.test(line)) return undefined;
  const paths = [...line.matchAll(PATH)].map(([, path = '']) => path);
  for (const { spec, pod } of liveContainers(workload))
    for (const { name, mountPath, subPath } of spec?.volumeMounts ?? []) {
      const below = paths.find((path) => path.startsWith(`${mountPath.replace(/\/$/, '')}/`));
      const volume = pod.spec.volumes.find((entry) => entry.name === name);
      const source = volume && sourceOf(volume);
      if (!below || !source || subPath !== '') continue;
      const file = below.slice(mountPath.replace(/\/$/, '').length + 1);
      const files = filesOf(view, workload.ref.namespace, source);
      if (!files?.includes(file))
        return { path: below, source: { kind: source.kind, name: source.name }, known: files !== undefined };
    }
  return undefined;
}

interface Source extends ConfigSource {
  readonly items: readonly { readonly key: string; readonly path: string }[];
}

function sourceOf({ configMap, secret }: k.PodSpec['volumes'][number]): Source | undefined {
  if (configMap) return { kind: 'ConfigMap', name: configMap.name, items: configMap.items };
  return secret && { kind: 'Secret', name: secret.secretName, items: secret.items };
}

/** The files that a source makes: one a key, or as its items say; undefined where its keys were not read. */
function filesOf(
  view: ClusterView,
  namespace: string,
  { kind, name, items }: Source,
): readonly string[] | undefined {
  if (items.length > 0) return items.map(({ path }) => path);
  const list = kind === 'ConfigMap' ? 'configmaps' : 'secrets';
  return view.evidence
    .all(list)
    .find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)?.keys;
}
