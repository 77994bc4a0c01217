import { describe, expect, it } from '@jest/globals';
import { risesOf } from '../../../../functions/diagnosis/differences/rises.ts';
import { touchedBy } from '../../../../functions/diagnosis/differences/touched.ts';
import { join, podName, viewOf } from '../mechanisms/cluster.ts';
import { program, repointed, told } from './system.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
/** The changed Services that the API's failures, of three minutes ago, may have begun with. */
const touched = (changedAgo: Readonly<Record<string, number>>) => {
  const names = Object.keys(changedAgo);
  const callees = names.map((name) => {
    const { services: _, ...rest } = program(name);
    return { ...rest, services: [repointed(name, changedAgo[name] ?? 0)] };
  });
  const view = viewOf(
    join(program('api', names), ...callees, { logs: [told(podName('api'), { failed: BAD })] }),
  );
  const [rise] = risesOf(view);
  return rise && touchedBy(view, rise).map(({ change, leadMs }) => `${change.object.name} ${leadMs / 1_000}`);
};

describe('the changes that a rise may have begun with', () => {
  it('are those that were made at once, nearest first', () => {
    expect(touched({ books: 250, mail: 190 })).toEqual(['mail 10', 'books 70']);
  });

  it('are not those that it was served with until the nearest one came', () => {
    expect(touched({ books: 251, mail: 190 })).toEqual(['mail 10']);
    expect(touched({ books: 251 })).toEqual(['books 71']);
  });
});
