import type { ReportAction } from '../../model/command/action.ts';
import { present } from '../../model/present.ts';
import type { Cause, Change, Report } from '../../model/report.ts';
import type { Check, Playbook } from '../../playbook/playbook.ts';
import { dateAndClock, duration, plural } from '../../text/format.ts';
import {
  loggedText,
  objectText,
  readText,
  symptoms,
  symptomText,
  unreadText,
} from '../note/cause-section.ts';
import { coverageGaps, notChecked } from '../note/lists-section.ts';
import { whereToLook } from '../note/where-to-look.ts';
import { COLLECTOR_WORDS, statusWords } from '../note/words.ts';
import { html, type Markup } from './html.ts';

/** Every cause with all its evidence, for and against, and all actions. */
export function causesPart(report: Report, checks: readonly Check[], playbook: Playbook): Markup {
  if (report.causes.length === 0) return noCause(report, checks, playbook);
  return html`<h2 id="causes">Causes</h2>${report.causes.map((cause) => causeCard(cause, report))}${alsoSeen(report)}`;
}

/** What no cause explains, however sure they are. */
const alsoSeen = (report: Report): Markup | null =>
  report.symptoms.length > 0
    ? html`<p class="soft">Also seen, and not explained</p>${list(report.symptoms.map((symptom) => symptomText(symptom, report)))}`
    : null;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function noCause(report: Report, checks: readonly Check[], playbook: Playbook): Markup {
  const seen = symptoms(report, checks);
  const passed = report.symptoms.filter(({ fails }) => !fails).map((symptom) => symptomText(symptom, report));
  const unread = unreadText(report);
  const read = report.coverage.filter(({ status }) => statusWords(status) === '');
  const verdict = (): string => {
    if (read.length === 0) return 'Unknown: nothing could be read.';
    if (report.outcome === 'unexplained') return `${capital(report.headline)}.`;
    if (seen.length > 0) return `${capital(loggedText(report))}.`;
    const noFault = `no fault seen in ${readText(report)}.`;
    return unread === '' ? `None found: ${noFault}` : `Unknown: ${unread} not read, ${noFault}`;
  };
  return html`<h2 id="causes">Cause</h2><div class="card low"><p>${verdict()}</p>${list([...seen, ...passed])}<p class="soft">Where to look</p>${whereToLook(report, playbook).map(actionPart)}</div>`;
}

function causeCard(cause: Cause, report: Report): Markup {
  return html`<section class="card ${cause.confidence}"><h3>${cause.title}</h3>
<p><span class="tag">${cause.confidence}</span> <code>${objectText(cause.object, report)}</code> <span class="soft small">${cause.cause}</span></p>
${cause.evidence.length > 0 && html`<p class="soft">Why</p>${list(cause.evidence)}`}
${cause.against.length > 0 && html`<p class="soft">Against it</p>${list(cause.against)}`}
${cause.actions.length > 0 && html`<p class="soft">What to do, in this order</p>${cause.actions.map(actionPart)}`}</section>`;
}

function actionPart({ kind, text, command }: ReportAction): Markup {
  if (kind === 'avoid') return html`<p class="bad">✗ ${text}</p>`;
  const word = kind === 'look' ? 'looks' : 'changes';
  return html`<p>${text} <span class="tag small ${kind === 'look' ? 'good' : 'warn'}">${word}</span></p>${command !== undefined && html`<pre>${command}</pre>`}`;
}

export const list = (entries: readonly string[]): Markup | null =>
  entries.length === 0 ? null : html`<ul>${entries.map((entry) => html`<li>${entry}</li>`)}</ul>`;

/** Changes and the onset in one line of time, oldest first. */
export function changesPart(report: Report): Markup | null {
  if (report.changes.length === 0 && report.onset === null) return null;
  const apart = report.changes.filter(({ reached }) => reached === 'no');
  const entries = present(
    ...report.changes
      .filter(({ reached }) => reached !== 'no')
      .map((change) => ({ at: change.at, markup: changeItem(change, report) })),
    report.onset !== null && {
      at: report.onset.at,
      markup: html`<li class="onset"><strong>${dateAndClock(report.onset.at)}</strong> the failure begins, ± ${duration(report.onset.uncertaintyMs)}, according to ${report.onset.by}</li>`,
    },
  ).toSorted((a, b) => timeOrder(a.at) - timeOrder(b.at));
  return html`<h2 id="changes">What changed</h2><ol class="line">${entries.map(({ markup }) => markup)}</ol>${
    apart.length > 0 &&
    html`<details><summary>${plural(apart.length, 'change')} that did not reach what fails</summary><ol class="line">${apart
      .toSorted((a, b) => timeOrder(a.at) - timeOrder(b.at))
      .map((change) => changeItem(change, report))}</ol></details>`
  }`;
}

const timeOrder = (at: string): number => {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? Number.MAX_SAFE_INTEGER : ms;
};

function changeItem(change: Change, report: Report): Markup {
  const words = {
    yes: 'reached what fails',
    no: 'did not reach it',
    unknown: 'unknown whether it reached it',
  };
  const lead =
    change.beforeOnsetMs === null
      ? ''
      : `, ${duration(change.beforeOnsetMs)} ${change.beforeOnsetMs >= 0 ? 'before' : 'after'} the onset`;
  return html`<li><strong>${dateAndClock(change.at)}</strong> <code>${objectText(change.object, report)}</code> ${change.what}${change.who !== '' && ` (${change.who})`}<br><span class="soft small">${words[change.reached]}${lead}${change.why !== '' && `: ${change.why}`}</span></li>`;
}

/** Ruled out, each with what it was judged by; and what was not seen, so that silence is not read as health. */
export function judgedPart(report: Report): Markup {
  const unseen = notChecked(report);
  return html`${report.ruledOut.length > 0 && html`<h2 id="ruled-out">Ruled out</h2><ul>${report.ruledOut.map(({ what, by }) => html`<li>${what}: <span class="soft">${by}</span></li>`)}</ul>`}
${unseen.length > 0 && html`<h2 id="not-checked">Not checked</h2>${list(unseen)}`}
<h2 id="coverage">What was read</h2>
<p class="small soft">${coverageGaps(report.coverage).length === 0 ? 'All of it was read in full.' : 'What was not read in full is marked.'}</p>
<div class="scroll"><table><thead><tr><th scope="col">Evidence</th><th scope="col">Status</th><th scope="col">Detail</th><th scope="col" class="n">Took</th></tr></thead><tbody>
${report.coverage.map(({ collector, status, detail }) => {
  const took = report.timings[collector];
  return html`<tr><td>${COLLECTOR_WORDS[collector]}</td><td class="small ${statusWords(status) === '' ? 'good' : 'warn'}">${statusWords(status) || status}</td><td class="text">${detail}</td><td class="n">${took === undefined ? '' : duration(took)}</td></tr>`;
})}</tbody></table></div>`;
}
