import type { RolloutStatements } from '../../model/statements/rollout.ts';
import { plural } from '../../text/format.ts';
import { clockText, durationText } from '../../text/time.ts';
import { shareText } from './share.ts';
import { differenceText } from './template-difference.ts';
import { it, quoting, type WordsOf } from './words-of.ts';

/** Differences that are told, of those that there are. */
const MAX_DIFFERENCES = 3;

export const rolloutWords: WordsOf<RolloutStatements> = {
  'revision-fails': ({ revision, said }) => `revision ${revision} fails: "${said}"`,
  'rolled-out': ({ revision, at, onset, differences }, { now }) => {
    const told = differences.slice(0, MAX_DIFFERENCES).map(differenceText).join('; ');
    return `revision ${revision} was rolled out at ${clockText(at, now)}, ${durationText(onset - at)} ${onset >= at ? 'before' : 'after'} the first failure${told === '' ? '' : `: ${told}`}`;
  },
  'requests-to-revision-failed': ({ failed, requests, pods, lines, said }) =>
    quoting(`${failed} of ${requests} requests to its ${plural(pods, 'pod')} failed; ${lines} lines`, said),
  'older-pods-compared': ({ failed, requests }) =>
    `counter-test: ${failed} of ${requests} requests to pods of older revisions failed`,
  'well-before-by-logs': ({ failed, requests }) =>
    `before it: ${failed} of ${requests} requests to the pods of older revisions failed, up to the minute of the rollout`,
  'well-before-by-series': ({ lowest, points, lowestSince }) =>
    `before it: at least ${percent(lowest)} of its requests succeeded over ${points} points up to the rollout, since then down to ${percent(lowestSince)} (Prometheus)`,
  'no-older-pod': () => 'no pod of an older revision runs any more, so old and new cannot be compared',
  'older-pods-tell-nothing': ({ ready }) =>
    `${shareText(ready)} of older revisions ready; too few requests went there to compare them`,
  'only-restarted': () =>
    it(
      'only restarts the pods: what they read at their start has changed, and a rollback does not restore that',
    ),
  'configuration-changed-too': ({ object, at }, { now }) =>
    `${object.kind} ${object.name}, which it reads, was changed at ${clockText(at, now)}: a rollback does not restore it`,
};

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;
