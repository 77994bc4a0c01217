import type { Share } from '../share.ts';

/** A ConfigMap or Secret. */
export interface ConfigSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

/** The field of a pod that names a ConfigMap or Secret; `name` is the variable's or the volume's, null of an `envFrom`. */
export interface ConfigUse {
  readonly field: 'env' | 'envFrom' | 'volume';
  readonly name: string | null;
}

/** What is stated of ConfigMaps, Secrets, keys, files and settings that are missing. */
export interface ConfigStatements {
  /** The kubelet cannot make a container; its own words, null where it has none. */
  readonly 'config-missing': { readonly said: string | null };
  readonly 'waits-for-config': { readonly pods: Share; readonly container: string; readonly said: string };
  /** Pods that wait for a volume of a ConfigMap or Secret. */
  readonly 'pending-for-config': { readonly pods: Share; readonly said: string };
  readonly 'program-misses-setting': { readonly said: string };
  readonly 'source-lacks-file': {
    readonly source: ConfigSource;
    readonly path: string;
    readonly said: string;
  };
  /** It is mounted where the file is missed; without its keys nobody knows which files it makes. */
  readonly 'source-mounted': { readonly source: ConfigSource; readonly keysRead: boolean };
  readonly 'source-absent': { readonly use: ConfigUse; readonly source: ConfigSource };
  readonly 'key-absent': { readonly use: ConfigUse; readonly source: ConfigSource; readonly key: string };
}
