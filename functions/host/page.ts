import { redact } from '../redaction/redact.ts';
import type { BoardIncident, BoardNote, BoardTimer } from './board.ts';

export interface PageModel {
  readonly incidents: readonly BoardIncident[];
  /** Length of a minute, ms. */
  readonly minuteMs: number;
  /** What is looked at, for a reader: "a recording", "the cluster kind-dev". */
  readonly source: string;
  /** True when incidents can be acknowledged and resolved here: the stand-in's. */
  readonly actions: boolean;
}

const TIMER_STATES: Readonly<Record<BoardTimer['state'], string>> = {
  waiting: 'waiting',
  calling: 'calling',
  called: 'called',
  escalated: 'called by escalation',
  skipped: 'not needed',
  failed: 'could not be called',
};
const REAL_MINUTE_MS = 60_000;

/** The part of the page that changes; equal models give equal text, so that nothing moves without a reason. */
export function renderBoard(model: PageModel): string {
  const { incidents, minuteMs, source } = model;
  const pace = minuteMs === REAL_MINUTE_MS ? '' : ` One minute takes ${minuteMs / 1000} s here.`;
  const intro = `<p class="intro">Looking at ${html(source)}.${pace}</p>`;
  return incidents.length === 0
    ? `${intro}<p>No incident yet. The note appears here a few seconds after one opens.</p>`
    : intro + incidents.map((incident) => renderIncident(incident, model)).join('');
}

function renderIncident(incident: BoardIncident, { minuteMs, actions }: PageModel): string {
  const { occurrence, notes, timers, steps } = incident;
  const id = html(occurrence.name);
  return `<article aria-labelledby="title-${id}">
<h2 id="title-${id}">${html(redact(occurrence.title))}</h2>
<p class="meta" data-part="state-${id}"><span class="state ${incident.state}">${STATES[incident.state]}</span> <code>${id}</code> opened <time datetime="${html(occurrence.createdAt)}">${html(occurrence.createdAt)}</time></p>
<section aria-label="Notes" aria-live="polite" data-part="notes-${id}">${
    notes.length === 0 ? '<p class="pending">Looking…</p>' : notes.map(renderNote).join('')
  }</section>
${actions ? renderActions(occurrence.incidentId) : ''}
<section aria-label="Timers" data-part="timers-${id}"><h3>If nobody acts</h3><ol class="timers">${timers
    .map((timer) => renderTimer(timer, incident, minuteMs))
    .join('')}</ol></section>
<section aria-label="Steps" data-part="steps-${id}"><h3>Steps</h3><table><thead><tr><th scope="col">step</th><th scope="col">after</th><th scope="col">took</th></tr></thead><tbody>${steps
    .map(
      (step) =>
        `<tr class="${step.state}"><th scope="row">${html(step.name)}</th><td>${step.afterMs} ms</td><td>${
          step.tookMs === null ? 'running' : `${step.tookMs} ms`
        }${step.why === '' ? '' : `<br>${html(step.why)}`}</td></tr>`,
    )
    .join('')}</tbody></table></section>
</article>`;
}

/** The text as PagerDuty shows it, its addresses as links. */
const renderNote = ({ content, edits }: BoardNote): string =>
  `<pre class="note">${html(content).replaceAll(
    /\bhttps?:\/\/[^\s<>&]+/g,
    (address) => `<a href="${address}">${address}</a>`,
  )}</pre>${edits === 0 ? '' : `<p class="meta">edited in place ${edits === 1 ? 'once' : `${edits} times`}</p>`}`;

const renderActions = (incidentId: string): string =>
  ['acknowledge', 'resolve']
    .map(
      (action) =>
        `<form method="post" action="/local/${action}/${html(incidentId)}"><button>${action}</button></form>`,
    )
    .join('');

const STATES = { running: 'running', done: 'everything done', failed: 'something failed' } as const;

function renderTimer(timer: BoardTimer, incident: BoardIncident, minuteMs: number): string {
  const start = reference(incident);
  const minutes = Math.round((Date.parse(timer.at) - start) / minuteMs);
  const countdown =
    timer.state === 'waiting'
      ? ` <span class="left" data-at="${html(timer.at)}" data-minute="${minuteMs}"></span>`
      : '';
  return `<li class="${timer.state}"><strong>${minutes} min</strong> ${html(timer.name)} <span class="state">${
    TIMER_STATES[timer.state]
  }</span>${countdown}${timer.why === '' ? '' : `<br><small>${html(timer.why)}</small>`}</li>`;
}

