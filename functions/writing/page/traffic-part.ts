import type { Report, ResourceUse, Traffic } from '../../model/report.ts';
import { bytes, clockNear, dateAndClock, duration, percent, plural, thousands } from '../../text/format.ts';
import { objectText } from '../note/cause-section.ts';
import { list } from './cause-part.ts';
import { html, type Markup } from './html.ts';
import { latencyPlot, type Mark, minutePlot } from './plots.ts';

const MAX_ENDPOINTS = 50;
const MAX_PATTERNS = 40;
const MAX_CLIENTS = 20;
const MAX_PLOTTED = 12;

/** Requests and errors over time, latency and the endpoints. */
export function trafficPart(report: Report): Markup | null {
  const { traffic } = report;
  if (traffic === null) return null;
  const window = traffic.window ?? report.window;
  const marks = marksOf(report);
  const rows = report.endpoints.toSorted((a, b) => b.errors5xx - a.errors5xx || b.requests - a.requests);
  return html`<h2 id="traffic">Requests</h2>
<p>${percent(traffic.errors5xx, traffic.requests)} of ${plural(traffic.requests, 'request')} answered 5xx, ${dateAndClock(window.from)} to ${clockNear(window.to, window.from)}, read from ${traffic.podsRead} of ${plural(traffic.podsTotal, 'pod')}${traffic.ratioToBaseline !== null && `; ${traffic.ratioToBaseline.toFixed(1)} times the requests of before`}.</p>
${minutePlot(traffic.minutes, 'errors5xx', '5xx a minute', marks)}
${minutePlot(traffic.minutes, 'requests', 'Requests a minute', marks)}
${latencyPlot(rows.slice(0, MAX_PLOTTED))}
${rows.length > 0 && endpointTable(rows.slice(0, MAX_ENDPOINTS), rows.length)}
${abuseText(traffic)}
${clientTable(traffic)}`;
}

function marksOf(report: Report): readonly Mark[] {
  const changes = report.changes.map((change) => ({
    at: Date.parse(change.at),
    kind: 'change' as const,
    text: `${objectText(change.object, report)} ${change.what}`,
  }));
  const onset =
    report.onset === null ? [] : [{ at: Date.parse(report.onset.at), kind: 'onset' as const, text: 'onset' }];
  return [...changes, ...onset].filter(({ at }) => Number.isFinite(at));
}

function endpointTable(rows: Report['endpoints'], total: number): Markup {
  const more = total > rows.length ? ` of ${thousands(total)}` : '';
  return html`<div class="scroll"><table><caption>Endpoints, most 5xx first (${thousands(rows.length)}${more})</caption>
<thead><tr><th scope="col">Endpoint</th><th scope="col" class="n">5xx</th><th scope="col" class="n">of its requests</th><th scope="col" class="n">Requests</th><th scope="col" class="n">4xx</th><th scope="col" class="n">p50</th><th scope="col" class="n">p95</th><th scope="col" class="n">p95 before</th></tr></thead><tbody>
${rows.map(
  (row) =>
    html`<tr><td><code>${row.method} ${row.path}</code></td><td class="n ${row.errors5xx > 0 ? 'bad' : ''}">${thousands(row.errors5xx)}</td><td class="n">${percent(row.errors5xx, row.requests)}</td><td class="n">${thousands(row.requests)}</td><td class="n">${thousands(row.errors4xx)}</td><td class="n">${ms(row.p50)}</td><td class="n">${ms(row.p95)}</td><td class="n">${ms(row.p95Before ?? null)}</td></tr>`,
)}</tbody></table></div>`;
}

const ms = (value: number | null): string => (value === null ? '' : duration(value));

function abuseText({ abuse, byMethod }: Traffic): Markup {
  const words = {
    none: 'No abuse seen',
    scanner: 'A scanner tries its paths',
    'single-client': 'One client makes most requests',
    unknown: 'Too little was read to tell abuse',
  };
  const methods = Object.entries(byMethod)
    .toSorted(([, a], [, b]) => b - a)
    .map(([method, count]) => `${method} ${thousands(count)}`);
  return html`<p>${methods.length > 0 && `By method: ${methods.join(', ')}. `}Answered 429: ${thousands(abuse.requests429)}; rate-limit lines: ${thousands(abuse.rateLimitLines)}. ${words[abuse.verdict]}.</p>${list(abuse.why)}`;
}

