import type { Abuse, Client } from '../../model/log-summary.ts';

export interface TrafficFacts {
  readonly requests: number;
  readonly requests429: number;
  readonly rateLimitLines: number;
  readonly distinctClients: number;
  /** The busiest ones. */
  readonly clients: readonly Client[];
}

/** Fewer requests than this carry no verdict. */
const MIN_REQUESTS = 200;
/** One client with so large a share is the traffic's shape, unless there are hardly any others (a proxy in front). */
const DOMINANT_SHARE = 0.4;
const MIN_CLIENTS = 5;
/** Of a scanner's requests so many must be refused or not found to be sure. */
const percent = (part: number, of: number): string => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;

/** A verdict on who sends the traffic, only when the numbers carry it. */
export function judgeTraffic(facts: TrafficFacts): Abuse {
  const { requests, requests429, rateLimitLines, distinctClients } = facts;
  const counted = { requests429, rateLimitLines };
  if (requests < MIN_REQUESTS || facts.clients.length === 0)
    return { verdict: 'unknown', why: [], ...counted };
  const scanners = facts.clients.filter(({ kind }) => kind === 'scanner');
  if (scanners.length > 0) {
    const sent = scanners.reduce((sum, c) => sum + c.requests, 0);
    const refused = scanners.reduce((sum, c) => sum + c.errors4xx, 0);
    const scans = scanners.reduce((sum, c) => sum + (c.scans ?? 0), 0);
    return {
      verdict: 'scanner',
      why: [
        `${scanners.length} of ${distinctClients} clients ask for what scanners ask for (${scanners
          .map((c) => c.client)
          .slice(0, 3)
          .join(', ')}): ${sent} of ${requests} requests (${percent(sent, requests)})`,
        `${scans} requests for scanner paths, ${refused} answered with 4xx`,
      ],
      ...counted,
    };
  }
  const [busiest] = facts.clients;
  const share = (busiest?.requests ?? 0) / requests;
  if (
    busiest !== undefined &&
    distinctClients >= MIN_CLIENTS &&
    share >= DOMINANT_SHARE &&
    busiest.kind !== 'monitoring'
  )
    return {
      verdict: 'single-client',
      why: [
        `${busiest.client} sends ${busiest.requests} of ${requests} requests (${percent(busiest.requests, requests)}), ${distinctClients} clients in all`,
      ],
      ...counted,
    };
  return { verdict: 'none', why: [], ...counted };
}
