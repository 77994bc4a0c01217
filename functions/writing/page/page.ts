import { present } from '../../model/present.ts';
import type { Report } from '../../model/report.ts';
import { clock, dateAndClock, duration } from '../../text/format.ts';
import type { NoteContext } from '../note/context.ts';
import { checksOf } from '../note/failing-section.ts';
import { targetText } from '../note/note.ts';
import { recoveryLines } from '../note/recovery-text.ts';
import { CALLS_PLACE, callsPart } from './calls-part.ts';
import { causesPart, changesPart, judgedPart, list } from './cause-part.ts';
import { html, link, Markup } from './html.ts';
import { CONTENT_SECURITY_POLICY, STYLE } from './style.ts';
import { patternsPart, stateParts, trafficPart } from './traffic-part.ts';

/** Beside the note's context: other documents of the same occurrence. */
export interface PageContext extends NoteContext {
  readonly timelineUrl?: string;
}

/**
 * The whole report as one HTML file: no script, no request, readable on a phone and in the dark. Everything that came
 * out of the cluster is escaped.
 */
export function renderPage(report: Report, context: PageContext): string {
  const title = [context.alert.name, targetText(report.target)].filter((word) => word !== '').join(' · ');
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${new Markup(CONTENT_SECURITY_POLICY)}">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<title>${title}</title><style>${new Markup(STYLE)}</style></head>
<body><header>${headerPart(report, context, title)}</header><main>
${outcomePart(context)}
${causesPart(report, checksOf(context.alert, context.playbook), context.playbook)}
${changesPart(report)}
${trafficPart(report)}
${patternsPart(report)}
${stateParts(report)}
${judgedPart(report)}
${preventionPart(report, context)}
</main><footer>firstnote ${context.occurrence} · made from evidence of ${dateAndClock(report.generatedAt)}; nothing was written to the cluster</footer></body></html>
`.text;
}

/** How it ended, before what it was. */
function outcomePart({ recovery }: PageContext): Markup | null {
  if (recovery === undefined) return null;
  const words = { yes: 'Recovered', no: 'Not recovered', unknown: 'Resolved, recovery not confirmed' };
  const level = { yes: 'low', no: 'high', unknown: 'medium' };
  return html`<h2 id="outcome">${words[recovery.recovered]}</h2><div class="card ${level[recovery.recovered]}">${list(recoveryLines(recovery))}</div>`;
}

function headerPart(report: Report, context: PageContext, title: string): Markup {
  const { alert, playbook } = context;
  const threshold = playbook.alerts.find(({ name }) => name === alert.name)?.threshold;
  const facts = present(
    alert.severity !== '' && alert.severity,
    threshold !== undefined && `alert ${threshold}`,
    alert.value !== undefined && alert.value !== '' && `${alert.value} when it fired`,
    report.target.cluster !== '' && `cluster ${report.target.cluster}`,
    `state at ${dateAndClock(report.generatedAt)}`,
    `looked at ${clock(report.window.from)} to ${clock(report.window.to)}`,
    context.state !== 'complete' && context.state,
  );
  const links = present(
    alert.url !== undefined && link(alert.url, 'alert'),
    context.timelineUrl !== undefined && link(context.timelineUrl, 'time line'),
    ...Object.entries(playbook.dashboards).map(([name, url]) => link(url, name)),
  );
  return html`<p class="soft small">firstnote · ${playbook.name}</p><h1>${title}</h1>
<p>${report.headline}</p><p class="soft small">${facts.join(' · ')}</p>
${links.length > 0 && html`<p class="small">${links.map((entry) => html`${entry} `)}</p>`}
${context.recovery === undefined ? new Markup(CALLS_PLACE) : callsPart(context)}`;
}

/** Kept apart from the cause: what would keep it from happening again, found and from the playbook, and what to watch. */
function preventionPart(report: Report, { playbook }: PageContext): Markup | null {
  const metrics = Object.entries(playbook.metrics);
  if (report.prevention.length + playbook.prevention.length + metrics.length === 0) return null;
  const total = report.timings.total;
  return html`<h2 id="prevention">Prevention</h2>
${report.prevention.length > 0 && html`<p class="soft">Found in the cluster, not the cause</p>${list(report.prevention)}`}
${playbook.prevention.length > 0 && html`<p class="soft">From the playbook</p>${list(playbook.prevention)}`}
${metrics.length > 0 && html`<details><summary>Metrics to monitor</summary>${metrics.map(([name, query]) => html`<p>${name}</p><pre>${query}</pre>`)}</details>`}
${total !== undefined && html`<p class="soft small">Collected in ${duration(total)}.</p>`}`;
}
