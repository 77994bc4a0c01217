import type { CauseId } from '../../model/cause.ts';
import { type Action, advise, avoid, look } from '../../model/command/action.ts';
import { kubectl } from '../../model/command/command.ts';
import { objectWord } from '../../model/command/word.ts';
import { refKey, shortName } from '../../model/object-ref.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';
import { statusPages } from './dependency.ts';
import type { Rule } from './rule.ts';

/** A rule for what may lie outside the cluster as well as in it. */
export const orOutside =
  <Id extends CauseId>(inside: Rule<Id>): Rule<Id> =>
  (cause, context) =>
    cause.object.kind === 'External' ? outside(cause, context.view) : inside(cause, context);

/** Nothing here changes what a host outside answers, and it is no object for kubectl. */
const outside = (cause: RankedCause, view: ClusterView): readonly Action[] => [
  ...statusPages(cause, view),
  advise(adviceFor(cause)),
  ...settingsOf(cause, view),
  ...avoidFor(view),
];

function adviceFor(cause: RankedCause): string {
  const host = cause.object.name;
  if (cause.cause === 'rate-limited' && cause.facts.spent)
    return `top up or raise the quota of the account at ${host} (billing), or use another key: sending less does not help`;
  if (cause.cause === 'rate-limited')
    return `send ${host} less: cache, queue, and retry with growing pauses; have the limit of the account raised`;
  if (cause.cause === 'certificate-expired')
    return `tell who runs ${host}: only they can renew its certificate; do not turn the check off`;
  if (cause.cause === 'dependency-error' && cause.facts.refuses === 'credentials')
    return `check the key for ${host}: revoked, expired or restricted; set a valid one, then restart what reads it`;
  return `switch to the fallback for ${host}, or switch off what needs it, and ask who runs it`;
}

/** Whose key it is, where the one that calls is known. */
function settingsOf(cause: RankedCause, view: ClusterView): readonly Action[] {
  const { workload } = view.target;
  const isKey = cause.cause === 'dependency-error' && cause.facts.refuses === 'credentials';
  if (workload === undefined || !isKey) return [];
  return [
    look(
      kubectl(workload.namespace, 'set', 'env', objectWord(workload), '--list'),
      "which Secret and key it takes the key from (a Secret's value is not shown)",
    ),
  ];
}

function avoidFor({ target, owners }: ClusterView): readonly Action[] {
  const { workload } = target;
  if (workload === undefined || !owners.byKey.has(refKey(workload))) return [];
  const name = shortName(workload);
  return [
    avoid('restart', `do not restart ${name}: that changes nothing of what a host outside answers`, workload),
    avoid('scale-up', `do not scale ${name} up: more pods send more calls that fail`, workload),
  ];
}
