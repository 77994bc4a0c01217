import { assertNever } from '../../model/assert-never.ts';
import type { RuledOut } from '../../model/report.ts';
import type { KnownRuledOut } from '../../model/ruled-out.ts';
import type { InnocenceStatements, RuledOutStatements } from '../../model/statements/ruled-out.ts';
import { plural } from '../../text/format.ts';
import { clockText, durationText } from '../../text/time.ts';
import { type Moment, type WordsOf, wordsFrom } from '../statements/words-of.ts';
import { judgedText } from './judged-text.ts';

/** What a topic was judged by: "2/2 ready, 0 restarts", "none of 3 is at its maximum". */
const topicWords: WordsOf<RuledOutStatements> = {
  'all-ready': ({ pods, restarts }) => `${pods}/${pods} ready, ${plural(restarts, 'restart')}`,
  'none-killed-for-memory': ({ pods, share }) =>
    `${share === null ? '' : `${Math.round(share * 100)} % of limit at most, `}no container killed for it in ${plural(pods, 'pod')}`,
  'containers-lack-nothing': ({ pods }) => `no container of ${plural(pods, 'pod')} waits for one`,
  'none-waits-for-its-place': ({ pods }) => `no pod of ${pods} waits for a node or a volume`,
  'nothing-refused': ({ events }) => `nothing refused in ${plural(events, 'event')}`,
  'services-point-to-ports': ({ services }) => `${services} point to ports of their pods`,
  'nodes-well': ({ nodes, cordoned }) =>
    `${nodes} of ${nodes} ready, no pressure${cordoned > 0 ? `, ${cordoned} cordoned` : ''}`,
  'names-resolve': ({ lines, pods }) => `no name failed to resolve in ${linesText(lines, pods)}`,
  'no-certificate-expired': ({ lines, pods }) => `no line says that one expired in ${linesText(lines, pods)}`,
  'autoscalers-have-room': ({ autoscalers }) => `none of ${autoscalers} is at its maximum`,
};

const linesText = (lines: number, pods: number): string =>
  `${plural(lines, 'log line')} of ${plural(pods, 'pod')}`;

const innocenceWords: WordsOf<InnocenceStatements> = {
  'earlier-fails-too': () => 'pods of the revision before it fail too',
  'ran-without-it': ({ ms }) => `it ran ${durationText(ms)} without this`,
};

/** What was ruled out, in words. */
export function reportedRuledOut(entry: KnownRuledOut, moment: Moment): RuledOut {
  const { causes } = entry;
  switch (entry.kind) {
    case 'topic':
      return { what: entry.topic, by: wordsFrom(topicWords, entry.by, moment), causes };
    case 'dependency':
      return { what: entry.name, by: judgedText(entry.by, moment), causes };
    case 'rollout':
      return {
        what: `${entry.workload}'s last rollout (revision ${entry.revision}, ${clockText(entry.at, moment.now)})`,
        by: `${wordsFrom(innocenceWords, entry.why, moment)}, a rollback will not help`,
        causes,
      };
    default:
      return assertNever(entry);
  }
}
