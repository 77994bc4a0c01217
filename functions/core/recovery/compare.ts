import { titleBeforeObject } from '../cause-title.ts';
import { duration, percent, plural } from '../format.ts';
import type { Endpoint } from '../log-summary.ts';
import { refKey, shortName } from '../object-ref.ts';
import type { Cause, Report } from '../report.ts';
import { sinceOnset } from './since-onset.ts';

export interface Comparison {
  readonly recovered: 'yes' | 'no' | 'unknown';
  /** Why, and before and after in numbers; each a phrase for a note. */
  readonly lines: readonly string[];
}

/** A share of failed requests that no alert is made for; below it an API is called well. */
const WELL_BELOW = 0.01;
/** Still this much of the share before is no recovery, whatever the share is. */
const STILL_OF_BEFORE = 0.5;
/** One endpoint that fails this often is not responding, however well the others do; a few errors follow any repair. */
const ENDPOINT_FAILS = 0.2;
/** Fewer requests than these say nothing about a share. */
const MIN_REQUESTS = 10;
/** A p95 this many times the one before the onset, and longer than this, is still slow. */
const SLOW_TIMES = 2;
const SLOW_MS = 500;
/** Endpoints that are compared one by one, those with the most errors before. */
const MAX_ENDPOINTS = 3;

/**
 * Whether what was wrong before is over. `no` when its cause is still named (high or medium), when requests still fail,
 * over all or at one endpoint, or are still slow; `yes` needs to be shown: requests that succeed and no other sure
 * cause, or, where none failed before, a cluster that was read and names no cause any more. Anything less is unknown, a share that has fallen
 * and has not settled among it.
 */
export function compareReports(before: Report | undefined, after: Report | undefined): Comparison {
  if (after === undefined) return { recovered: 'unknown', lines: ['nothing could be collected after it'] };
  const lines = [
    ...rateLines(before, after),
    ...endpointLines(before, after),
    ...answeringLine(before, after),
    ...causeLines(before, after),
  ];
  const wrong = [...persistingLines(before, after), ...failingLines(after), ...slowLines(before, after)];
  if (wrong.length > 0) return { recovered: 'no', lines: [...wrong, ...lines] };
  const rate = errorShare(after);
  const was = before === undefined ? undefined : shareOf(before);
  if (rate !== undefined) {
    const isSound = after.causes.every(({ confidence }) => confidence !== 'high');
    if (rate <= WELL_BELOW) return { recovered: isSound ? 'yes' : 'unknown', lines };
    const high = was === undefined || rate >= was * STILL_OF_BEFORE || rate > 5 * WELL_BELOW;
    return high
      ? { recovered: 'no', lines }
      : { recovered: 'unknown', lines: ['fewer requests fail, and more than 1 % still do', ...lines] };
  }
  const confident = after.causes.some(({ confidence }) => confidence !== 'low');
  if (confident) return { recovered: 'no', lines };
  if (was !== undefined && was > WELL_BELOW)
    return { recovered: 'unknown', lines: [...lines, 'too few requests after it'] };
  return { recovered: isRead(after) ? 'yes' : 'unknown', lines: [...lines, ...unreadLines(after)] };
}

function persistingLines(before: Report | undefined, after: Report): string[] {
  const first = before?.causes[0];
  if (first === undefined) return [];
  return after.causes
    .filter(
      ({ cause, object, confidence }) =>
        confidence !== 'low' && cause === first.cause && refKey(object) === refKey(first.object),
    )
    .slice(0, 1)
    .map((cause) => `still ${causeText(cause)}`);
}

const causeText = ({ title, object }: Cause): string => `${titleBeforeObject(title)}: ${shortName(object)}`;
const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

/** Endpoints that fail after the incident was resolved. */
const failingLines = ({ endpoints }: Report): string[] =>
  endpoints
    .filter(({ requests, errors5xx }) => requests >= MIN_REQUESTS && errors5xx / requests >= ENDPOINT_FAILS)
    .toSorted((a, b) => b.errors5xx - a.errors5xx)
    .slice(0, MAX_ENDPOINTS)
    .map(
      (is) =>
        `still failing: ${nameOf(is)}, ${percent(is.errors5xx, is.requests)} of ${plural(is.requests, 'request')}`,
    );

