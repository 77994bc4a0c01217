import type { SlowedFacts, SlownessStatements } from '../../model/statements/slowness.ts';
import { duration, plural } from '../../text/format.ts';
import { clockText } from '../../text/time.ts';
import { it, its, type Moment, quoting, type WordsOf } from './words-of.ts';

/** Names that are told of those that there are. */
const MAX_NAMES = 3;

export const slownessWords: WordsOf<SlownessStatements> = {
  'slow-since': ({ endpoint, ...slowed }, moment) =>
    it(`has been slow since ${slowedText(slowed, moment)}${endpoint === null ? '' : `, at ${endpoint}`}`),
  'waited-for-since': (slowed, moment) =>
    its(`callers have been waiting longer for it since ${slowedText(slowed, moment)}`),
  'slow-between': ({ caller, callee, ...slowed }, moment) =>
    `calls of ${caller} to ${callee} have taken longer since ${slowedText(slowed, moment)}; ${callee} answers those that it sees as before`,
  'slow-since-revision': ({ revision }) => it(`has been slow since revision ${revision} was rolled out`),
  'slow-since-configuration': ({ object }) =>
    it(`has been slow since ${object.kind} ${object.name}, which it reads, was changed`),
  'endpoint-slowed': ({ workload, endpoint, requests, ...slowed }, moment) =>
    `${workload} ${endpoint}: since ${slowedText(slowed, moment)}, ${plural(requests, 'request')}`,
  'calls-slowed': ({ workload, to, calls, said, ...slowed }, moment) =>
    quoting(
      `${workload} says how long it takes that names ${to}, ${plural(calls, 'time')}: since ${slowedText(slowed, moment)}`,
      said,
    ),
  'work-slowed': ({ workload, calls, said, ...slowed }, moment) =>
    quoting(
      `${workload} says how long it takes, ${plural(calls, 'time')}: since ${slowedText(slowed, moment)}`,
      said,
    ),
  'endpoints-as-quick': ({ workload, endpoints, requests }) =>
    `counter-test: ${namesText(endpoints)} of ${workload} ${endpoints.length === 1 ? 'is' : 'are'} as quick as before (${plural(requests, 'request')})`,
  'answers-as-quick': ({ workloads, requests }) =>
    `counter-test: ${namesText(workloads)} ${workloads.length === 1 ? 'answers' : 'answer'} as quickly as before (${plural(requests, 'request')})`,
  'waits-for-unknown': ({ hosts }) =>
    hosts.length === 0
      ? it('calls nobody that is known to be slow: what it spends the time on is not in the evidence')
      : `no line says what it waits for: it may be ${namesText(hosts)}, whose times are not known`,
};

const slowedText = ({ before, after, since }: SlowedFacts, { now }: Moment): string =>
  `${clockText(since, now)}: p95 ${duration(before)} -> ${duration(after)}`;

function namesText(names: readonly string[]): string {
  const told = names.slice(0, MAX_NAMES).join(', ');
  return names.length > MAX_NAMES ? `${told} and ${names.length - MAX_NAMES} more` : told;
}