/** Timers count from here: the occurrence's start, epoch ms. */
const reference = ({ occurrence }: BoardIncident): number =>
  Date.parse(occurrence.reopenedAt ?? occurrence.createdAt);

/** The whole page; `nonce` is what its content security policy lets through. */
export const renderPage = (model: PageModel, nonce: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>firstnote</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
<noscript><meta http-equiv="refresh" content="2"></noscript>
</head>
<body>
<header><h1>firstnote</h1></header>
<main id="board">${renderBoard(model)}</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>
`;

const html = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `
:root{color-scheme:light dark;--back:#fff;--fore:#1b1f24;--soft:#57606a;--line:#d0d7de;--card:#f6f8fa;--good:#116329;--bad:#a40e26;--busy:#0550ae}
@media (prefers-color-scheme:dark){:root{--back:#0d1117;--fore:#e6edf3;--soft:#9198a1;--line:#30363d;--card:#161b22;--good:#56d364;--bad:#ff7b72;--busy:#79c0ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:0 1rem 3rem;background:var(--back);color:var(--fore);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.25rem;margin:1rem 0 0}h2{font-size:1.1rem;margin:0}h3{font-size:1rem;margin:1rem 0 .25rem}
.intro,.meta,.pending,small{color:var(--soft)}
article{border-top:1px solid var(--line);padding:1rem 0}
a{color:var(--busy)}
.note{margin:.5rem 0;padding:.75rem;background:var(--card);border:1px solid var(--line);border-radius:6px;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.timers{list-style:none;margin:0;padding:0}
.timers li{padding:.35rem 0;border-bottom:1px solid var(--line)}
.timers strong{display:inline-block;min-width:4.5rem}
.state{color:var(--busy)}.done .state,.state.done,.called .state,.escalated .state,.skipped .state{color:var(--good)}
.failed .state,.state.failed{color:var(--bad)}
.left{color:var(--soft);font-variant-numeric:tabular-nums}
table{border-collapse:collapse;font-size:.9rem;width:100%}
form{display:inline-block;margin:.5rem .5rem 0 0}button{min-height:44px;padding:0 1rem;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--fore);font:inherit}
th,td{text-align:left;padding:.15rem .75rem .15rem 0;font-weight:400;overflow-wrap:anywhere}
thead th{color:var(--soft)}tr.failed td,tr.failed th{color:var(--bad)}
`;

/**
 * Fetches the board and puts in the parts that changed, so that a reader's place, selection and screen reader stay where
 * they are; counts the timers down in minutes as the host runs them.
 */
const SCRIPT = `
const board = document.getElementById('board');
const parts = (root) => [...root.querySelectorAll('[data-part]')];
const shown = new Map(parts(board).map((part) => [part.dataset.part, part.innerHTML]));
function show(text) {
  const fresh = document.createElement('template');
  fresh.innerHTML = text;
  const now = parts(fresh.content);
  const known = now.length === shown.size && now.every((part) => shown.has(part.dataset.part));
  if (!known) { shown.clear(); board.replaceChildren(...fresh.content.childNodes); }
  for (const part of now) {
    const { part: name } = part.dataset;
    if (known && shown.get(name) !== part.innerHTML)
      board.querySelector('[data-part="' + name + '"]').innerHTML = part.innerHTML;
    if (!known || shown.get(name) !== part.innerHTML) shown.set(name, part.innerHTML);
  }
}
function count() {
  for (const left of board.querySelectorAll('.left')) {
    const seconds = Math.max(0, (Date.parse(left.dataset.at) - Date.now()) / Number(left.dataset.minute)) * 60;
    left.textContent = 'in ' + Math.floor(seconds / 60) + ':' + String(Math.floor(seconds % 60)).padStart(2, '0') + ' min';
  }
}
async function refresh() {
  try {
    show(await (await fetch('/local/board')).text());
    document.title = 'firstnote';
  } catch { document.title = 'firstnote (stopped)'; }
  count();
}
setInterval(refresh, 500);
count();
`;
