import { plainLine } from '../../text/plain.ts';
import type { ObjectRef } from '../object-ref.ts';
import { defined } from '../present.ts';
import { type Command, commandText, type Refusal } from './command.ts';

/** Something for the responder to do, or not to do. */
export interface Action {
  /** Whole, to be pasted; absent where no single command does it, or where none is offered. */
  readonly command?: Command;
  readonly text: string;
  /** A look is safe; a change carries its effect and risk in `text`. */
  readonly kind: 'look' | 'change' | 'avoid';
  /** Takes a change back: its effect is known, so it comes before other changes. */
  readonly undoes?: true;
  /** What it does, or, where `kind` is avoid, warns of: one warning a deed is enough. A playbook's own has none. */
  readonly deed?: Deed;
  /** What it does that to, where that is one object. */
  readonly of?: ObjectRef;
}

/** What a responder may be tempted to do. */
export type Deed =
  | 'restart'
  | 'delete'
  | 'force-delete'
  | 'scale-up'
  | 'roll-back'
  | 'drain'
  | 'delete-policies'
  | 'skip-verification';

/** An action as the report has it: the command is text. */
export interface ReportAction {
  readonly command?: string;
  readonly text: string;
  /** A look is safe; a change carries its effect and risk in `text`. */
  readonly kind: Action['kind'];
}

export const look = (command: Command | Refusal, text: string): Action => offered('look', command, text);
export const change = (command: Command | Refusal, text: string): Action => offered('change', command, text);
/** Something to do that no single command does. */
export const advise = (text: string): Action => ({ kind: 'change', text });
export const avoid = (deed: Deed, text: string, of?: ObjectRef): Action => ({
  kind: 'avoid',
  deed,
  text,
  ...defined({ of }),
});

/** So much of a name that is none tells which it is. */
const MAX_REFUSED_CHARS = 60;

/** Where a word is no name the deed is said all the same, with the word as text: somebody may be trying something. */
export function offered(kind: Action['kind'], command: Command | Refusal, text: string): Action {
  if (!('refused' in command)) return { kind, command, text };
  return { kind, text: `${text} (no command: ${shown(command.refused)} is not a Kubernetes name)` };
}

const shown = (word: string): string => JSON.stringify(plainLine(word, MAX_REFUSED_CHARS));

/** The actions as text. */
export const reported = (actions: readonly Action[]): readonly ReportAction[] =>
  actions.map(({ kind, command, text }) => ({
    kind,
    ...(command === undefined ? {} : { command: commandText(command) }),
    text,
  }));
