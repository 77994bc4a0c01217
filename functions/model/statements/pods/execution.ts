import type { ObjectRef } from '../../object-ref.ts';
import type { ConfigSource } from './config.ts';

/** A key of a ConfigMap or Secret that is mounted as a file. */
export type MountedKey = ConfigSource & { readonly key: string };

/** Why a file is not executed; `path` is null where its name is not known. */
export interface ExecutionStatements {
  /** It takes a variable for its own setting that Kubernetes sets for a Service. */
  readonly 'reads-service-link': {
    readonly container: string;
    readonly variable: string;
    readonly value: string;
    readonly service: string;
  };
  /** Kubernetes sets the variable in pods that start after `at`, ms UTC (null where not known), when the Service was created. */
  readonly 'service-link-set': {
    readonly variable: string;
    readonly service: Pick<ObjectRef, 'name'>;
    readonly at: number | null;
  };
  /** Its first line ends in CR LF; `source` is the key that it is made of, null where it comes with the image. */
  readonly 'windows-line-ends': {
    readonly container: string;
    readonly path: string | null;
    readonly source: MountedKey | null;
  };
  /** It exists, and the interpreter or loader that it names does not. */
  readonly 'interpreter-absent': { readonly container: string; readonly path: string | null };
  /** What else looks like an absent interpreter. */
  readonly 'line-ends-look-alike': { readonly source: MountedKey | null };
  /** It is text that says nothing of what is to read it. */
  readonly 'first-line-absent': {
    readonly container: string;
    readonly path: string;
    readonly source: MountedKey;
  };
  /** The kernel cannot execute it on a node of this architecture, '' where that is not known. */
  readonly 'wrong-format': {
    readonly container: string;
    readonly path: string | null;
    readonly architecture: string;
  };
  /** Architectures of nodes on which other pods of the workload run. */
  readonly 'runs-on-architectures': { readonly ready: readonly string[] };
  /** It lacks the permission to be executed; `source` is the key that it is made of. */
  readonly 'not-executable': {
    readonly container: string;
    readonly path: string | null;
    readonly source: MountedKey | null;
    /** The volume's file mode, null where it has the default. */
    readonly mode: number | null;
  };
  readonly 'library-absent': { readonly container: string; readonly library: string };
}
