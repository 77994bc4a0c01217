import { isReady } from '../../../model/kubernetes/ready.ts';
import type { MountedKey } from '../../../model/statements/pods/execution.ts';
import type { ContainerView } from '../../view/containers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { KnownReason } from './crash-reason.ts';
import { mountedFile } from './mounted-key.ts';

interface Refused {
  readonly view: ClusterView;
  readonly container: ContainerView;
  /** What is executed; null where neither the line nor the specification names it. */
  readonly path: string | null;
  readonly match: RegExpExecArray;
}

/**
 * How the kernel, runtimes, shells and loaders say that a file is not executed. runc looks for the file before it
 * executes it (LookPath in libcontainer/standard_init_linux.go), so that "exec FILE: no such file or directory" is of a
 * file that exists: what it names in its first line, or as its loader, does not (execve(2), ENOENT).
 */
const REFUSALS: readonly {
  readonly says: RegExp;
  readonly reason: (refused: Refused) => KnownReason;
}[] = [
  // bash, GNU env, any shell that reads such a script.
  { says: /(?:\^M|\\r)(?:'|:|’).*(?:bad interpreter|No such file|not found)/, reason: lineEnds },
  // runc, and its words of before 1.0; bash.
  { says: /^exec (?<path>\/\S+): no such file or directory$/, reason: interpreter },
  { says: /exec user process caused:? "?no such file or directory/, reason: interpreter },
  { says: /(?<path>\/[^\s:]+): [^\s:]+: bad interpreter: No such file/, reason: interpreter },
  // The kernel's ENOEXEC, in the words of any of them.
  { says: /(?:(?<path>\/[^\s":]+)"?: )?\bexec(?:utable)? format error/i, reason: wrongFormat },
  // EACCES of what was to be started, not of what it opens.
  { says: /\bexec:? "?(?<path>\.?\/[^\s":]+)"?: permission denied/i, reason: notExecutable },
  { says: /exec user process caused:? "?permission denied/, reason: notExecutable },
  {
    says: /^(?:\/bin\/)?\w*sh: (?:line )?(?:\d+: )?(?<path>\.?\/[^\s:]+): Permission denied$/,
    reason: notExecutable,
  },
  // glibc's and musl's loaders.
  { says: /error while loading shared libraries: (?<library>[^\s:]+): cannot open/, reason: library },
  { says: /version [`'](?<library>\w+_[\d.]+)' not found/, reason: library },
  { says: /Error loading shared library (?<library>[^\s:]+): /, reason: library },
];

/** Why what a container is to run was not executed; undefined where its last lines tell of something else. */
export function notExecuted(
  view: ClusterView,
  container: ContainerView,
  lines: readonly string[],
): KnownReason | undefined {
  for (const line of lines)
    for (const { says, reason } of REFUSALS) {
      const match = says.exec(line);
      if (match) return reason({ view, container, match, path: match.groups?.path ?? programOf(container) });
    }
  return undefined;
}

/** The file that the specification starts, where it names one by its path. */
function programOf({ spec }: ContainerView): string | null {
  const first = [...(spec?.command ?? []), ...(spec?.args ?? [])][0];
  return first?.startsWith('/') ? first : null;
}

function interpreter(refused: Refused): KnownReason {
  const { view, container, path } = refused;
  const source = sourceOf(refused);
  const config = view.evidence
    .all('configmaps')
    .find(
      ({ metadata }) =>
        source?.kind === 'ConfigMap' &&
        metadata.name === source.name &&
        metadata.namespace === container.pod.metadata.namespace,
    );
  if (source !== null && config?.windowsScripts.includes(source.key)) return lineEnds(refused);
  return {
    because: 'interpreter',
    title: { says: 'interpreter-absent', container: container.name, path },
    evidence: [{ says: 'line-ends-look-alike', source }],
    explains: [],
  };
}

function lineEnds(refused: Refused): KnownReason {
  const { container, path } = refused;
  return {
    because: 'line-ends',
    title: { says: 'windows-line-ends', container: container.name, path, source: sourceOf(refused) },
    evidence: [],
    explains: [],
  };
}

/** The architecture of a node, by the label that its kubelet sets (https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch). */
const architectureOf = (view: ClusterView, node: string): string =>
  view.node(node)?.metadata.labels['kubernetes.io/arch'] ?? '';

function wrongFormat(refused: Refused): KnownReason {
  const { view, container, path } = refused;
  const source = sourceOf(refused);
  // What a ConfigMap or Secret holds as a file to start is a script: text has no architecture.
  if (source !== null && path !== null)
    return {
      because: 'interpreter',
      title: { says: 'first-line-absent', container: container.name, path, source },
      evidence: [],
      explains: [],
    };
  const architecture = architectureOf(view, container.pod.spec.nodeName);
  const workload = view.workloads.find(({ pods }) => pods.includes(container.pod));
  const ready = (workload?.pods ?? []).filter(isReady).map(({ spec }) => architectureOf(view, spec.nodeName));
  const others = [...new Set(ready)].filter((known) => known !== '' && known !== architecture).sort();
  return {
    because: 'architecture',
    title: { says: 'wrong-format', container: container.name, path, architecture },
    evidence: others.length > 0 ? [{ says: 'runs-on-architectures', ready: others }] : [],
    explains: [],
  };
}

function notExecutable(refused: Refused): KnownReason {
  const { container, path } = refused;
  const file = path === null ? undefined : mountedFile(container, path);
  return {
    because: 'not-executable',
    title: {
      says: 'not-executable',
      container: container.name,
      path,
      source: file?.source ?? null,
      mode: file?.mode ?? null,
    },
    evidence: [],
    explains: [],
  };
}

function library({ container, match }: Refused): KnownReason {
  return {
    because: 'library',
    title: { says: 'library-absent', container: container.name, library: match.groups?.library ?? '' },
    evidence: [],
    explains: [],
  };
}

const sourceOf = ({ container, path }: Refused): MountedKey | null =>
  (path === null ? undefined : mountedFile(container, path)?.source) ?? null;
