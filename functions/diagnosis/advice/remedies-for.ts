import type { KnownChange } from '../../model/change.ts';
import { type Action, offered } from '../../model/command/action.ts';
import { type Command, commandText, fillIn, wordsOf } from '../../model/command/command.ts';
import { namespaceWord, nameWord, objectWord } from '../../model/command/word.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { PlaybookAction } from '../../playbook/playbook.ts';
import { CAUSES } from '../causes/index.ts';
import { aboutNames } from '../remedy/dependency.ts';
import type { Rule } from '../remedy/rule.ts';
import type { ClusterView } from '../view/view.ts';

/** Safe looks before the first change: more of them keep a responder from acting. */
const MAX_LOOKS = 2;

/**
 * What to do about a cause, in order: a look or two, then what changes something (undoing before adding), then the
 * playbook's own, then what not to do. Every command is whole and can be pasted; firstnote runs none of them.
 */
export function remediesFor(
  cause: RankedCause,
  view: ClusterView,
  changes: readonly KnownChange[],
): readonly Action[] {
  // The table has each cause's own rule under its id, which TypeScript does not follow.
  const remedy = CAUSES[cause.cause].remedy as Rule;
  const derived = remedy(cause, { view, changes });
  const own = distinct([...undoing(derived), ...cause.actions, ...derived]);
  const team = playbookActions(cause, view);
  const looks = distinct([...derived, ...cause.actions]).filter(
    (action) => action.kind === 'look' && answers(action, view),
  );
  const changing = own.filter(({ kind }) => kind === 'change');
  return distinct([
    ...looks.slice(0, MAX_LOOKS),
    ...changing,
    ...team.filter(({ kind }) => kind !== 'avoid'),
    ...looks.slice(MAX_LOOKS),
    ...warnings([...derived, ...cause.actions]),
    ...team.filter(({ kind }) => kind === 'avoid'),
  ]);
}

/** One warning a deed: the first one, which has the names in it. */
function warnings(actions: readonly Action[]): readonly Action[] {
  const seen = new Set<string>();
  return actions.filter(({ kind, deed, text }) => {
    if (kind !== 'avoid' || seen.has(deed ?? text)) return false;
    seen.add(deed ?? text);
    return true;
  });
}

/** `kubectl top` asks metrics.k8s.io: where that was not served to us, it is not to others. */
const answers = ({ command }: Action, view: ClusterView): boolean =>
  view.evidence.status('podmetrics') !== 'failed' || wordsOf(command)[0] !== 'top';

/** Undoing what was changed comes before changing something else: its effect is known. */
const undoing = (actions: readonly Action[]): readonly Action[] =>
  actions.filter(({ undoes, command }) => undoes === true && command !== undefined);

/** An action once: by its command, or by its text where it has none. */
function distinct(actions: readonly Action[]): readonly Action[] {
  const seen = new Set<string>();
  return actions.filter(({ command, text }) => {
    const key = command === undefined ? text : sameLook(command);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The same log with another number of lines is the same look. */
const sameLook = (command: Command): string =>
  commandText(
    'words' in command
      ? { ...command, words: command.words.filter((word) => !/^--(?:tail|since)=/.test(word)) }
      : command,
  );

function playbookActions(cause: RankedCause, view: ClusterView): readonly Action[] {
  const about = aboutNames(cause, view);
  return view.playbook.actions
    .filter(
      (action) =>
        action.causes.includes(cause.cause) && (action.about === undefined || about.includes(action.about)),
    )
    .map((action) => resolved(action, cause, view));
}

function resolved(action: PlaybookAction, cause: RankedCause, view: ClusterView): Action {
  const { kind, text, command } = action;
  if (command === undefined) return { kind, text };
  const target = view.target.workload ?? cause.object;
  return offered(
    kind,
    fillIn(command, {
      namespace: namespaceWord(view.target.namespace),
      workload: objectWord(target),
      name: nameWord(target.name),
      object: objectWord(cause.object),
    }),
    text,
  );
}
