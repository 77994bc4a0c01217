import type { Finding, Strength } from '../../../model/finding.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { stated } from '../../differences/stating.ts';
import { type Touch, touchedBy } from '../../differences/touched.ts';
import { difference, strengthBy } from '../../differences/verdict.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { behind } from '../shared/health.ts';
import {
  answersAsQuick,
  asQuick,
  callsSlowed,
  endpointSlowed,
  endpointsAsQuick,
  type SlowEnd,
  slowEnds,
} from '../shared/slowed.ts';
import { causeOf, changedAsWell, cutLimit, lookAt } from './comparison.ts';

/**
 * A workload's template, or what it reads, was changed, and it takes longer since then, as its requests or those who
 * wait for it say: what became slow is exactly what was touched, and the others are as quick as before.
 */
export const slowedSince: Analyzer = {
  name: 'slowed-since',
  needs: ['replicasets', 'logs', 'pods'],
  causes: ['bad-rollout', 'cpu-saturation', 'config-missing'],
  analyze: (view) =>
    slowEnds(view).flatMap((end) =>
      [end.slowing.workload, ...calleesOf(view, end)].flatMap((workload) => judge(view, end, workload)),
    ),
};

/** Whom it waits for longer, where nothing shows that these answer as before. */
const calleesOf = (view: ClusterView, { waitsFor, slowing }: SlowEnd): readonly Workload[] =>
  waitsFor.flatMap(({ to }) => {
    const callee = behind(to.service);
    return callee && asQuick(view, callee, slowing) === undefined ? [callee] : [];
  });

function judge(view: ClusterView, end: SlowEnd, workload: Workload): readonly Finding[] {
  const { slowing, waitsFor } = end;
  const touches = touchedBy(view, { ...slowing, workload });
  const touch = touches.find(({ how }) => how !== 'calls');
  if (!touch) return [];
  const isItself = workload === slowing.workload;
  const [wait] = waitsFor;
  const differences = [
    ...difference(endpointSlowed(slowing)),
    ...difference(wait && callsSlowed(slowing.workload, wait)),
    ...difference(isItself ? endpointsAsQuick(slowing) : undefined, true),
    ...difference(answersAsQuick(view, unreached(view, workload), slowing), true),
  ];
  const against = changedAsWell(touches, touch);
  return [
    finding({
      ...(cutLimit(touch)
        ? { cause: 'cpu-saturation' as const }
        : causeOf(touch, workload, isItself ? 'differences' : 'callers')),
      object: workload.ref,
      title: titleOf(touch),
      // It says that it waits for another: then its own change is one guess of several.
      strength: isItself && wait ? 'hint' : atMostStrong(strengthBy(differences, against)),
      evidence: [stated(touch, slowing), ...differences.map(({ states }) => states)],
      against,
      basis: ['replicasets', 'logs', 'pods'],
      explains: [...withCallers(view, workload), slowing.workload.ref],
      since: isoTime(touch.change.at),
      actions: [lookAt(touch, workload)],
    }),
  ];
}

const titleOf = ({ change }: Touch): Statement =>
  change.facts.kind === 'rollout'
    ? { says: 'slow-since-revision', revision: change.facts.revision }
    : { says: 'slow-since-configuration', object: change.object };

/** Those who neither are it nor call it. */
function unreached(view: ClusterView, workload: Workload): readonly Workload[] {
  const reached = new Set([workload.ref, ...view.calls.callersOf(workload.ref)].map(refKey));
  return view.workloads.filter(({ ref }) => !reached.has(refKey(ref)));
}

/** What else a change of the same time did is not known. */
const atMostStrong = (strength: Strength): Strength => (strength === 'proof' ? 'strong' : strength);
