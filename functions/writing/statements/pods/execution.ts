import type { ExecutionStatements, MountedKey } from '../../../model/statements/pods/execution.ts';
import { clockText } from '../../../text/time.ts';
import { its, type WordsOf } from '../words-of.ts';

export const executionWords: WordsOf<ExecutionStatements> = {
  'reads-service-link': ({ container, variable, value, service }) =>
    `container ${container} crashes: it takes ${variable} for its own setting, but Kubernetes sets it to ${value} for Service ${service}`,
  'service-link-set': ({ variable, service, at }, { now }) =>
    `a Service named ${service.name} puts ${variable} into each pod of the namespace that starts after it (enableServiceLinks)${at === null ? '' : `; it was created at ${clockText(at, now)}`}`,
  'windows-line-ends': ({ container, path, source }) =>
    `container ${container} cannot start: ${fileText(path)}${source === null ? '' : ` (${keyText(source)})`} has Windows line ends (CRLF), so its interpreter is not found`,
  'interpreter-absent': ({ container, path }) =>
    `container ${container} cannot start: ${fileText(path)} exists, but the interpreter or loader that it names does not`,
  'line-ends-look-alike': ({ source }) =>
    source === null
      ? 'it may have Windows line ends (CRLF), or need a shell or libc that the image does not have'
      : `it is ${keyText(source)}: it may have Windows line ends (CRLF), or name a shell that the image does not have`,
  'first-line-absent': ({ container, path, source }) =>
    `container ${container} cannot start: ${path} (${keyText(source)}) does not begin with "#!" and an interpreter`,
  'wrong-format': ({ container, path, architecture }) =>
    `container ${container} cannot start: ${fileText(path)} is not a program for ${architecture === '' ? "its node's architecture" : `the node's architecture, ${architecture}`}, or a script without its "#!" line`,
  'runs-on-architectures': ({ ready }) => its(`pods on ${ready.join(' and ')} nodes are ready`),
  'not-executable': ({ container, path, source, mode }) =>
    `container ${container} cannot start: ${fileText(path)} is not executable${source === null ? '' : ` (${keyText(source)}, file mode ${modeText(mode)})`}`,
  'library-absent': ({ container, library }) =>
    `container ${container} cannot start: its image does not have ${library}`,
};

const fileText = (path: string | null): string => path ?? 'its program';

const keyText = ({ kind, name, key }: MountedKey): string => `key ${key} of ${kind} ${name}`;

/** Files of a volume have this mode where it sets none (https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/). */
const DEFAULT_MODE = 0o644;

const modeText = (mode: number | null): string => (mode ?? DEFAULT_MODE).toString(8).padStart(4, '0');
