import type { Finding } from '../../../model/finding.ts';
import { slackOf } from '../../../model/near.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import type { TemplateDifference } from '../../../model/template-difference.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { counterTest } from '../../changes/counter-test.ts';
import { namedChangeIn } from '../../differences/named-change.ts';
import { servicesNamedBy, wellBeside } from '../../differences/others.ts';
import { type Rise, risesOf, servesWell, worksOn } from '../../differences/rises.ts';
import { settingsNaming } from '../../differences/settings.ts';
import { rose, stated } from '../../differences/stating.ts';
import { type Touch, touchedBy } from '../../differences/touched.ts';
import { difference, strengthBy } from '../../differences/verdict.ts';
import { currentSummary } from '../../view/current-logs.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { isBroken } from '../shared/health.ts';
import { linesSaid, oneSide, othersAreWell } from '../shared/of-rise.ts';
import { quote } from '../shared/patterns.ts';
import { causeOf, changedAsWell, cutLimit, lookAt } from './comparison.ts';

/**
 * A workload's template, or a ConfigMap or Secret that it reads, was changed, and it fails since then: where the new
 * lines name nobody else, or whom they name is whom the changed setting names. What speaks for it is counted: the rate
 * before and after, which side of the revisions fails, that it and its callers alone fail.
 */
export const changedWorkload: Analyzer = {
  name: 'changed-workload',
  needs: ['replicasets', 'logs', 'pods'],
  causes: ['bad-rollout', 'cpu-saturation', 'config-missing'],
  analyze: (view) =>
    risesOf(view).flatMap((rise) => {
      const touches = touchedBy(view, rise);
      const own = touches.filter(({ how }) => how !== 'calls');
      return own.flatMap((touch) => judge(view, rise, touch, touches) ?? []);
    }),
};

function judge(view: ClusterView, rise: Rise, touch: Touch, touches: readonly Touch[]): Finding | undefined {
  const { workload } = rise;
  if (failsWithoutIt(view, rise, touch) || isWellAtWork(view, rise)) return undefined;
  const template = templateOf(touch);
  const named = servicesNamedBy(view, rise);
  const setting = named.flatMap((service) => naming(view, rise, service, template));
  // New lines that name another program tell of that one where it fails or was changed itself. Where its other callers
  // are well they tell of this one; where nobody else calls it, that is open.
  const cut = cutLimit(touch);
  const namesOthers = named.length > 0 && setting.length === 0;
  if (namesOthers && named.some((service) => failsItself(view, service) || wasChanged(view, rise, service)))
    return undefined;
  const otherCallers = namesOthers ? callersWell(view, rise, named) : undefined;
  const differences = [
    ...difference(felt(view, rise, touch)),
    ...difference(setting[0] ?? speakingOf(view, rise, touch)),
    ...difference(cut && slowNow(view, rise)),
    ...difference(byRevision(view, rise, touch), true),
    ...difference(otherCallers ?? aloneWithCallers(view, rise, named), true),
  ];
  const against = changedAsWell(touches, touch);
  const at = touch.change.at;
  return finding({
    ...(cut ? { cause: 'cpu-saturation' } : causeOf(touch, workload, 'differences')),
    object: workload.ref,
    title: cut ?? titleOf(touch),
    strength: strengthOf(
      view,
      rise,
      namesOthers && !cut && !otherCallers ? 'hint' : strengthBy(differences, against),
      cut !== undefined || touch.how === 'reads',
    ),
    evidence: [stated(touch, rise), ...differences.map(({ states }) => states), ...linesSaid(rise)],
    against,
    basis: ['replicasets', 'logs', 'pods'],
    explains: withCallers(view, workload),
    since: isoTime(at),
    actions: [lookAt(touch, workload)],
  });
}

/** What does as much work as before, with few errors to it, is changed and does not fail. */
const isWellAtWork = (view: ClusterView, rise: Rise): boolean =>
  rise.of === 'lines' && worksOn(summaryOf(view, rise), rise) === 'well';

const summaryOf = (view: ClusterView, { workload }: Rise) => currentSummary(view, workload);

/** Pods of older revisions that fail as well were not touched by this one. */
const failsWithoutIt = (view: ClusterView, rise: Rise, touch: Touch): boolean =>
  (touch.how === 'own' &&
    (counterTest(view, rise.workload)?.verdict === 'old-fail' || spares(view, rise, touch))) ||
  failedBefore(view, rise, touch);

/**
 * What a program does with less CPU cannot be told from what it does for another reason, nor is it known what a
 * ConfigMap or Secret said before: never proven. New error lines of a program that answers its requests, or
 * does as much as before, fail nobody.
 */
function strengthOf(
  view: ClusterView,
  rise: Rise,
  strength: Finding['strength'],
  isOpen: boolean,
): Finding['strength'] {
  const summary = summaryOf(view, rise);
  if (rise.of === 'lines' && (servesWell(summary) || worksOn(summary, rise))) return 'hint';
  return isOpen && strength === 'proof' ? 'strong' : strength;
}

const templateOf = ({ change }: Touch): readonly TemplateDifference[] =>
  change.facts.kind === 'rollout' ? change.facts.differences : [];

