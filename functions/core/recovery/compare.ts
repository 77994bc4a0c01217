import { duration, percent, thousands } from '../format.ts';
import { refKey, shortName } from '../object-ref.ts';
import type { Cause, Report } from '../report.ts';

export interface Comparison {
  readonly recovered: 'yes' | 'no' | 'unknown';
  /** Why, and before and after in numbers; each a phrase for a note. */
  readonly lines: readonly string[];
}

/** A share of failed requests that no alert is made for; below it an API is called well. */
const WELL_BELOW = 0.01;
/** Still this much of the share before is no recovery, whatever the share is. */
const STILL_OF_BEFORE = 0.5;
/** Fewer requests than these say nothing about a share. */
const MIN_REQUESTS = 10;
/** Endpoints that are compared one by one, those with the most errors before. */
const MAX_ENDPOINTS = 3;

/**
 * Whether what was wrong before is over. `no` when its cause is still named (high or medium), or requests still fail;
 * `yes` needs to be shown: requests that succeed, or a cluster that was read and names no cause any more. Anything
 * less is unknown.
 */
export function compareReports(before: Report | undefined, after: Report | undefined): Comparison {
  if (after === undefined) return { recovered: 'unknown', lines: ['nothing could be collected after it'] };
  const persisting = before === undefined ? undefined : stillNamed(before.causes, after.causes);
  const lines = [...rateLines(before, after), ...endpointLines(before, after), ...causeLines(before, after)];
  if (persisting !== undefined)
    return { recovered: 'no', lines: [`still ${causeText(persisting)}`, ...lines] };
  const rate = errorShare(after);
  if (rate !== undefined) {
    const was = before === undefined ? undefined : errorShare(before);
    const high =
      rate > WELL_BELOW && (was === undefined || rate >= was * STILL_OF_BEFORE || rate > 5 * WELL_BELOW);
    return { recovered: high ? 'no' : 'yes', lines };
  }
  const confident = after.causes.some(({ confidence }) => confidence !== 'low');
  if (confident) return { recovered: 'no', lines };
  return { recovered: isRead(after) ? 'yes' : 'unknown', lines: [...lines, ...unreadLines(after)] };
}

const stillNamed = (before: readonly Cause[], after: readonly Cause[]): Cause | undefined => {
  const [first] = before;
  return first === undefined
    ? undefined
    : after.find(
        ({ cause, object, confidence }) =>
          confidence !== 'low' && cause === first.cause && refKey(object) === refKey(first.object),
      );
};

const causeText = ({ title, object }: Cause): string => `${title}: ${shortName(object)}`;

/** 5xx over requests, undefined when too few were seen. */
function errorShare({ traffic }: Report): number | undefined {
  if (traffic === null || traffic.requests < MIN_REQUESTS) return undefined;
  return traffic.errors5xx / traffic.requests;
}

const rateText = ({ traffic }: Report): string =>
  traffic === null || traffic.requests === 0
    ? 'not seen'
    : `${percent(traffic.errors5xx, traffic.requests)} of ${thousands(traffic.requests)}`;

function rateLines(before: Report | undefined, after: Report): string[] {
  if ((before?.traffic ?? null) === null && after.traffic === null) return [];
  return [`5xx before ${before === undefined ? 'not seen' : rateText(before)}, after ${rateText(after)}`];
}

/** The endpoints that failed most before, each with its share and p95 before and after. */
function endpointLines(before: Report | undefined, after: Report): string[] {
  const worst = [...(before?.endpoints ?? [])]
    .filter(({ errors5xx }) => errors5xx > 0)
    .sort((a, b) => b.errors5xx - a.errors5xx)
    .slice(0, MAX_ENDPOINTS);
  return worst.map((was) => {
    const is = after.endpoints.find(({ method, path }) => method === was.method && path === was.path);
    const rate = is === undefined || is.requests === 0 ? 'no requests' : percent(is.errors5xx, is.requests);
    const p95 =
      was.p95 === null || is === undefined || is.p95 === null
        ? ''
        : `, p95 ${duration(was.p95)} -> ${duration(is.p95)}`;
    return `${was.method} ${was.path} ${percent(was.errors5xx, was.requests)} -> ${rate}${p95}`;
  });
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
