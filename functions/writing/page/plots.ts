import { scaleLinear, scaleLog } from 'd3-scale';
import { area, curveMonotoneX } from 'd3-shape';
import { utcTicks } from 'd3-time';
import type { Endpoint, Minute } from '../../model/log-summary.ts';
import { duration, thousands } from '../../text/format.ts';
import { plainLine } from '../../text/plain.ts';
import { html, type Markup } from './html.ts';

const WIDTH = 640;
const HEIGHT = 170;
const LEFT = 56;
const RIGHT = 10;
const TOP = 20;
const BOTTOM = 24;

/** A moment to mark on a plot over time. */
export interface Mark {
  readonly at: number;
  readonly kind: 'onset' | 'change';
  readonly text: string;
}

/** Counts a minute as an area over time; null when there are too few points to be a line. */
export function minutePlot(
  minutes: readonly Minute[],
  of: 'errors5xx' | 'requests',
  title: string,
  marks: readonly Mark[],
): Markup | null {
  const points = minutes
    .map((minute) => ({ at: Date.parse(minute.at), value: Math.max(0, minute[of]) }))
    .filter(({ at }) => Number.isFinite(at))
    .toSorted((a, b) => a.at - b.at);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || first.at === last.at) return null;
  const most = points.reduce((largest, { value }) => Math.max(largest, value), 1);
  // Not scaleUtc, which brings 9 KB of formats for times in every language.
  const x = scaleLinear()
    .domain([first.at, last.at])
    .range([LEFT, WIDTH - RIGHT]);
  const y = scaleLinear()
    .domain([0, most])
    .nice(3)
    .range([HEIGHT - BOTTOM, TOP]);
  const shape = area<{ at: number; value: number }>()
    .x(({ at }) => round(x(at)))
    .y0(HEIGHT - BOTTOM)
    .y1(({ value }) => round(y(value)))
    .curve(curveMonotoneX);
  const within = marks.filter(({ at }) => at >= first.at && at <= last.at);
  return html`<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: most ${thousands(most)} a minute, last ${thousands(last.value)}">
${y.ticks(3).map((tick) => html`<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text x="${LEFT - 6}" y="${round(y(tick)) + 4}" text-anchor="end">${thousands(tick)}</text>`)}
${timeTicks(utcTicks(new Date(first.at), new Date(last.at), 5)).map((tick) => html`<text x="${round(x(tick))}" y="${HEIGHT - 5}" text-anchor="middle">${tick.toISOString().slice(11, 16)}</text>`)}
<path class="${of === 'requests' ? 'requests' : 'errors'}" d="${shape(points) ?? ''}"/>
${within.map((mark) => html`<line class="${mark.kind}" x1="${round(x(mark.at))}" x2="${round(x(mark.at))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"><title>${mark.text}</title></line>`)}
${within.filter(({ kind }) => kind === 'onset').map((mark) => html`<text x="${round(x(mark.at))}" y="15" text-anchor="middle">onset</text>`)}
</svg><figcaption>${title}, UTC</figcaption></figure>`;
}

/** Ticks on whole minutes: finer ones would bear the same label. */
const timeTicks = (ticks: readonly Date[]): readonly Date[] =>
  ticks.filter((tick) => tick.getTime() % 60_000 === 0);

const ROW = 46;

/** p50 and p95 of endpoints on a logarithmic scale, with the p95 before the onset as a mark; null without durations. */
export function latencyPlot(endpoints: readonly Endpoint[]): Markup | null {
  const rows = endpoints.flatMap(({ method, path, p50, p95, p95Before }) =>
    p50 === null || p95 === null
      ? []
      : [{ name: plainLine(`${method} ${path}`, 60), p50, p95, before: p95Before ?? null }],
  );
  if (rows.length === 0) return null;
  const values = rows
    .flatMap(({ p50, p95, before }) => [p50, p95, before ?? p95])
    .map((ms) => Math.max(0.1, ms));
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const x = scaleLog()
    .domain([low, Math.max(high, low * 10)])
    .range([10, WIDTH - 90])
    .clamp(true);
  const at = (ms: number): number => round(x(Math.max(0.1, ms)));
  const height = rows.length * ROW + 8;
  return html`<figure><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Latency by endpoint: ${rows.map(({ name, p50, p95 }) => `${name} p50 ${duration(p50)}, p95 ${duration(p95)}`).join('; ')}">
${rows.map(({ name, p50, p95, before }, index) => {
  const y = index * ROW + ROW - 12;
  return html`<text x="6" y="${y - 14}">${name}</text><line class="range" x1="${at(p50)}" x2="${at(p95)}" y1="${y}" y2="${y}"/><circle class="p50" cx="${at(p50)}" cy="${y}" r="4"/><circle class="p95" cx="${at(p95)}" cy="${y}" r="4"/>${before === null ? null : html`<line class="before" x1="${at(before)}" x2="${at(before)}" y1="${y - 8}" y2="${y + 8}"/>`}<text x="${at(p95) + 10}" y="${y + 5}">${duration(p95)}</text>`;
})}
</svg><figcaption>Latency by endpoint: p50 (left) and p95 (right), logarithmic; the upright mark is p95 before the onset</figcaption></figure>`;
}

/** One decimal of a pixel is all that shows. */
const round = (value: number): number => Math.round(value * 10) / 10;
