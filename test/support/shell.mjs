import { parse } from 'unbash';

/** What no shell expands or takes for its own outside quotes: no tilde, history mark, brace, glob, blank or escape. */
const BARE = /^[\w@%+=:,./-]+$/;

/** See shell.d.mts. */
export function wordsOfCommand(text) {
  const { commands, errors } = parse(text);
  const [statement, ...others] = commands;
  if (errors !== undefined && errors.length > 0) throw new Error(`no whole command: ${text}`);
  if (statement === undefined || others.length > 0) throw new Error(`not one command: ${text}`);
  if (statement.end !== text.length) throw new Error(`more than a command: ${text}`);
  const { command, background } = statement;
  if (command.type !== 'Command' || command.name === undefined || background === true)
    throw new Error(`no simple command: ${text}`);
  if (command.prefix.length > 0 || command.redirects.length > 0)
    throw new Error(`an assignment or a redirection: ${text}`);
  return [command.name, ...command.args].map((word) => fixedWord(word, text));
}

function fixedWord(word, text) {
  if (word.type !== 'Word') throw new Error(`an assignment: ${text}`);
  const parts = word.parts ?? [];
  if (parts.length === 0 && !BARE.test(word.text)) throw new Error(`${word.text} is not quoted in ${text}`);
  const moving = parts.find((part) => !isFixed(part));
  if (moving !== undefined) throw new Error(`${moving.type} in ${text}`);
  return word.value;
}

/** Whether a part stays what it says. Between quoted parts, "\'" is the one escape that is written here. */
function isFixed(part) {
  if (part.type === 'SingleQuoted') return true;
  if (part.type === 'DoubleQuoted') return part.parts.every(({ type }) => type === 'Literal');
  return part.type === 'Literal' && (part.text === "\\'" || BARE.test(part.text));
}
