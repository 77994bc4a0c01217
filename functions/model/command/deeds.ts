import type { ObjectRef } from '../object-ref.ts';
import { type Action, change, type Deed } from './action.ts';
import { kubectl } from './command.ts';
import { containerWord, joined, objectWord, type Word, words } from './word.ts';

/** What is done to one workload, with its command: what advice agrees by is the deed, never the command's words. */
const doneTo = (of: ObjectRef, action: Action, deed: Deed | undefined): Action =>
  deed === undefined || action.command === undefined ? action : { ...action, deed, of };

/** Replaces the pods of a workload by others of the same template. */
export const restartPods = (ref: ObjectRef, text: string): Action =>
  doneTo(ref, change(kubectl(ref.namespace, 'rollout', 'restart', objectWord(ref)), text), 'restart');

/** Goes back to an earlier revision of a workload. */
export const rollBackTo = (ref: ObjectRef, revision: number, text: string): Action => {
  const command = kubectl(
    ref.namespace,
    'rollout',
    'undo',
    objectWord(ref),
    joined('--to-revision=', revision),
  );
  return { ...doneTo(ref, change(command, text), 'roll-back'), undoes: true };
};

/** Gives a workload another number of replicas than it has; `from` is 0 where that is not known. */
export const scaleTo = (
  ref: ObjectRef,
  { from, to }: { readonly from: number; readonly to: number },
  text: string,
): Action =>
  doneTo(
    ref,
    change(kubectl(ref.namespace, 'scale', objectWord(ref), joined('--replicas=', to)), text),
    to > from ? 'scale-up' : undefined,
  );

/**
 * The template of a Job, and most of a Pod, stays as it was made
 * (https://kubernetes.io/docs/concepts/workloads/controllers/job/, .../pods/#pod-update-and-replacement).
 */
export const hasFixedTemplate = ({ kind }: Pick<ObjectRef, 'kind'>): boolean =>
  kind === 'Pod' || kind === 'Job';

/**
 * Gives a container other requests or limits ("--limits=memory=64Mi"), all of them where none is named; undefined where the
 * template cannot be changed.
 */
export const setResources = (
  ref: ObjectRef,
  container: string | null,
  setting: Word,
  text: string,
): Action | undefined =>
  hasFixedTemplate(ref)
    ? undefined
    : change(
        kubectl(
          ref.namespace,
          ...words('set', 'resources'),
          objectWord(ref),
          ...(container === null ? [] : words('-c', containerWord(container))),
          setting,
        ),
        text,
      );
