import type { ObjectRef } from '../../model/object-ref.ts';

/** The kinds that `kubectl rollout` knows (https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/). */
const ROLLS_OUT: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];
export const rollsOut = (ref: ObjectRef): boolean => ROLLS_OUT.includes(ref.kind);
