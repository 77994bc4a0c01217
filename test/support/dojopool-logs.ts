import { createLogReader } from '../../functions/logs/reader.ts';
import type { ContainerLog } from '../../functions/model/log-summary.ts';
import type { Window } from '../../functions/model/window.ts';

const WINDOW: Window = { from: '2026-11-25T13:48:22.000Z', to: '2026-11-25T14:03:22.000Z' };
const START = Date.parse('2026-11-25T13:48:24Z');
const END = Date.parse('2026-11-25T14:03:20Z');
/** When a fault of these tests begins. */
export const ONSET = '2026-11-25T13:58:12.000Z';

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly ms: number;
  readonly client?: string;
  readonly agent?: string;
  /** What the API logs with a failed request. */
  readonly error?: { readonly type: string; readonly message: string; readonly code?: string };
}

/** The n-th request at `at`, ms, and whether the fault is there; undefined for none. */
export type Traffic = (n: number, failing: boolean) => Request | undefined;

/** Steady traffic in which nothing fails. */
export const steady: Traffic = (n) => {
  const client = `10.1.${n % 7}.${n % 200}`;
  if (n % 3 === 0)
    return { method: 'POST', url: `/api/games/${n}/scores`, status: 200, ms: 40 + (n % 20), client };
  if (n % 3 === 1) return { method: 'GET', url: '/api/leaderboard', status: 200, ms: 12 + (n % 9), client };
  return { method: 'GET', url: `/api/games/${n}`, status: 200, ms: 9 + (n % 5), client };
};

/** Steady, but what `pick` chooses fails so from the onset on. */
export const failingWith =
  (pick: (request: Request, n: number) => boolean, error: Request['error'], status = 503, ms = 20): Traffic =>
  (n, failing) => {
    const request = steady(n, failing);
    return request !== undefined && failing && pick(request, n)
      ? { ...request, status, ms, ...(error && { error }) }
      : request;
  };

/** One API pod's log as pino writes it (https://getpino.io), read by the log engine; a request every `everyMs`. */
export function apiLog(pod: string, traffic: Traffic, everyMs = 500): ContainerLog {
  const lines: string[] = [];
  let n = pod.charCodeAt(pod.length - 1);
  for (let at = START; at <= END; at += at >= Date.parse(ONSET) ? everyMs : 500) {
    n += 1;
    const request = traffic(n, at >= Date.parse(ONSET));
    if (request !== undefined) lines.push(pinoLine(at, request));
  }
  return readLog(pod, 'dojopool-api', lines.join('\n'));
}

function pinoLine(at: number, { method, url, status, ms, client, agent, error }: Request): string {
  return JSON.stringify({
    level: error === undefined ? 30 : 50,
    time: at,
    pid: 1,
    name: 'dojopool-api',
    req: { method, url, userAgent: agent ?? 'okhttp/4.12', remoteAddress: client ?? '10.1.0.9' },
    res: { statusCode: status },
    responseTime: ms,
    ...(error === undefined
      ? {}
      : { err: { ...error, stack: `${error.type}: ${error.message}\n    at query (db.ts:1:1)` } }),
    msg: error === undefined ? 'request completed' : 'request errored',
  });
}

/** Any container's log. */
export function readLog(pod: string, container: string, text: string): ContainerLog {
  const reader = createLogReader({ window: WINDOW });
  reader.push(new TextEncoder().encode(`${text}\n`));
  const { summary, tail, seen } = reader.end();
  return {
    namespace: 'production',
    pod,
    container,
    previous: false,
    asked: WINDOW,
    ...(seen === undefined ? {} : { seen }),
    cut: false,
    summary,
    tail,
  };
}
