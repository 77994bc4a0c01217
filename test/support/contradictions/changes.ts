import { slackOf } from '../../../functions/model/near.ts';
import { timeOf } from '../../../functions/text/time.ts';
import type { Rules } from './rule.ts';
import { linesOf, type Told } from './told.ts';

/** The changes that the failure is said to have begun with, as data and as told. */
const begunWith = (told: Told) => {
  const lines = linesOf(told)
    .filter(({ line }) => /^(?:began with|changed before)\b/.test(line))
    .map(({ line }) => line);
  return told.diagnosis.changes
    .map((change, index) => ({ ...change, what: told.report.changes[index]?.what ?? '' }))
    .filter(({ what, object }) =>
      lines.some((line) => line.includes(what.slice(0, COMPARED_CHARS)) && line.includes(object.name)),
    );
};

/** Long changes are cut where they are told. */
const COMPARED_CHARS = 60;

/** What the failure is said to have begun with. */
export const CHANGES = {
  'began-with-is-not-after': {
    holds: 'a change that the failure began with lies before the end of the interval that it began in',
    broken: (told) => {
      const { onset } = told.diagnosis;
      if (onset === null) return [];
      const end = (timeOf(onset.at) ?? 0) + slackOf(onset);
      return begunWith(told)
        .filter(({ at }) => (timeOf(at) ?? 0) > end)
        .map(({ at, object }) => `it began with the change of ${object.name} at ${at}, after ${onset.at}`);
    },
  },
  'began-with-names-what-changed': {
    holds:
      'of a change of fields only those are named that are known to have changed, or it is said that none is',
    broken: (told) =>
      begunWith(told)
        .filter(({ facts }) => facts.kind === 'fields' && facts.fields.length > 1)
        .filter(({ facts }) => facts.kind === 'fields' && facts.fields.every(({ was }) => was === undefined))
        .filter(({ what }) => !/\bnot known\b/.test(what))
        .map(
          ({ what, object }) => `it began with ${what} of ${object.name}, and none is known to have changed`,
        ),
  },
  'began-with-is-a-change': {
    holds: 'no failure began with a rollout that changed nothing, or a scaling to the same number',
    broken: (told) =>
      begunWith(told)
        .filter(({ facts }) => facts.kind === 'scaling' && facts.from === facts.to)
        .map(({ object }) => `it began with a scaling of ${object.name} to what it was`),
  },
} as const satisfies Rules;
