import type { SharedStatements } from '../../model/statements/shared.ts';
import { plural } from '../../text/format.ts';
import { clockText } from '../../text/time.ts';
import { shareText } from './share.ts';
import { quoting, type WordsOf } from './words-of.ts';

export const sharedWords: WordsOf<SharedStatements> = {
  'calls-fail': ({ caller, lines, pods, first, last, said }, { now }) =>
    quoting(
      `${caller.kind.toLowerCase()}/${caller.name}: ${plural(lines, 'line')} on ${shareText(pods)}${spanText(first, last, now)}`,
      said,
    ),
  'lines-said': ({ count, pods, said }) => quoting(`${plural(count, 'line')} on ${shareText(pods)}`, said),
  'kubelet-said': ({ said }) => quoting('the kubelet said', said, ''),
  'volume-not-mounted': ({ said }) => quoting('a volume cannot be mounted', said),
};

/** ", 13:58:12Z to 14:03:20Z"; '' where either end is not known. */
function spanText(first: number | null, last: number | null, now: number): string {
  if (first === null || last === null) return '';
  const from = clockText(first, now);
  const to = clockText(last, now);
  return from === to ? `, at ${to}` : `, ${from} to ${to}`;
}