function clientTable({ clients, requests }: Traffic): Markup | null {
  if (clients.length === 0) return null;
  return html`<details><summary>Clients with most requests</summary><div class="scroll"><table><thead><tr><th scope="col">Client</th><th scope="col">Kind</th><th scope="col">Agent</th><th scope="col" class="n">Requests</th><th scope="col" class="n">Share</th><th scope="col" class="n">4xx</th></tr></thead><tbody>
${clients.slice(0, MAX_CLIENTS).map((client) => html`<tr><td><code>${client.client}</code></td><td>${client.kind}</td><td>${client.agent}</td><td class="n">${thousands(client.requests)}</td><td class="n">${percent(client.requests, requests)}</td><td class="n">${thousands(client.errors4xx)}</td></tr>`)}</tbody></table></div></details>`;
}

/** Log lines of one template each, most frequent first. */
export function patternsPart(report: Report): Markup | null {
  if (report.patterns.length === 0) return null;
  const rows = report.patterns.slice(0, MAX_PATTERNS);
  const more = report.patterns.length > rows.length ? ` of ${thousands(report.patterns.length)}` : '';
  return html`<h2 id="patterns">Error patterns</h2><div class="scroll"><table><caption>${plural(rows.length, 'template')}${more}</caption><thead><tr><th scope="col" class="n">Lines</th><th scope="col">Kind</th><th scope="col">Example</th><th scope="col">Where</th><th scope="col">First, last</th></tr></thead><tbody>
${rows.map((row) => html`<tr><td class="n">${thousands(row.count)}</td><td>${row.kind}${row.isNew === true && html` <span class="tag bad">new</span>`}</td><td class="text"><code>${row.example || row.template}</code></td><td>${row.workload}, ${plural(row.pods, 'pod')}</td><td class="small">${row.first === '' ? '' : dateAndClock(row.first)}<br>${row.last === '' ? '' : dateAndClock(row.last)}</td></tr>`)}</tbody></table></div>`;
}

/** Dependencies, rollouts and usage: what the note only mentions where it matters. */
export function stateParts(report: Report): Markup {
  return html`${
    report.dependencies.length > 0 &&
    html`<h2 id="dependencies">Dependencies</h2><div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">State</th><th scope="col">Judged by</th></tr></thead><tbody>
${report.dependencies.map((row) => html`<tr><td>${row.name}</td><td>${row.kind}</td><td class="${STATE_CLASS[row.state]}">${row.state}</td><td class="text">${row.by}</td></tr>`)}</tbody></table></div>`
  }
${
  report.rollouts.length > 0 &&
  html`<h2 id="rollouts">Rollout history</h2><div class="scroll"><table><thead><tr><th scope="col">Workload</th><th scope="col">Revision</th><th scope="col">When</th><th scope="col">What changed</th></tr></thead><tbody>
${report.rollouts.map((row) => html`<tr><td><code>${objectText(row.workload, report)}</code></td><td>${row.revision}${row.current && html` <span class="tag">current</span>`}</td><td class="small">${dateAndClock(row.at)}</td><td class="text">${row.what.join('; ')}</td></tr>`)}</tbody></table></div>`
}
${
  report.resources.length > 0 &&
  html`<h2 id="usage">Usage</h2><div class="scroll"><table><caption>Summed over the pods</caption><thead><tr><th scope="col">Workload</th><th scope="col" class="n">Pods</th><th scope="col" class="n">CPU used</th><th scope="col" class="n">request</th><th scope="col" class="n">limit</th><th scope="col" class="n">Memory used</th><th scope="col" class="n">request</th><th scope="col" class="n">limit</th></tr></thead><tbody>
${report.resources.map((row) => useRow(row, report))}</tbody></table></div>`
}`;
}

const STATE_CLASS = { ok: 'good', failing: 'bad', unknown: 'warn' } as const;

function useRow(row: ResourceUse, report: Report): Markup {
  const cpu = (value: number | null): string => (value === null ? '-' : `${thousands(value)}m`);
  const memory = (value: number | null): string => (value === null ? '-' : bytes(value));
  return html`<tr><td><code>${objectText(row.workload, report)}</code></td><td class="n">${row.pods}</td><td class="n">${cpu(row.cpu.used)}</td><td class="n">${cpu(row.cpu.request)}</td><td class="n">${cpu(row.cpu.limit)}</td><td class="n">${memory(row.memory.used)}</td><td class="n">${memory(row.memory.request)}</td><td class="n">${memory(row.memory.limit)}</td></tr>`;
}
