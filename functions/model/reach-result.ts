import type { ReachabilityProbe } from './evidence.ts';

/** What a failed connection means, by node's error codes and by what nc, bash and python print. */
export function reachResult(text: string): ReachabilityProbe['result'] {
  if (/ECONNREFUSED|refused/i.test(text)) return 'refused';
  if (/ENOTFOUND|EAI_|not known|resol(ve|ution)|bad address|gaierror|no address/i.test(text))
    return 'dns-failed';
  if (/EHOSTUNREACH|ENETUNREACH|no route|unreachable/i.test(text)) return 'no-route';
  if (/ETIMEDOUT|timed? ?out/i.test(text)) return 'timeout';
  return 'unknown';
}
