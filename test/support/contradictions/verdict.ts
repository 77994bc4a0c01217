import { isFinished } from '../../../functions/diagnosis/view/workloads.ts';
import { isReady } from '../../../functions/model/kubernetes/ready.ts';
import { shortName } from '../../../functions/model/object-ref.ts';
import { timeOf } from '../../../functions/text/time.ts';
import type { Rules } from './rule.ts';
import { linesOf, type Told, targetsOf } from './told.ts';

/** What says that something fails now, whoever says it. */
const UNEXPLAINED = [/\bno rule explains\b/i, /nothing that was read explains it/];
/** What says that all is well. */
const WELL = [/what was read is well/i, /^CAUSE none found/, /^None found/];

const says = (told: Told, phrases: readonly RegExp[]): readonly string[] =>
  linesOf(told)
    .filter(({ line }) => phrases.some((phrase) => phrase.test(line)))
    .map(({ where, line }) => `${where}: "${line}"`);

/** Requests of the targets in the last so many minutes that have any. */
const LAST_MINUTES = 2;
/** A share of 5xx that nobody is called for. */
const BACKGROUND = 0.005;

function requestsFail(told: Told): boolean {
  const { traffic } = told.report;
  const last = traffic?.minutes.slice(-LAST_MINUTES) ?? [];
  const requests = last.reduce((sum, minute) => sum + minute.requests, 0);
  const failed = last.reduce((sum, minute) => sum + minute.errors5xx, 0);
  return requests > 0 && failed / requests >= BACKGROUND;
}

/** Pods that have been there for this long, ms, and are not ready, are not merely starting. */
const STARTED_MS = 5 * 60_000;

const podsFail = (told: Told): boolean =>
  targetsOf(told)
    .filter(({ ref }) => ref.kind !== 'Job' && ref.kind !== 'CronJob')
    .some(({ pods, desired, ready }) => {
      const old = pods.filter(
        ({ metadata }) => told.view.now - (timeOf(metadata.creationTimestamp) ?? 0) > STARTED_MS,
      );
      const unready = old.some(
        (pod) => !isFinished(pod) && !isReady(pod) && pod.metadata.deletionTimestamp === undefined,
      );
      return unready || (desired !== null && ready < desired && old.length >= desired);
    });

const errorsIn = ({ report }: Told): boolean =>
  report.patterns.some(({ level }) => level === 'error' || level === 'fatal');

/** The last minute of a workload with a 5xx, and the last with a request, ms UTC. */
function lastMinutes({ view }: Told, name: string): { readonly failed: number; readonly asked: number } {
  const minutes = view.workloads
    .filter(({ ref }) => shortName(ref) === name)
    .flatMap((workload) => view.logs.of(workload))
    .filter(({ previous }) => !previous)
    .flatMap(({ summary }) => summary.minutes);
  const last = (of: typeof minutes): number => Math.max(0, ...of.map(({ at }) => timeOf(at) ?? 0));
  return { failed: last(minutes.filter(({ errors5xx }) => errors5xx > 0)), asked: last(minutes) };
}

/** Two whole minutes with requests and without a failure: it has ended, as far as anybody can tell. */
const ENDED_MS = 2 * 60_000;

/** What the report says first. */
export const VERDICT = {
  'headline-is-of-the-first-cause': {
    holds: 'the headline tells the first cause, or that there is none',
    broken: ({ diagnosis, report: { headline, causes } }) => {
      const [first] = causes;
      const tells =
        first === undefined ? diagnosis.outcome.kind !== 'cause' : headline.includes(shortName(first.object));
      return tells ? [] : [`the headline "${headline}" is not that of the first cause`];
    },
  },
  'well-is-not-unexplained': {
    holds: 'no part says that all is well while another says that nothing explains what was seen',
    broken: (told) => {
      const [unexplained] = says(told, UNEXPLAINED);
      const well = [...(WELL[0]?.test(told.report.headline) ? ['headline'] : []), ...says(told, WELL)];
      return unexplained === undefined || well.length === 0 ? [] : [`${well[0]}, and ${unexplained}`];
    },
  },
  'well-has-no-symptoms': {
    holds: 'nothing is called well whose requests fail now or whose pods have long not been ready',
    broken: (told) => {
      if (!WELL[0]?.test(told.report.headline)) return [];
      if (requestsFail(told)) return ['what was read is called well, and requests fail'];
      return podsFail(told) ? ['what was read is called well, and pods are not ready'] : [];
    },
  },
  'unexplained-has-symptoms': {
    holds: 'nothing is called unexplained where pods are ready, requests succeed and no error was logged',
    broken: (told) => {
      const [unexplained] = says(told, UNEXPLAINED);
      const isSeen = requestsFail(told) || podsFail(told) || errorsIn(told) || told.view.symptoms.length > 0;
      return unexplained === undefined || isSeen ? [] : [`${unexplained}, and nothing is wrong`];
    },
  },
  'present-tense-is-of-now': {
    holds: 'requests that have stopped failing are told in the past',
    broken: (told) => {
      const { headline } = told.report;
      return [...headline.matchAll(/(\S+\/\S+) answers requests with 5xx/g)].flatMap(([, name = '']) => {
        const { failed, asked } = lastMinutes(told, name);
        return asked - failed >= ENDED_MS
          ? [`"${name} answers requests with 5xx", and none since ${new Date(failed).toISOString()}`]
          : [];
      });
    },
  },
  'failing-is-of-now': {
    holds: 'the line of failed requests says FAILING only while they fail',
    broken: (told) => {
      const minutes = told.report.traffic?.minutes ?? [];
      const last = (of: typeof minutes): number => Math.max(0, ...of.map(({ at }) => timeOf(at) ?? 0));
      const ended = last(minutes) - last(minutes.filter(({ errors5xx }) => errors5xx > 0)) >= ENDED_MS;
      return ended ? says(told, [/^FAILING\b/]).slice(0, 1) : [];
    },
  },
  'no-fault-beside-warnings': {
    holds: 'nobody reads "no fault seen in events" where the targets have warnings that are not old',
    broken: (told) => {
      const [line] = says(told, [/no fault seen (?:so far )?in [^.]*\bevents\b/]);
      const { view } = told;
      const refs = targetsOf(told).flatMap(({ ref, pods }) => [
        ref,
        ...pods.map(({ metadata }) => ({ kind: 'Pod', namespace: metadata.namespace, name: metadata.name })),
      ]);
      const warning = refs
        .flatMap((ref) => view.events.of(ref))
        .find(
          ({ type, lastTimestamp }) =>
            type === 'Warning' && view.now - (timeOf(lastTimestamp) ?? 0) < STARTED_MS,
        );
      return line === undefined || warning === undefined
        ? []
        : [`${line}, and ${warning.reason} of ${warning.involvedObject.name}: ${warning.message}`];
    },
  },
} as const satisfies Rules;
