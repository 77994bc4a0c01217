import { type Action, look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, kindWord, nameWord, objectWord } from '../../../model/command/word.ts';
import type { CauseFacts } from '../../../model/facts.ts';
import type { Statement } from '../../../model/statement.ts';
import { parseQuantity } from '../../../text/quantity.ts';
import { timeOf } from '../../../text/time.ts';
import type { Touch } from '../../differences/touched.ts';
import type { Workload } from '../../view/workloads.ts';

/** The cause that a change of a workload's own is: what its pods read anew without a restart was not rolled out. */
export function causeOf(
  { change, how }: Touch,
  { pods }: Workload,
  by: 'differences' | 'callers',
): CauseFacts {
  const restarted = pods
    .flatMap(({ status }) => status.containerStatuses)
    .some(({ state }) => (timeOf(state.running?.startedAt) ?? 0) >= change.at);
  return how === 'own' || restarted
    ? { cause: 'bad-rollout', facts: { changed: how === 'own' ? 'template' : 'configuration', by } }
    : { cause: 'config-missing', facts: { by } };
}

/** How a reader sees what was changed. */
export function lookAt({ change }: Touch, { ref }: Pick<Workload, 'ref'>): Action {
  const { namespace } = ref;
  return change.facts.kind === 'rollout'
    ? look(
        kubectl(
          namespace,
          'rollout',
          'history',
          objectWord(ref),
          joined('--revision=', change.facts.revision),
        ),
        'what changed in it',
      )
    : look(
        kubectl(
          namespace,
          'get',
          kindWord(change.object.kind),
          nameWord(change.object.name),
          '-o',
          'yaml',
          '--show-managed-fields',
        ),
        'who changed what in it',
      );
}

/** Other changes that touched it as near: which of them it was is not known by time alone. */
export const changedAsWell = (touches: readonly Touch[], touch: Touch): readonly Statement[] =>
  touches
    .filter((other) => other !== touch)
    .map(({ change }) => ({ says: 'changed-as-well', object: change.object, at: change.at }));

/** A limit that was cut to this part of what it was, or less, is felt. */
const CUT_PART = 0.5;

/** The CPU limit that a rollout cut: CFS stops the container for the rest of each period from there on. */
export function cutLimit({ change }: Touch): Statement<'cpu-limit-cut'> | undefined {
  if (change.facts.kind !== 'rollout') return undefined;
  for (const one of change.facts.differences) {
    if (one.kind !== 'resources' || one.bound !== 'limits' || one.resource !== 'cpu') continue;
    const [from, to] = [parseQuantity(one.from ?? undefined), parseQuantity(one.to ?? undefined)];
    if (to === undefined || one.to === null) continue;
    if (from === undefined || to <= from * CUT_PART)
      return { says: 'cpu-limit-cut', from: one.from, to: one.to };
  }
  return undefined;
}
