/** Words that a command of the documents begins with. */
const PROGRAMS = 'npm|npx|cp|git|aws|kubectl|bin/firstnote';
const INDENTED = new RegExp(`^ {4,}((?:${PROGRAMS}) .*)$`);
const INLINE = new RegExp(`\`((?:${PROGRAMS}) [^\`]*)\``, 'g');

/** The commands of a Markdown text in their order: indented code without its comments, and code within sentences. */
export function commandsIn(markdown: string): readonly string[] {
  return markdown.split('\n').flatMap((line) => {
    const indented = INDENTED.exec(line)?.[1];
    if (indented !== undefined) return [indented.replace(/\s+# .*$/, '')];
    return [...line.matchAll(INLINE)].map(([, command = '']) => command);
  });
}

/** Lines of indented code that no command was seen in: a program that the test does not know yet. */
export const strangeCodeIn = (markdown: string): readonly string[] =>
  markdown.split('\n').filter((line) => /^ {4,}\S/.test(line) && !INDENTED.test(line));
