import type { Action } from '../finding.ts';
import type { ObjectRef } from '../object-ref.ts';
import { stripControls } from '../plain.ts';

/** A word that every POSIX shell takes as it is; anything else is quoted (POSIX.1-2024, XCU 2.2). */
const PLAIN_WORD = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word for a shell; control characters, which no name has, are dropped. */
export function shellWord(word: string): string {
  const clean = stripControls(word);
  return PLAIN_WORD.test(clean) ? clean : `'${clean.replaceAll("'", "'\\''")}'`;
}

/** "kubectl -n NAMESPACE ...", every word quoted where it has to be; '' is a cluster-scoped command. */
export const kubectl = (namespace: string, ...words: readonly string[]): string =>
  ['kubectl', ...(namespace === '' ? [] : ['-n', namespace]), ...words].map(shellWord).join(' ');

export const look = (command: string, text: string): Action => ({ kind: 'look', command, text });
export const change = (command: string, text: string): Action => ({ kind: 'change', command, text });
/** Something to do that no single command does. */
export const advise = (text: string): Action => ({ kind: 'change', text });
export const avoid = (text: string): Action => ({ kind: 'avoid', text });

/** The kinds that `kubectl rollout` knows (https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/). */
const ROLLS_OUT: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];
export const rollsOut = (ref: ObjectRef): boolean => ROLLS_OUT.includes(ref.kind);
