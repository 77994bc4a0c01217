import { compare } from '../../../model/canonical.ts';
import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, nameWord, selectorWord, type Word } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import { type ObjectRef, refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { SlowWorkload } from '../../../model/statements/load.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { type Shift, seriesOf, shiftOf } from '../../view/series.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { livePods } from '../shared/pods.ts';

/** A latency is risen when it is this many times its own baseline ... */
const RISE = 3;
/** ... and this much more, ms: less is not felt. */
const RISE_MS = 50;
/** Latencies whose rises are within this share of the greatest belong to one cause. */
const SAME_RISE = 0.6;
/** Workloads on one node that must be slow by themselves before the node is blamed. */
const NODE_MIN = 3;

/**
 * Latency grows without CPU, throttling or errors: time is lost on the way, not in work. A caller's latency contains
 * its callees', so of the slow ones the one that no slow callee explains is named; where calls are not known, that is
 * the one that rose most and is the least slow. Requests that stop arriving at a callee while its caller still has
 * some are lost on the way to it. Several of these on one node, and none elsewhere, point at the node.
 */
export const latency: Analyzer = {
  name: 'latency',
  needs: ['signals'],
  causes: ['latency-network', 'node-infrastructure'],
  analyze: (view) => {
    const slow = view.workloads.flatMap((workload) => {
      const shifts = (['latencyTail', 'latencyP50'] as const).flatMap((signal) => {
        const shift = shiftOf(seriesOf(view, workload, signal), true);
        return shift && isRisen(shift) ? [{ signal, shift }] : [];
      });
      const [most] = shifts.sort((a, b) => riseOf(b.shift) - riseOf(a.shift));
      return most && !isBusy(view, workload)
        ? [{ workload, ...most, silent: silentSince(view, workload) }]
        : [];
    });
    if (slow.length === 0) return [];
    const suspects = slow.filter((entry) => !isExonerated(view, entry, slow));
    const roots = suspects.filter((entry) => !suspects.some((callee) => carries(view, callee, entry)));
    const shared = nodeOf(
      view,
      roots.map(({ workload }) => workload),
      slow.map(({ workload }) => workload),
    );
    if (shared) return [blameNode(view, shared, roots)];
    const root = deepest(roots);
    return root ? [blameWorkload(view, root, slow)] : [];
  },
};

interface Slow {
  readonly workload: Workload;
  /** The quantile that rose most. */
  readonly signal: 'latencyTail' | 'latencyP50';
  readonly shift: Shift;
  /** ms; when requests stopped arriving at all, Infinity when they never did. */
  readonly silent: number;
}

/** Requests that stay away this long are not a lull between two. */
const SILENT_MS = 20_000;

function silentSince(view: ClusterView, workload: Workload): number {
  const points = seriesOf(view, workload, 'requests')?.points ?? [];
  const from = points.findIndex(([, value]) => value > 0);
  if (from < 0) return Number.POSITIVE_INFINITY;
  for (let index = from; index < points.length; index += 1) {
    const start = points[index];
    if (!start || start[1] > 0) continue;
    const next = points.slice(index).find(([, value]) => value > 0) ?? points.at(-1);
    if (next && next[0] - start[0] >= SILENT_MS) return start[0];
  }
  return Number.POSITIVE_INFINITY;
}

/** A callee whose rise is this part of its caller's, or more, explains it. */
const CARRIES = 0.5;

/** Whether a slow callee explains a caller's rise, in the same quantile: what it lost, its caller lost with it. */
function carries(view: ClusterView, callee: Slow, caller: Slow): boolean {
  const isCallee = view.calls
    .calleesOf(caller.workload.ref)
    .some((ref) => refKey(ref) === refKey(callee.workload.ref));
  const same = isCallee ? shiftOf(seriesOf(view, callee.workload, caller.signal), true) : undefined;
  return same !== undefined && addedBy(same) >= addedBy(caller.shift) * CARRIES;
}

const addedBy = ({ baseline, peak }: Shift): number => peak - baseline;

/**
 * A callee that one of its callers alone finds slow, while another that was measured does not, or that explains none of
 * its slow callers: their slowness is their own.
 */
function isExonerated(view: ClusterView, callee: Slow, slow: readonly Slow[]): boolean {
  const { workload } = callee;
  const callers = [
    ...new Set(
      view.calls.calls.filter(({ service }) => service?.workloads.includes(workload)).map(({ from }) => from),
    ),
  ].filter((caller) => caller !== workload && isMeasured(view, caller));
  const slowOnes = slow.filter((entry) => callers.includes(entry.workload));
  if (slowOnes.length === 0) return false;
  const isOneOfSeveral = slowOnes.length === 1 && callers.length > 1;
  return isOneOfSeveral || !slowOnes.some((caller) => carries(view, callee, caller));
}

const isRisen = ({ baseline, peak }: Shift): boolean => peak > baseline * RISE && peak - baseline > RISE_MS;
const riseOf = ({ baseline, peak }: Shift): number => peak / Math.max(baseline, 1);

/** Whether the workload itself was throttled more when it was slow: then it is its CPU, not the way. */
function isBusy(view: ClusterView, workload: Workload): boolean {
  const throttling = shiftOf(seriesOf(view, workload, 'throttling'), false);
  return throttling !== undefined && throttling.peak > 0.25 && throttling.peak > throttling.baseline * 2;
}

function deepest(roots: readonly Slow[]): Slow | undefined {
  const most = Math.max(...roots.map(({ shift }) => riseOf(shift)));
  return roots
    .filter(({ shift }) => riseOf(shift) >= most * SAME_RISE)
    .sort(
      (a, b) =>
        earlier(a.silent, b.silent) ||
        a.shift.peak - b.shift.peak ||
        compare(refKey(a.workload.ref), refKey(b.workload.ref)),
    )[0];
}

/** Negative when `a` comes first; 0 when both never do. */
const earlier = (a: number, b: number): number => (a === b ? 0 : a - b);

/**
 * The node that all slow workloads which no slow callee explains share, when most of what was measured on it is slow:
 * one slow workload is its own matter.
 */
function nodeOf(
  view: ClusterView,
  roots: readonly Workload[],
  slow: readonly Workload[],
): string | undefined {
  const nodesOf = (workload: Workload): readonly string[] =>
    livePods(workload).map(({ spec }) => spec.nodeName);
  const nodes = new Set(roots.flatMap(nodesOf));
  const [name] = nodes;
  if (name === undefined || nodes.size !== 1 || roots.length < 2) return undefined;
  const isOn = (workload: Workload): boolean => nodesOf(workload).includes(name);
  const measured = view.workloads.filter((workload) => isMeasured(view, workload));
  const here = measured.filter(isOn);
  const slowHere = slow.filter(isOn);
  return measured.length > here.length && slowHere.length >= NODE_MIN && slowHere.length * 2 > here.length
    ? name
    : undefined;
}

/** Whether latencies of a workload were measured at all. */
const isMeasured = (view: ClusterView, workload: Workload): boolean =>
  seriesOf(view, workload, 'latencyTail')?.points.some(([, value]) => value > 0) ?? false;

const slowOf = ({ workload, shift }: Slow): SlowWorkload => ({
  workload: workload.ref.name,
  before: shift.baseline,
  peak: shift.peak,
  since: shift.since,
});

function blameWorkload(view: ClusterView, root: Slow, slow: readonly Slow[]): Finding {
  const { workload, shift } = root;
  const others = slow.filter((entry) => entry !== root);
  return finding({
    cause: 'latency-network',
    object: workload.ref,
    title: { says: 'latency-rose-without-cpu', times: riseOf(shift) },
    strength: 'strong',
    evidence: present<Statement>(
      { says: 'latency-of-workload', ...slowOf(root) },
      { says: 'cpu-did-not-rise' },
      others.length > 0 && { says: 'slow-with-it', others: others.map(slowOf) },
    ),
    against: [{ says: 'network-not-measured', couldBeProgram: true }],
    basis: ['signals'],
    explains: [...withCallers(view, workload), ...others.map((entry) => entry.workload.ref)],
    since: isoTime(shift.since),
    actions: [
      look(
        kubectl(workload.ref.namespace, 'get', 'pods', '-o', 'wide', '-l', labelOf(workload)),
        'which nodes its pods run on',
      ),
    ],
  });
}

function blameNode(view: ClusterView, name: string, roots: readonly Slow[]): Finding {
  const object: ObjectRef = { kind: 'Node', namespace: '', name };
  return finding({
    cause: 'node-infrastructure',
    facts: { down: 'node' },
    object,
    title: { says: 'node-slow-alone', workloads: roots.length },
    strength: 'strong',
    evidence: roots.slice(0, 4).map((entry) => ({ says: 'latency-of-workload', ...slowOf(entry) })),
    against: [{ says: 'network-not-measured', couldBeProgram: false }],
    basis: ['signals', 'pods'],
    explains: roots.flatMap(({ workload }) => withCallers(view, workload)),
    since: isoTime(Math.min(...roots.map(({ shift }) => shift.since))),
    actions: [look(kubectl('', 'describe', 'node', nameWord(name)), 'conditions and events of the node')],
  });
}

function labelOf(workload: Workload): Word {
  const pair = Object.entries(workload.labels).find(([key]) => key !== 'pod-template-hash');
  return pair ? selectorWord(Object.fromEntries([pair])) : joined('app');
}
