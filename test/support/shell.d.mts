/**
 * The words of a text that is one simple command and nothing else, as a shell would hand them to the program.
 * @throws an error that names what else is in it: a second command, a comment, a substitution, a redirection, a glob.
 */
export function wordsOfCommand(text: string): readonly string[];
