import type { Action } from '../../../functions/model/command/action.ts';
import { commandText, wordsOf } from '../../../functions/model/command/command.ts';
import { type ObjectRef, refKey, shortName } from '../../../functions/model/object-ref.ts';
import type { Rules } from './rule.ts';
import { containersOf, type Told } from './told.ts';

/** What a command does to an object, as far as others warn of it. */
interface Deed {
  readonly does: 'restart' | 'roll-back' | 'scale-up' | 'scale-down';
  readonly namespace: string;
  /** `kind/name`, as kubectl takes it. */
  readonly object: string;
}

function deedOf({ command, kind }: Action, { view }: Told): Deed | undefined {
  const [verb = '', ...rest] = wordsOf(command);
  if (kind !== 'change' || command === undefined || !('namespace' in command)) return undefined;
  const { namespace } = command;
  if (verb === 'rollout' && (rest[0] === 'restart' || rest[0] === 'undo'))
    return { does: rest[0] === 'undo' ? 'roll-back' : 'restart', namespace, object: rest[1] ?? '' };
  if (verb !== 'scale') return undefined;
  const object = rest[0] ?? '';
  const to = Number(/^--replicas=(\d+)$/.exec(rest[1] ?? '')?.[1]);
  const is = view.workloads.find(
    ({ ref }) => ref.namespace === namespace && shortName(ref) === object,
  )?.desired;
  return { does: to > (is ?? 0) ? 'scale-up' : 'scale-down', namespace, object };
}

/** What is to be done only after something else is no contradiction of a warning. */
const ONLY_AFTER = /^(?:only )?after |do not restart before/;

const isOf = ({ namespace, object }: Deed, ref: ObjectRef): boolean =>
  namespace === ref.namespace && object === shortName(ref);

/** What is done, by which cause, without what is to be done only after something else. */
const doneIn = (told: Told) =>
  told.diagnosis.causes.flatMap(({ actions, cause }) =>
    actions.flatMap((action) => {
      const deed = deedOf(action, told);
      return deed === undefined || ONLY_AFTER.test(action.text)
        ? []
        : [{ ...deed, cause, text: action.text, undoes: action.undoes === true }];
    }),
  );

/** All of a report that a reader has read before its commands: a name that stands in none of it comes from nowhere. */
const saidIn = ({ report: { target, causes, changes, dependencies, headline, ruledOut } }: Told): string =>
  JSON.stringify({
    target,
    changes,
    dependencies,
    headline,
    ruledOut,
    causes: causes.map(({ actions, ...cause }) => [cause, actions.map(({ text }) => text)]),
  });

/** The objects of a command that changes something: "deployment/api", the pod of "delete pod api-1". */
function objectsOf(action: Action): readonly string[] {
  const [verb = '', ...rest] = wordsOf(action.command);
  if (action.kind !== 'change' || verb === '') return [];
  const named = rest
    .filter((word) => /^[a-z]+\/[a-z0-9.-]+$/.test(word))
    .map((word) => word.split('/')[1] ?? '');
  const [kind, name] = rest;
  return verb === 'delete' && kind !== undefined && name !== undefined && !kind.includes('/')
    ? [...named, name]
    : named;
}

/** What is to be done and what is not. */
export const ADVICE = {
  'nothing-is-done-and-warned-of': {
    holds: 'no command does what another line warns of',
    broken: (told) => {
      const done = doneIn(told);
      return told.diagnosis.causes.flatMap(({ actions, cause }) =>
        actions
          .filter(({ kind, text }) => kind === 'avoid' && !ONLY_AFTER.test(text))
          .flatMap(({ deed: warned, text }) =>
            done
              .filter(({ does, object }) => does === warned && text.includes(` ${object}`))
              .map(
                (deed) =>
                  `${cause}: "${text}", and ${deed.cause}: ${deed.does} of ${deed.object} ("${deed.text}")`,
              ),
          ),
      );
    },
  },
  'what-missed-is-not-undone': {
    holds: 'a rollout that did not reach what fails, or is ruled out, is not undone',
    broken: (told) => {
      const { diagnosis, report, view } = told;
      const rolledBack = doneIn(told).filter(({ does, undoes }) => undoes && does === 'roll-back');
      const missed = diagnosis.changes
        .filter(({ reached, facts }) => reached === 'no' && facts.kind === 'rollout')
        .flatMap(({ object }) =>
          rolledBack
            .filter((deed) => isOf(deed, object))
            .map(() => `the rollout of ${refKey(object)} did not reach what fails, and is undone`),
        );
      const target = view.target.workload;
      const ruledOut = report.ruledOut.filter(({ causes }) => causes.includes('bad-rollout'));
      const excluded = rolledBack
        .filter((deed) => target !== undefined && isOf(deed, target))
        .flatMap(() => ruledOut.map(({ what, by }) => `${what}: ${by}, and it is undone`));
      return [...missed, ...excluded];
    },
  },
  'commands-act-on-what-is-named': {
    holds: 'a command changes no object that nothing else in the report names',
    broken: (told) => {
      const said = saidIn(told);
      return told.diagnosis.causes.flatMap(({ cause, actions }) =>
        actions.flatMap((action) =>
          objectsOf(action)
            .filter((name) => !said.includes(name))
            .map(
              (name) =>
                `${cause}: "${action.command === undefined ? '' : commandText(action.command)}" acts on ${name}, which nothing names`,
            ),
        ),
      );
    },
  },
  'restarts-by-itself-with-restarts': {
    holds: 'only what has restarted is said to restart by itself',
    broken: (told) =>
      told.diagnosis.causes.flatMap(({ object, actions }) => {
        const pods = told.view.owners.byKey.get(refKey(object))?.pods ?? [];
        const restarts = containersOf(pods).reduce((sum, { restartCount }) => sum + restartCount, 0);
        return restarts > 0
          ? []
          : actions
              .filter(({ text }) => /\brestarts by itself\b/.test(text))
              .map(({ text }) => `${refKey(object)} has not restarted: "${text}"`);
      }),
  },
} as const satisfies Rules;