const titleOf = ({ change }: Touch): Statement =>
  change.facts.kind === 'rollout'
    ? { says: 'fails-since-revision', revision: change.facts.revision }
    : { says: 'fails-since-configuration', object: change.object };

/** Whether what stands behind a Service fails more than before, or is not whole. */
const failsItself = (view: ClusterView, { workloads }: ServiceView): boolean =>
  workloads.some(
    (workload) => isBroken(workload) || risesOf(view).some((rise) => rise.workload === workload),
  );

/** Whether what stands behind a Service was changed within the same interval. */
const wasChanged = (view: ClusterView, rise: Rise, { workloads }: ServiceView): boolean =>
  workloads.some((workload) => touchedBy(view, { ...rise, workload }).some(({ how }) => how !== 'calls'));

/** Others that call the same, and did not begin to fail: it answers whoever asks as before. */
function callersWell(view: ClusterView, rise: Rise, named: readonly ServiceView[]): Statement | undefined {
  const wells = wellBeside(view, rise).filter(
    (well) =>
      well.workload !== rise.workload &&
      named.every((service) => view.calls.from(well.workload).some((call) => call.service === service)),
  );
  return wells.length === 0
    ? undefined
    : { says: 'same-asked-well', callers: wells.map((well) => well.workload.ref.name) };
}

/** Whether its callers failed before the change already: it is rather an answer to that. */
function failedBefore(view: ClusterView, rise: Rise, { change }: Touch): boolean {
  const callers = new Set(view.calls.callersOf(rise.workload.ref).map(refKey));
  return risesOf(view).some(
    (caller) => callers.has(refKey(caller.workload.ref)) && change.at > caller.since + slackOf(caller),
  );
}

/** A changed variable that names whom the new lines name. */
function naming(
  view: ClusterView,
  rise: Rise,
  service: ServiceView,
  template: readonly TemplateDifference[],
): readonly Statement[] {
  return settingsNaming(view, rise.workload, template, service).map(({ name }) => ({
    says: 'setting-names-them',
    setting: name,
    host: service.ref.name,
  }));
}

/** That the new lines speak of what was changed. */
function speakingOf(view: ClusterView, rise: Rise, touch: Touch): Statement | undefined {
  const named = namedChangeIn(view, rise, touch);
  return named && { says: 'lines-name-change', name: named.name, said: quote(named.said) };
}

/** Callers that began to fail as it did are within this of it, ms. */
const TOGETHER_MS = 60_000;

/** Before and after: its own logs, or, where those began with it, a caller's, which outlive the old pods'. */
function felt(view: ClusterView, rise: Rise, touch: Touch): Statement | undefined {
  if (rise.before !== null) return rose(rise, touch.leadMs);
  const callers = new Set(view.calls.callersOf(rise.workload.ref).map(refKey));
  const caller = risesOf(view).find(
    ({ workload, before, since }) =>
      callers.has(refKey(workload.ref)) && before !== null && Math.abs(since - rise.since) <= TOGETHER_MS,
  );
  return caller && rose(caller, caller.since - touch.change.at);
}

/** Whether pods of other revisions alone fail, and those of the new one are well. */
function spares(view: ClusterView, rise: Rise, { change }: Touch): boolean {
  const side = oneSide(view, rise, 'revision');
  if (side === undefined || change.facts.kind !== 'rollout') return false;
  return !side.fails.includes(String(change.facts.revision));
}

/** Pods of older revisions, or other parts of it, that are well. */
function byRevision(view: ClusterView, rise: Rise, touch: Touch): Statement | undefined {
  if (touch.how !== 'own') return oneSide(view, rise);
  return oneSide(view, rise, 'revision');
}

/** It and those who call it fail, and nobody else, though others serve: what was changed is exactly what fails. */
function aloneWithCallers(
  view: ClusterView,
  rise: Rise,
  named: readonly ServiceView[],
): Statement | undefined {
  const { workload } = rise;
  // Whom its lines name logs the same failures: that is no other one.
  const answering = named.flatMap(({ workloads }) => workloads.map(({ ref }) => ref));
  const reached = new Set([workload.ref, ...view.calls.callersOf(workload.ref), ...answering].map(refKey));
  const elsewhere = risesOf(view).some((other) => !reached.has(refKey(other.workload.ref)));
  const wells = wellBeside(view, rise).filter((well) => !reached.has(refKey(well.workload.ref)));
  return elsewhere ? undefined : othersAreWell(wells);
}

/** A container that is stopped waits for its next period of 100 ms, at each of its steps: several of them show, ms. */
const SLOW_MS = 500;

/** The slowest endpoint, as what has too little CPU is slow at whatever it does. */
function slowNow(view: ClusterView, { workload }: Rise): Statement | undefined {
  const { endpoints } = currentSummary(view, workload);
  const [slowest] = endpoints.toSorted((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0));
  if (!slowest || (slowest.p95 ?? 0) < SLOW_MS) return undefined;
  const { method, path, p95, requests } = slowest;
  return { says: 'endpoint-slow', workload: workload.ref.name, method, path, p95: p95 ?? 0, requests };
}