/** Endpoints whose p95 has not come back to what it was before the onset. */
function slowLines(before: Report | undefined, after: Report): string[] {
  return (before?.endpoints ?? []).flatMap((was) => {
    const normal = was.p95Before ?? null;
    const is = endpointOf(after, was);
    if (normal === null || is === undefined || is.p95 === null || is.requests < MIN_REQUESTS) return [];
    return is.p95 > SLOW_MS && is.p95 > normal * SLOW_TIMES
      ? [`still slow: ${nameOf(is)}, p95 ${duration(is.p95)} (${duration(normal)} before the failure)`]
      : [];
  });
}

const endpointOf = (report: Report, was: Endpoint): Endpoint | undefined =>
  report.endpoints.find(({ method, path }) => method === was.method && path === was.path);

/** 5xx over requests, undefined when too few were seen. */
function errorShare({ traffic }: Report): number | undefined {
  if (traffic === null || traffic.requests < MIN_REQUESTS) return undefined;
  return traffic.errors5xx / traffic.requests;
}

/** As the first note counted it: since the onset where that is known. */
function shareOf(report: Report): number | undefined {
  const since = sinceOnset(report);
  return since === undefined ? errorShare(report) : since.errors5xx / since.requests;
}

function rateText(report: Report): string {
  const counted = sinceOnset(report) ?? report.traffic;
  return counted === null || counted.requests === 0
    ? 'not seen'
    : `${percent(counted.errors5xx, counted.requests)} of ${plural(counted.requests, 'request')}`;
}

function rateLines(before: Report | undefined, after: Report): string[] {
  if ((before?.traffic ?? null) === null && after.traffic === null) return [];
  return [`5xx before ${before === undefined ? 'not seen' : rateText(before)}, after ${rateText(after)}`];
}

/** The endpoints that failed most before, each with its share and p95 before and after. */
function endpointLines(before: Report | undefined, after: Report): string[] {
  const worst = (before?.endpoints ?? [])
    .filter(({ errors5xx }) => errors5xx > 0)
    .toSorted((a, b) => b.errors5xx - a.errors5xx)
    .slice(0, MAX_ENDPOINTS);
  return worst.map((was) => {
    const is = endpointOf(after, was);
    const rate = is === undefined || is.requests === 0 ? 'no requests' : percent(is.errors5xx, is.requests);
    const p95 =
      was.p95 === null || is === undefined || is.p95 === null
        ? ''
        : `, p95 ${duration(was.p95)} -> ${duration(is.p95)}`;
    return `${nameOf(was)} ${percent(was.errors5xx, was.requests)} -> ${rate}${p95}`;
  });
}

/** How many of the endpoints of before have answered since: those without a request are not known to be well. */
function answeringLine(before: Report | undefined, after: Report): string[] {
  const seen = before?.endpoints ?? [];
  if (seen.length === 0 || after.endpoints.length === 0) return [];
  const answering = seen.filter((was) => {
    const is = endpointOf(after, was);
    return is !== undefined && is.requests > is.errors5xx;
  });
  return [`${answering.length} of the ${plural(seen.length, 'endpoint')} seen before answer`];
}

function causeLines(before: Report | undefined, after: Report): string[] {
  const [was] = before?.causes ?? [];
  const [is] = after.causes.filter(({ confidence }) => confidence !== 'low');
  if (was === undefined || (is !== undefined && is.cause === was.cause)) return [];
  return [is === undefined ? `no longer seen: ${causeText(was)}` : `seen now: ${causeText(is)}`];
}

/** The state of the cluster was read: pods at least. */
const isRead = ({ coverage }: Report): boolean =>
  coverage.some(({ collector, status }) => collector === 'pods' && (status === 'ok' || status === 'empty'));

const unreadLines = (after: Report): string[] =>
  isRead(after) ? [] : ['the state of the pods could not be read after it'];
