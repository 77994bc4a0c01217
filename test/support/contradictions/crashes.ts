import type { Rules } from './rule.ts';
import type { Told } from './told.ts';

/** How lines say of themselves that all is well: logfmt, JSON, a level in front, as the common libraries write it. */
const INFORMATION = [
  /\blevel=(?:"?)(?:info|debug|trace)\b/i,
  /"(?:level|severity|log\.level)"\s*:\s*"(?:info|debug|trace)"/i,
  /^(?:\S+\s+){0,3}\[?(?:INFO|DEBUG|TRACE)\]?(?:\s|:)/,
];

const isInformation = (said: string): boolean => INFORMATION.some((form) => form.test(said));

/** What a crash is said to have said. */
const reasonsIn = ({ diagnosis }: Told): readonly string[] =>
  diagnosis.causes.flatMap(({ title }) =>
    'said' in title && typeof title.said === 'string' && title.says === 'container-crashes'
      ? [title.said]
      : [],
  );

/** What ended. */
export const CRASHES = {
  'a-crash-does-not-say-that-all-is-well': {
    holds: 'a line of information is not quoted as the reason of a crash',
    broken: (told) =>
      reasonsIn(told)
        .filter(isInformation)
        .map((said) => `it crashes, saying "${said}"`),
  },
} as const satisfies Rules;
