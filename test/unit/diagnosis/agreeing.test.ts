import { describe, expect, it } from '@jest/globals';
import { agreeing } from '../../../functions/diagnosis/advice/agreeing.ts';
import { type Action, avoid } from '../../../functions/model/command/action.ts';
import { restartPods, rollBackTo, scaleTo } from '../../../functions/model/command/deeds.ts';
import type { RankedCause } from '../../../functions/model/ranked-cause.ts';
import { factsOf } from '../../support/facts.ts';
import { said } from '../../support/written.ts';

const api = { kind: 'Deployment', namespace: 'shop', name: 'api' };
const restart = restartPods(api, 'replaces its pods');
const back = rollBackTo(api, 1, 'back to revision 1');
const up = scaleTo(api, { from: 3, to: 9 }, 'spreads the load');
const down = scaleTo(api, { from: 3, to: 1 }, 'fewer');
const noRestart: Action = { ...avoid('restart', 'do not restart it'), of: api };
const noScaling: Action = { ...avoid('scale-up', 'do not scale it up'), of: api };
const noRollback: Action = { ...avoid('roll-back', 'do not roll it back'), of: api };

const causeWith = (...actions: readonly Action[]): RankedCause => ({
  ...factsOf('image-pull'),
  confidence: 'high',
  object: api,
  title: said('x'),
  evidence: [],
  against: [],
  actions,
});
const advised = (...causes: readonly RankedCause[]) => agreeing(causes).map(({ actions }) => actions);

describe('advice of several causes', () => {
  it.each([
    ['a restart', noRestart, restart],
    ['a scaling up', noScaling, up],
    ['a rollback', noRollback, back],
  ])('keeps the better cause: a warning of it takes %s of a worse one away', (_, warning, command) => {
    expect(advised(causeWith(warning), causeWith(command))).toEqual([[warning], []]);
    expect(advised(causeWith(command), causeWith(warning))).toEqual([[command], []]);
  });

  it('lets a command stand that nobody warned of, and one that scales down', () => {
    expect(advised(causeWith(noRestart, noScaling), causeWith(back, down))).toEqual([
      [noRestart, noScaling],
      [back, down],
    ]);
  });

  it('of one cause keeps the undo, and no warning of the same deed', () => {
    expect(advised(causeWith(noRollback, back))).toEqual([[back]]);
  });

  it('takes nothing away for a warning of no one object', () => {
    const general = avoid('restart', 'do not restart pods that run');
    expect(advised(causeWith(general), causeWith(restart))).toEqual([[general], [restart]]);
  });
});
