import type { Endpoint } from '../../model/log-summary.ts';
import { refKey } from '../../model/object-ref.ts';
import type { Comparison, Failed, RecoveryFact } from '../../model/recovery.ts';
import type { Cause, Report } from '../../model/report.ts';
import { sinceOnset } from './since-onset.ts';

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
  if (after === undefined) return { recovered: 'unknown', facts: [{ says: 'nothing-collected' }] };
  const facts = [
    ...overAll(before, after),
    ...comparedEndpoints(before, after),
    ...answering(before, after),
    ...otherCause(before, after),
  ];
  const wrong = [...persisting(before, after), ...failing(after), ...slow(before, after)];
  if (wrong.length > 0) return { recovered: 'no', facts: [...wrong, ...facts] };
  const rate = errorShare(after);
  const was = before === undefined ? undefined : shareOf(before);
  if (rate !== undefined) return byShare(rate, was, after, facts);
  const confident = after.causes.some(({ confidence }) => confidence !== 'low');
  if (confident) return { recovered: 'no', facts };
  if (was !== undefined && was > WELL_BELOW)
    return { recovered: 'unknown', facts: [...facts, { says: 'too-few-requests' }] };
  return isRead(after)
    ? { recovered: 'yes', facts }
    : { recovered: 'unknown', facts: [...facts, { says: 'pods-not-read' }] };
}

/** By the share of requests that fail now, where there are enough of them to have one. */
function byShare(
  rate: number,
  was: number | undefined,
  after: Report,
  facts: readonly RecoveryFact[],
): Comparison {
  const isSound = after.causes.every(({ confidence }) => confidence !== 'high');
  if (rate <= WELL_BELOW) return { recovered: isSound ? 'yes' : 'unknown', facts };
  const isHigh = was === undefined || rate >= was * STILL_OF_BEFORE || rate > 5 * WELL_BELOW;
  if (isHigh) return { recovered: 'no', facts };
  return { recovered: 'unknown', facts: [{ says: 'fewer-fail' }, ...facts] };
}

const named = ({ title, object }: Cause) => ({ title, object });

function persisting(before: Report | undefined, after: Report): readonly RecoveryFact[] {
  const first = before?.causes[0];
  if (first === undefined) return [];
  return after.causes
    .filter(
      ({ cause, object, confidence }) =>
        confidence !== 'low' && cause === first.cause && refKey(object) === refKey(first.object),
    )
    .slice(0, 1)
    .map((cause) => ({ says: 'cause-persists', ...named(cause) }));
}

const failedOf = ({ requests, errors5xx }: Failed): Failed => ({ requests, errors5xx });
const ofEndpoint = ({ method, path }: Endpoint) => ({ method, path });

/** Endpoints that fail after the incident was resolved. */
const failing = ({ endpoints }: Report): readonly RecoveryFact[] =>
  endpoints
    .filter(({ requests, errors5xx }) => requests >= MIN_REQUESTS && errors5xx / requests >= ENDPOINT_FAILS)
    .toSorted((a, b) => b.errors5xx - a.errors5xx)
    .slice(0, MAX_ENDPOINTS)
    .map((is) => ({ says: 'endpoint-fails', ...ofEndpoint(is), failed: failedOf(is) }));

/** Endpoints whose p95 has not come back to what it was before the onset. */
function slow(before: Report | undefined, after: Report): readonly RecoveryFact[] {
  return (before?.endpoints ?? []).flatMap((was): readonly RecoveryFact[] => {
    const normal = was.p95Before ?? null;
    const is = endpointOf(after, was);
    if (normal === null || is === undefined || is.p95 === null || is.requests < MIN_REQUESTS) return [];
    return is.p95 > SLOW_MS && is.p95 > normal * SLOW_TIMES
      ? [{ says: 'endpoint-slow', ...ofEndpoint(is), p95: is.p95, normal }]
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

function counted(report: Report | undefined): Failed | null {
  const found = report && (sinceOnset(report) ?? report.traffic);
  return found && found.requests > 0 ? failedOf(found) : null;
}

function overAll(before: Report | undefined, after: Report): readonly RecoveryFact[] {
  if ((before?.traffic ?? null) === null && after.traffic === null) return [];
  return [{ says: 'failed-over-all', before: counted(before), after: counted(after) }];
}

/** The endpoints that failed most before, each with its share and p95 before and after. */
function comparedEndpoints(before: Report | undefined, after: Report): readonly RecoveryFact[] {
  const worst = (before?.endpoints ?? [])
    .filter(({ errors5xx }) => errors5xx > 0)
    .toSorted((a, b) => b.errors5xx - a.errors5xx)
    .slice(0, MAX_ENDPOINTS);
  return worst.map((was): RecoveryFact => {
    const is = endpointOf(after, was);
    const p95 = is?.p95 ?? null;
    return {
      says: 'endpoint-compared',
      ...ofEndpoint(was),
      before: failedOf(was),
      after: is === undefined || is.requests === 0 ? null : failedOf(is),
      p95: was.p95 === null || p95 === null ? null : { before: was.p95, after: p95 },
    };
  });
}

/** How many of the endpoints of before have answered since: those without a request are not known to be well. */
function answering(before: Report | undefined, after: Report): readonly RecoveryFact[] {
  const seen = before?.endpoints ?? [];
  if (seen.length === 0 || after.endpoints.length === 0) return [];
  const are = seen.filter((was) => {
    const is = endpointOf(after, was);
    return is !== undefined && is.requests > is.errors5xx;
  });
  return [{ says: 'endpoints-answer', answering: are.length, all: seen.length }];
}

function otherCause(before: Report | undefined, after: Report): readonly RecoveryFact[] {
  const [was] = before?.causes ?? [];
  const [is] = after.causes.filter(({ confidence }) => confidence !== 'low');
  if (was === undefined || (is !== undefined && is.cause === was.cause)) return [];
  return [is === undefined ? { says: 'cause-gone', ...named(was) } : { says: 'cause-instead', ...named(is) }];
}

/** The state of the cluster was read: pods at least. */
const isRead = ({ coverage }: Report): boolean =>
  coverage.some(({ collector, status }) => collector === 'pods' && (status === 'ok' || status === 'empty'));
