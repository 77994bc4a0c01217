import type { Action } from '../../model/command/action.ts';
import { refKey } from '../../model/object-ref.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';

/**
 * The causes with advice that does not contradict itself: what is said of an object for the sake of a better cause
 * stands, and a command or a warning of a worse one that says the opposite goes. Within one cause, taking back what
 * was done goes before a warning of the same deed: its effect is known.
 */
export function agreeing(causes: readonly RankedCause[]): readonly RankedCause[] {
  const warned = new Set<string>();
  const offered = new Set<string>();
  return causes.map((cause) => {
    for (const action of cause.actions) if (action.undoes === true) remember(offered, deedOf(action));
    const actions = cause.actions.filter((action) => {
      const against = action.kind === 'avoid' ? offered : warned;
      const deed = deedOf(action);
      return deed === undefined || !against.has(deed);
    });
    for (const action of actions) remember(action.kind === 'avoid' ? warned : offered, deedOf(action));
    return { ...cause, actions };
  });
}

function remember(known: Set<string>, deed: string | undefined): void {
  if (deed !== undefined) known.add(deed);
}

/**
 * What is done to, or warned of for, one object. A warning of no one object ("pods that run") speaks of what the reader
 * knows, and takes no command away.
 */
const deedOf = ({ deed, of }: Action): string | undefined =>
  deed !== undefined && of !== undefined ? `${deed} ${refKey(of)}` : undefined;
