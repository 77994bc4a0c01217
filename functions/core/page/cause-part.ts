import { titleBeforeObject } from '../cause-title.ts';
import type { ReportAction } from '../command/action.ts';
import { dateAndClock, duration, plural } from '../format.ts';
import { objectText, readText, symptoms, unreadText } from '../note/cause-section.ts';
import { coverageGaps, notCheckedSection } from '../note/lists-section.ts';
import { whereToLook } from '../note/where-to-look.ts';
import { COLLECTOR_WORDS, statusWords } from '../note/words.ts';
import type { Check, Playbook } from '../playbook/playbook.ts';
import type { Cause, Change, Report } from '../report.ts';
import { html, type Markup } from './html.ts';

/** Every cause with all its evidence, for and against, and all actions. */
export function causesPart(report: Report, checks: readonly Check[], playbook: Playbook): Markup {
  if (report.causes.length === 0) return noCause(report, checks, playbook);
  return html`<h2 id="causes">Causes</h2>${report.causes.map((cause) => causeCard(cause, report))}`;
}

function noCause(report: Report, checks: readonly Check[], playbook: Playbook): Markup {
  const seen = symptoms(report, checks);
  const unread = unreadText(report);
  const read = report.coverage.filter(({ status }) => statusWords(status) === '');
  const verdict = (): string => {
    if (read.length === 0) return 'Unknown: nothing could be read.';
    if (seen.length > 0) return 'Unknown: no rule explains what was seen.';
    const noFault = `no fault seen in ${readText(report)}.`;
    return unread === '' ? `None found: ${noFault}` : `Unknown: ${unread} not read, ${noFault}`;
  };
  return html`<h2 id="causes">Cause</h2><div class="card low"><p>${verdict()}</p>${list(seen)}<p class="soft">Where to look</p>${whereToLook(report, playbook).map(actionPart)}</div>`;
}

function causeCard(cause: Cause, report: Report): Markup {
  return html`<section class="card ${cause.confidence}"><h3>${titleBeforeObject(cause.title)}</h3>
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
  const entries = [
    ...report.changes
      .filter(({ reached }) => reached !== 'no')
      .map((change) => ({ at: change.at, markup: changeItem(change, report) })),
    ...(report.onset === null
      ? []
      : [
          {
            at: report.onset.at,
            markup: html`<li class="onset"><strong>${dateAndClock(report.onset.at)}</strong> the failure begins, ± ${duration(report.onset.uncertaintyMs)}, by ${report.onset.by}</li>`,
          },
        ]),
  ].toSorted((a, b) => timeOrder(a.at) - timeOrder(b.at));
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
    yes: 'reached the failing thing',
    no: 'did not reach it',
    unknown: 'not known whether it reached it',
  };
  const lead =
    change.beforeOnsetMs === null
      ? ''
      : `, ${duration(change.beforeOnsetMs)} ${change.beforeOnsetMs >= 0 ? 'before' : 'after'} the onset`;
  return html`<li><strong>${dateAndClock(change.at)}</strong> <code>${objectText(change.object, report)}</code> ${change.what}${change.who !== '' && ` (${change.who})`}<br><span class="soft small">${words[change.reached]}${lead}${change.why !== '' && `: ${change.why}`}</span></li>`;
}

/** Ruled out, each with what it was judged by; and what was not seen, so that silence is not read as health. */
export function judgedPart(report: Report): Markup {
  const unseen = notCheckedSection(report).map((line) => line.replace(/^NOT CHECKED {2}/, ''));
  return html`${report.ruledOut.length > 0 && html`<h2 id="ruled-out">Ruled out</h2><ul>${report.ruledOut.map(({ what, by }) => html`<li>${what}: <span class="soft">${by}</span></li>`)}</ul>`}
${unseen.length > 0 && html`<h2 id="not-checked">Not checked</h2>${list(unseen.flatMap((line) => line.split(' · ')))}`}
<h2 id="coverage">What was read</h2>
<p class="small soft">${coverageGaps(report.coverage).length === 0 ? 'All of it was read whole.' : 'What was not read whole is marked.'}</p>
<div class="scroll"><table><thead><tr><th scope="col">Evidence</th><th scope="col">Status</th><th scope="col">Detail</th><th scope="col" class="n">Took</th></tr></thead><tbody>
${report.coverage.map(({ collector, status, detail }) => {
  const took = report.timings[collector];
  return html`<tr><td>${COLLECTOR_WORDS[collector]}</td><td class="small ${statusWords(status) === '' ? 'good' : 'warn'}">${statusWords(status) || status}</td><td class="text">${detail}</td><td class="n">${took === undefined ? '' : duration(took)}</td></tr>`;
})}</tbody></table></div>`;
}
