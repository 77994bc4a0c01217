import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const HEAD = '== ';

/** By the name of the case. */
const read = (file: URL): ReadonlyMap<string, string> =>
  new Map(
    `\n${readFileSync(file, 'utf8')}`
      .split(`\n${HEAD}`)
      .slice(1)
      .map((part) => {
        const [name = '', ...lines] = part.trimEnd().split('\n');
        return [name, lines.join('\n')] as const;
      }),
  );

/**
 * Holds what some cases come to, as lines, to a file of the expected text. UPDATE_GOLDEN=1 writes the file; read the
 * difference before it is committed.
 */
export function holdsTexts(file: URL, cases: Readonly<Record<string, () => readonly string[]>>): void {
  const found = Object.entries(cases).map(([name, lines]) => ({
    name,
    text: () => lines().join('\n') || 'nothing',
  }));
  if (process.env.UPDATE_GOLDEN === '1')
    writeFileSync(file, `${found.map(({ name, text }) => `${HEAD}${name}\n${text()}`).join('\n\n')}\n`);
  const expected = read(file);
  it.each(found)('$name', ({ name, text }) => {
    expect(text()).toBe(expected.get(name));
  });
  it('are all the cases of the file', () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
}
