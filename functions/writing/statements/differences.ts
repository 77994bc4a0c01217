import { shortName } from '../../model/object-ref.ts';
import type {
  Counted,
  DifferenceStatements,
  Dimension,
  FieldChange,
} from '../../model/statements/differences.ts';
import { plural } from '../../text/format.ts';
import { clockText, durationText } from '../../text/time.ts';
import { backlogText, rateText } from './progress.ts';
import { it, its, quoting, type WordsOf } from './words-of.ts';

/** Fields and names that are told, of those that there are. */
const MAX_FIELDS = 2;
const MAX_NAMES = 3;

export const differenceWords: WordsOf<DifferenceStatements> = {
  'callers-fail-since': ({ fields }) =>
    its(
      `callers have been failing since it was changed${fields.length === 0 ? '' : `: ${fieldsText(fields)}`}`,
    ),
  'callers-fail-since-revision': ({ revision }) =>
    its(`callers have been failing since its revision ${revision} was rolled out`),
  'callers-fail-since-configuration': ({ object }) =>
    its(`callers have been failing since ${object.kind} ${object.name}, which it reads, was changed`),
  'fails-since-revision': ({ revision }) => it(`has been failing since revision ${revision} was rolled out`),
  'fails-since-configuration': ({ object }) =>
    it(`has been failing since ${object.kind} ${object.name}, which it reads, was changed`),
  'cpu-limit-cut': ({ from, to }) =>
    it(
      from === null
        ? `has been failing since it was given a CPU limit of ${to}`
        : `has been failing since its CPU limit was cut from ${from} to ${to}`,
    ),
  'one-pod-fails': ({ pod, others }) => its(`pod ${pod} alone fails, its ${others} others are well`),
  'setting-names-them': ({ setting, host }) =>
    `the changed variable ${setting} names ${host}, as the new lines do`,
  'setting-lost': ({ name, port, was, hadIt }) =>
    it(
      `calls itself at port ${port}: ${name} is not set${hadIt ? ' any more' : ''}${was === null ? '' : ` (it named ${was})`}`,
    ),
  'calls-itself': ({ workload, port, lines, said }) =>
    quoting(`nothing in the pods of ${workload} listens on ${port}, ${plural(lines, 'line')}`, said),
  'set-by-others': ({ name, host, workloads }) =>
    `${namesText(workloads)} ${workloads.length === 1 ? 'sets' : 'set'} ${name}, to ${host}`,
  'object-changed': ({ object, at, who, fields }, { now }) =>
    `${shortName(object)} was changed at ${clockText(at, now)}${who === '' ? '' : ` (${who})`}: ${fields.length === 0 ? 'which of its fields is not known' : fieldsText(fields)}`,
  'failures-rose': ({ workload, of, before, after, since, leadMs }, { now }) =>
    `${workload}: ${of === 'requests' ? 'failed requests' : 'error lines'} a minute ${before === null ? '' : `${rateText(before)} -> `}${rateText(after)} from ${clockText(since, now)}${leadMs === null ? '' : `, ${leadText(leadMs)}`}`,
  'backlog-rose': ({ workload, backlog, leadMs }, { now }) =>
    `${workload}: ${backlogText(backlog, now)}${leadMs === null ? '' : `, ${leadText(leadMs)}`}`,
  'lines-name-it': ({ workload, host, named, lines, said }) =>
    quoting(`${named} of ${plural(lines, 'new error line')} of ${workload} name ${host}`, said),
  'server-says-so': ({ server, lines, said }) =>
    quoting(`${server} has said so itself since then, ${plural(lines, 'line')}`, said),
  'fails-on-one-side': ({ workload, dimension, fails, failing, well, others }) =>
    `counter-test: ${workload} fails ${WHERE[dimension]} ${namesText(fails)} (${countText(failing)}), not ${WHERE[dimension]} ${namesText(well)} (${countText(others)})`,
  'others-are-well': ({ workloads, requests }) =>
    `counter-test: ${namesText(workloads)}, which it does not reach, ${workloads.length === 1 ? 'is' : 'are'} well${requests === 0 ? '' : ` (${plural(requests, 'request')})`}`,
  'lines-name-change': ({ name, said }) => quoting(`the new lines speak of ${name}, which was changed`, said),
  'changed-as-well': ({ object, at }, { now }) =>
    `${shortName(object)} was changed as well, at ${clockText(at, now)}`,
  'fellow-callers-fail': ({ server }) =>
    it(`calls ${server}, whose other callers have been failing since it was rolled out`),
  'callers-fail-unchanged': () => its('callers fail, and nothing that is theirs was changed then'),
  'calls-nobody-else': ({ workload }) =>
    `the environment and command of ${workload} name no other host, and its new lines name none`,
  'same-asked-well': ({ callers }) =>
    `counter-test: ${namesText(callers)} ${callers.length === 1 ? 'calls' : 'call'} the same, and did not begin to fail`,
  'other-callers-well': ({ callers }) => `${namesText(callers)} call it too, and did not begin to fail`,
};

const WHERE: Readonly<Record<Dimension, string>> = {
  endpoint: 'at',
  revision: 'on revision',
  zone: 'in zone',
  node: 'on node',
  pod: 'on pod',
};

const fieldsText = (fields: readonly FieldChange[]): string => {
  const told = fields.slice(0, MAX_FIELDS).map(fieldText).join('; ');
  return fields.length > MAX_FIELDS ? `${told} and ${fields.length - MAX_FIELDS} more` : told;
};

function fieldText({ key, was, now }: FieldChange): string {
  if (was === null) return now === null ? key : `${key} is ${now} now`;
  return now === null ? `${key} (was ${was})` : `${key} ${was} -> ${now}`;
}

const namesText = (names: readonly string[]): string => {
  const told = names.slice(0, MAX_NAMES).join(', ');
  return names.length > MAX_NAMES ? `${told} and ${names.length - MAX_NAMES} more` : told;
};

/** Clocks differ: what was seen before the change that brought it was seen with it. */
const leadText = (leadMs: number): string =>
  leadMs < 1_000 ? 'as it was made' : `${durationText(leadMs)} after it`;

const countText = ({ failed, all }: Counted): string => `${failed} of ${all}`;
