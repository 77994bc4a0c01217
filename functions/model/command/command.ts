import { shellWord } from './shell.ts';
import { faultOf, type Literals, namespaceWord, type Word, wordOf } from './word.ts';

/** A command to paste, as data: what it does is read from its words, and its text is made in one place. */
export type Command = ComposedCommand | WrittenCommand;

export interface ComposedCommand {
  readonly program: 'kubectl' | 'aws';
  /** '' for what belongs to no namespace. */
  readonly namespace: string;
  /** Unquoted, the verb first: "rollout", "undo", "deployment/api". */
  readonly words: readonly string[];
}

/** A playbook's own, quoted by its author; only names that were checked are filled in. */
export interface WrittenCommand {
  readonly written: string;
}

/** No command is offered: one of its words is what no Kubernetes name, kind or key can be. */
export interface Refusal {
  readonly refused: string;
}

type Parts = readonly (string | number | Word)[];

/**
 * "kubectl -n NAMESPACE WORD...": words are literals of the source, numbers, or checked words; a `string` from
 * elsewhere does not compile. An empty namespace makes a command of the whole cluster.
 */
export function kubectl<const P extends Parts>(namespace: string, ...words: Literals<P>): Command | Refusal {
  const checked = (words as Parts).map(wordOf);
  const { fault } = faultOf([...(namespace === '' ? [] : [namespaceWord(namespace)]), ...checked]);
  if (fault !== undefined) return { refused: fault };
  return { program: 'kubectl', namespace, words: checked.map(({ text }) => text) };
}

/** "aws WORD...", as `kubectl`. */
export function aws<const P extends Parts>(...words: Literals<P>): Command | Refusal {
  const checked = (words as Parts).map(wordOf);
  const { fault } = faultOf(checked);
  if (fault !== undefined) return { refused: fault };
  return { program: 'aws', namespace: '', words: checked.map(({ text }) => text) };
}

const PLACEHOLDER = /\{([a-z]+)\}/g;

/**
 * A playbook's command with its placeholders filled in. The characters of checked names ("a-z", "0-9", "-", ".", "/")
 * are special nowhere, so that a placeholder is safe bare and inside any quotes; a name that is none is refused.
 */
export function fillIn(template: string, values: Readonly<Record<string, Word>>): Command | Refusal {
  const used = [...template.matchAll(PLACEHOLDER)].flatMap(
    ([, placeholder = '']) => values[placeholder] ?? [],
  );
  const { fault } = faultOf(used);
  if (fault !== undefined) return { refused: fault };
  return {
    written: template.replace(PLACEHOLDER, (whole, placeholder) => values[placeholder]?.text ?? whole),
  };
}

/** The text to paste: the only place where a command becomes text. */
export function commandText(command: Command): string {
  if ('written' in command) return command.written;
  const { program, namespace, words } = command;
  return [program, ...(namespace === '' ? [] : ['-n', namespace]), ...words].map(shellWord).join(' ');
}

/** The words of a command that was composed here, the verb first; a playbook's own has none. */
export const wordsOf = (command: Command | undefined): readonly string[] =>
  command !== undefined && 'words' in command ? command.words : [];
