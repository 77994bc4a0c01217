import { shortName } from '../../model/object-ref.ts';
import type { Comparison, Failed, RecoveryStatements } from '../../model/recovery.ts';
import type { Cause } from '../../model/report.ts';
import { redact } from '../../redaction/redact.ts';
import { duration, percent, plural } from '../../text/format.ts';
import { plainLine } from '../../text/plain.ts';
import { type WordsOf, wordsFrom } from '../statements/words-of.ts';

/** How it ended, at the head of a note. */
export const OUTCOME_HEADS: Readonly<Record<Comparison['recovered'], string>> = {
  yes: 'RECOVERED',
  no: 'NOT RECOVERED',
  unknown: 'RESOLVED, recovery not confirmed',
};

const OUTCOMES: Readonly<Record<Comparison['recovered'], string>> = {
  yes: 'Recovered',
  no: 'Resolved, but not recovered',
  unknown: 'Resolved; whether it recovered is not known',
};

const causeText = ({ title, object }: Pick<Cause, 'title' | 'object'>): string =>
  `${title}: ${shortName(object)}`;

const shareText = ({ errors5xx, requests }: Failed): string =>
  `${percent(errors5xx, requests)} of ${plural(requests, 'request')}`;

const recoveryWords: WordsOf<RecoveryStatements> = {
  'nothing-collected': () => 'nothing could be collected afterwards',
  'cause-persists': (cause) => `still ${causeText(cause)}`,
  'endpoint-fails': ({ method, path, failed }) => `still failing: ${method} ${path}, ${shareText(failed)}`,
  'endpoint-slow': ({ method, path, p95, normal }) =>
    `still slow: ${method} ${path}, p95 ${duration(p95)} (${duration(normal)} before the failure)`,
  'fewer-fail': () => 'fewer requests fail, but more than 1 % still do',
  'failed-over-all': ({ before, after }) =>
    `5xx before ${before === null ? 'not seen' : shareText(before)}, after ${after === null ? 'not seen' : shareText(after)}`,
  'endpoint-compared': ({ method, path, before, after, p95 }) => {
    const is = after === null ? 'no requests' : percent(after.errors5xx, after.requests);
    const times = p95 === null ? '' : `, p95 ${duration(p95.before)} -> ${duration(p95.after)}`;
    return `${method} ${path} ${percent(before.errors5xx, before.requests)} -> ${is}${times}`;
  },
  'endpoints-answer': ({ answering, all }) =>
    answering === all && all > 1
      ? `all ${all} endpoints seen before answer`
      : `${answering} of ${plural(all, 'endpoint')} seen before answer${all === 1 ? 's' : ''}`,
  'cause-gone': (cause) => `no longer seen: ${causeText(cause)}`,
  'cause-instead': (cause) => `seen now: ${causeText(cause)}`,
  'too-few-requests': () => 'too few requests since',
  'pods-not-read': () => 'the state of the pods could not be read afterwards',
  'looked-once': ({ after }) =>
    `looked once, ${duration(after)} after the resolution; it may have settled since`,
};

/** Why it is called recovered or not, and before and after in numbers; each a phrase for a note. */
export const recoveryLines = ({ facts }: Comparison): readonly string[] =>
  facts.map((fact) => wordsFrom(recoveryWords, fact, NO_MOMENT));

/** No fact of a recovery tells a time of the day. */
const NO_MOMENT = { now: 0 };

/** What stakeholders are told: how it ended, in one line without a cluster's inner names. */
export function statusText({ recovered, facts }: Comparison, title: string): string {
  const overAll = facts.filter(({ says }) => says === 'failed-over-all');
  const rate = recoveryLines({ recovered, facts: overAll }).map((line) => `. ${line}`);
  return plainLine(`${OUTCOMES[recovered]}: ${redact(title)}${rate.join('')}`, 500);
}
