import type { Endpoint } from '../../../model/log-summary.ts';
import type { Statement } from '../../../model/statement.ts';
import { currentSummary } from '../../view/current-logs.ts';
import type { ClusterView } from '../../view/view.ts';
import type { CallFailure } from './failures.ts';

/** More endpoints than this are no part of a program, but the program. */
const MAX_ENDPOINTS = 2;
/** Share of all 5xx that these answer: the rest is noise. */
const MOST = 0.95;
/** Error lines for this share of the failed requests: fewer tell of something else. */
const TOLD = 0.5;
/** Requests to other endpoints that show that those work. */
const MIN_OTHERS = 10;

/** The one or two endpoints of a caller that fail while its others work, where the error lines are as many as their failures. */
export function onlyEndpoints(
  view: ClusterView,
  { workload, count }: Pick<CallFailure, 'workload' | 'count'>,
): Statement<'only-endpoints-fail'> | undefined {
  const { endpoints } = currentSummary(view, workload);
  const failed = sum(endpoints, ({ errors5xx }) => errors5xx);
  const failing = endpoints
    .filter(({ errors5xx }) => errors5xx > failed * (1 - MOST))
    .toSorted((a, b) => b.errors5xx - a.errors5xx);
  const others = endpoints.filter((endpoint) => !failing.includes(endpoint));
  const told = sum(failing, ({ errors5xx }) => errors5xx);
  const working = sum(others, ({ requests }) => requests);
  const isPart =
    failing.length > 0 &&
    failing.length <= MAX_ENDPOINTS &&
    told >= failed * MOST &&
    working >= MIN_OTHERS &&
    count >= told * TOLD;
  if (!isPart) return undefined;
  return {
    says: 'only-endpoints-fail',
    caller: workload.ref.name,
    endpoints: failing.map(({ method, path, errors5xx, requests }) => ({
      method,
      path,
      failed: errors5xx,
      requests,
    })),
    others: { failed: failed - told, requests: working },
  };
}

const sum = (endpoints: readonly Endpoint[], of: (endpoint: Endpoint) => number): number =>
  endpoints.reduce((total, endpoint) => total + of(endpoint), 0);
