import { present } from '../../model/present.ts';
import type { SharedSetting } from '../../model/statements/reach.ts';
import type { Workload } from '../view/workloads.ts';

/** A key of a Secret or ConfigMap that a container reads into its environment; '' where all keys of it are read. */
interface Setting {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string;
  readonly variable: string;
}

/** By the usual names of what a client needs to reach a server; a signing key or a log level leads nowhere. */
const LEADS_TO_SERVER = /URL|URI|DSN|HOST|ADDR|ENDPOINT|CONN|SERVER|BROKER|PASSWORD|USER/i;

/**
 * The setting that two workloads share and by which both reach the same server; undefined when they share none. A Secret's values are never read: that both read one key is all that is known, and
 * as much as the cluster itself knows (https://kubernetes.io/docs/concepts/configuration/secret/).
 */
export function sharedSetting(a: Workload, b: Workload): SharedSetting | undefined {
  if (a.ref.namespace !== b.ref.namespace) return undefined;
  const theirs = settingsOf(b);
  for (const mine of settingsOf(a)) {
    const same = theirs.find(
      ({ kind, name, key }) =>
        kind === mine.kind && name === mine.name && (key === mine.key || key === '' || mine.key === ''),
    );
    if (!same) continue;
    const key = mine.key || same.key;
    // A whole ConfigMap is often everybody's, and the hosts in it are known by themselves.
    if (key === '' && mine.kind === 'Secret') return { kind: 'Secret', name: mine.name, key: null };
    if (LEADS_TO_SERVER.test(`${key} ${mine.variable} ${same.variable}`))
      return { kind: mine.kind, name: mine.name, key };
  }
  return undefined;
}

function settingsOf({ spec }: Workload): readonly Setting[] {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].flatMap(({ env, envFrom }) => [
    ...env.flatMap(({ name: variable, valueFrom }) =>
      present<Setting>(
        valueFrom?.secretKeyRef && { kind: 'Secret', variable, ...valueFrom.secretKeyRef },
        valueFrom?.configMapKeyRef && { kind: 'ConfigMap', variable, ...valueFrom.configMapKeyRef },
      ),
    ),
    ...envFrom.flatMap(({ secretRef, configMapRef }) =>
      present<Setting>(
        secretRef && { kind: 'Secret', name: secretRef.name, key: '', variable: '' },
        configMapRef && { kind: 'ConfigMap', name: configMapRef.name, key: '', variable: '' },
      ),
    ),
  ]);
}
