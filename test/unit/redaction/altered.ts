import { Random } from '../../../bench/random.ts';
import { redact, redactArguments, redactEnv } from '../../../functions/redaction/redact.ts';
import { GRAMMARS, type Ordinary } from './ordinary.ts';

/** What redaction makes of something ordinary, beside what it was. */
export interface Altered {
  readonly grammar: string;
  readonly was: string;
  readonly shown: string;
}

/** As it was, and as it is shown. */
function shown(ordinary: Ordinary): readonly [string, string] {
  switch (ordinary.kind) {
    case 'text':
      return [ordinary.text, redact(ordinary.text)];
    case 'path':
      return [ordinary.path, redact(ordinary.path)];
    case 'env':
      return [
        `${ordinary.name}=${ordinary.value}`,
        `${ordinary.name}=${redactEnv(ordinary.name, ordinary.value)}`,
      ];
    case 'args':
      return [ordinary.words.join(' '), redactArguments(ordinary.words).join(' ')];
  }
}

/** Draws `each` of every grammar that is named, and answers how many there were and which of them are altered. */
export function alteredOf(names: readonly string[], each: number): { drawn: number; altered: Altered[] } {
  const random = new Random(42);
  const altered: Altered[] = [];
  for (const grammar of names)
    for (let i = 0; i < each; i++) {
      const [was, now] = shown((GRAMMARS[grammar] as (r: Random) => Ordinary)(random));
      if (was !== now) altered.push({ grammar, was, shown: now });
    }
  return { drawn: names.length * each, altered };
}
