import type { Finding } from '../../../model/finding.ts';
import { type ObjectRef, refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { counterTest } from '../../changes/counter-test.ts';
import { servicesNamedBy, wellBeside } from '../../differences/others.ts';
import { type Rise, risesOf } from '../../differences/rises.ts';
import { rose, stated } from '../../differences/stating.ts';
import { type Touch, touchedBy } from '../../differences/touched.ts';
import { difference, strengthBy } from '../../differences/verdict.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding } from '../shared/finding.ts';
import { isBroken } from '../shared/health.ts';
import { linesSaid, naming, oneSide, othersAreWell } from '../shared/of-rise.ts';
import { causeOf, changedAsWell, cutLimit, lookAt } from './comparison.ts';

/**
 * Callers fail since what they call was changed, its template or a ConfigMap or Secret that it reads, and its own log has
 * no failure that rose: it answers wrongly, too late or not at all, and only those who ask it say so, in whatever words.
 * All that fails leads to it, or nothing is blamed.
 */
export const changedCallee: Analyzer = {
  name: 'changed-callee',
  needs: ['replicasets', 'logs', 'pods'],
  causes: ['bad-rollout', 'cpu-saturation', 'config-missing'],
  analyze: (view) => {
    const found = view.workloads.flatMap((callee) => suspectOf(view, callee) ?? []);
    return found.map((suspect) => judge(view, suspect, found));
  },
};

/** A changed workload, and the rises that lead to it, the one with most failures first. */
interface Suspect {
  readonly callee: Workload;
  readonly rise: Rise;
  readonly rises: readonly Rise[];
  readonly touch: Touch;
  /** What else was changed at that time, of the callers' or the callee's. */
  readonly touches: readonly Touch[];
}

function suspectOf(view: ClusterView, callee: Workload): Suspect | undefined {
  const rises = risesOf(view);
  // What fails by its own pods or its own log is judged by that.
  if (isBroken(callee) || rises.some(({ workload }) => workload === callee)) return undefined;
  const callers = new Set(view.calls.callersOf(callee.ref).map(refKey));
  const leading = rises.filter(
    (rise) => callers.has(refKey(rise.workload.ref)) && isAbout(view, rise, callee),
  );
  const [rise] = leading.toSorted((a, b) => b.after.rate - a.after.rate);
  if (!rise || leading.length < rises.length) return undefined;
  const own = touchedBy(view, { ...rise, workload: callee }).filter(({ how }) => how !== 'calls');
  // A rollout that follows a change of configuration is how that one came into effect.
  const touch = own.find(({ how }) => how === 'reads') ?? own[0];
  if (!touch || (touch.how === 'own' && counterTest(view, callee)?.verdict === 'old-fail')) return undefined;
  const callersOwn = leading.flatMap((one) => touchedBy(view, one));
  return { callee, rise, rises: leading, touch, touches: [...own, ...callersOwn] };
}

/** Whether new lines of a caller may be about it: they name nobody, or whoever leads to it. */
function isAbout(view: ClusterView, rise: Rise, callee: Workload): boolean {
  const named = servicesNamedBy(view, rise);
  return named.length === 0 || named.some((service) => leadsTo(view, service, callee));
}

const leadsTo = (view: ClusterView, { workloads }: ServiceView, callee: Workload): boolean =>
  workloads.some(
    (workload) =>
      workload === callee ||
      view.calls.calleesOf(workload.ref).some((ref: ObjectRef) => refKey(ref) === refKey(callee.ref)),
  );

function judge(view: ClusterView, suspect: Suspect, all: readonly Suspect[]): Finding {
  const { callee, rise, rises, touch, touches } = suspect;
  const cut = cutLimit(touch);
  const differences = [
    ...difference(rise.before === null ? undefined : rose(rise, touch.leadMs)),
    ...difference(rises.map((one) => namingIt(view, one, callee)).find((states) => states !== undefined)),
    // A caller that fails at some of its endpoints, and serves the others, is well itself.
    ...difference(oneSide(view, rise, 'endpoint')),
    ...difference(othersWell(view, rise, callee), true),
  ];
  const beside = new Map(
    [...touches, ...all.map((other) => other.touch)].map((one) => [refKey(one.change.object), one]),
  );
  beside.delete(refKey(touch.change.object));
  const against = changedAsWell([...beside.values()], touch);
  return finding({
    ...(cut ? { cause: 'cpu-saturation' } : causeOf(touch, callee, 'callers')),
    object: callee.ref,
    title: cut ?? titleOf(touch),
    strength: cut ? atMostStrong(strengthBy(differences, against)) : strengthBy(differences, against),
    evidence: [stated(touch, rise), ...differences.map(({ states }) => states), ...linesSaid(rise)],
    against,
    basis: ['replicasets', 'logs', 'pods'],
    explains: [
      callee.ref,
      ...rises.flatMap(({ workload }) => [workload.ref, ...view.calls.callersOf(workload.ref)]),
    ],
    since: isoTime(touch.change.at),
    actions: [lookAt(touch, callee)],
  });
}

/** What a program does with less CPU cannot be told from what it does for another reason. */
const atMostStrong = (strength: Finding['strength']): Finding['strength'] =>
  strength === 'proof' ? 'strong' : strength;

const titleOf = ({ change }: Touch): Statement =>
  change.facts.kind === 'rollout'
    ? { says: 'callers-fail-since-revision', revision: change.facts.revision }
    : { says: 'callers-fail-since-configuration', object: change.object };

/** Whether new lines of a caller name it. */
function namingIt(view: ClusterView, rise: Rise, callee: Workload): Statement | undefined {
  const service = servicesNamedBy(view, rise).find(({ workloads }) => workloads.includes(callee));
  return service && naming(view, rise, service);
}

/** Those who call others and not it are well: what they have in common with its callers is not what fails. */
function othersWell(view: ClusterView, rise: Rise, callee: Workload): Statement | undefined {
  const callers = new Set([callee.ref, ...view.calls.callersOf(callee.ref)].map(refKey));
  return othersAreWell(wellBeside(view, rise).filter(({ workload }) => !callers.has(refKey(workload.ref))));
}
