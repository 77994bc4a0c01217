import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { Finding, Strength } from '../../../model/finding.ts';
import { type ObjectRef, refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { difference, strengthBy } from '../../differences/verdict.ts';
import { isOutside } from '../../view/outside.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { callersOfService } from '../shared/failures.ts';
import { distinct, finding, withCallers } from '../shared/finding.ts';
import { behind } from '../shared/health.ts';
import { calledHost, calledWorkload } from '../shared/peers.ts';
import {
  answersAsQuick,
  asQuick,
  callsSlowed,
  endpointName,
  endpointSlowed,
  endpointsAsQuick,
  type SlowEnd,
  slowEnds,
  slowedFacts,
  workSlowed,
} from '../shared/slowed.ts';
import type { WaitedFor } from '../shared/waited-for.ts';

/**
 * Requests, or what programs say of their calls, take longer than they did, whatever the words: the end of the chain of
 * those that became slow together, and whom its lines name with a time that became longer. A callee that answers the
 * requests that it sees as before is not slow: what lies between is, or the one caller that finds it so.
 */
export const slowed: Analyzer = {
  name: 'slowed',
  needs: ['logs', 'pods'],
  causes: ['slow-dependency', 'latency-network'],
  analyze: (view) => {
    const groups = new Map<string, SlowEnd[]>();
    for (const end of slowEnds(view)) {
      const key = hostKey(end.waitsFor[0]?.to) ?? refKey(end.slowing.workload.ref);
      groups.set(key, [...(groups.get(key) ?? []), end]);
    }
    return [...groups.values()].flatMap((ends) => judge(view, ends));
  },
};

const hostKey = (to: WaitedFor | undefined): string | undefined =>
  to && (to.service ? refKey(to.service.ref) : `host ${to.host}`);

function judge(view: ClusterView, ends: readonly SlowEnd[]): readonly Finding[] {
  const [first] = ends;
  const to = first?.waitsFor[0]?.to;
  if (!first) return [];
  if (!to) return [ofItself(view, first)];
  const callee = behind(to.service);
  if (callee && asQuick(view, callee, first.slowing) !== undefined) return [between(view, ends, callee)];
  return [ofCallee(view, ends, to, callee)];
}

/** Whom its callers wait for, where nothing is known of its own requests, or these became slow as well. */
function ofCallee(
  view: ClusterView,
  ends: readonly SlowEnd[],
  to: WaitedFor,
  callee: Workload | undefined,
): Finding {
  const waits = waitsOf(ends);
  const [first] = ends;
  const [wait] = waits;
  const workloads = ends.map(({ slowing }) => slowing.workload);
  const differences = [
    ...ends.slice(0, 2).flatMap((end) => difference(saidBy(end))),
    ...difference(first && endpointSlowed(first.slowing)),
    ...difference(first && endpointsAsQuick(first.slowing), true),
  ];
  const object: ObjectRef = callee?.ref ??
    to.service?.ref ?? { kind: 'External', namespace: '', name: to.host };
  return finding({
    cause: 'slow-dependency',
    facts: { peers: [calledHost({ ...to, by: 'line' })] },
    object,
    title: { says: 'waited-for-since', ...(wait ? slowedFacts(wait.waited) : NOTHING) },
    strength: atMostStrong(strengthBy(differences, [])),
    evidence: differences.map(({ states }) => states),
    against: [{ says: 'seen-by-callers-alone' }],
    basis: ['logs', 'pods'],
    explains: distinct([
      ...(callee ? withCallers(view, callee) : []),
      ...workloads.flatMap((workload) => withCallers(view, workload)),
    ]),
    since: wait && isoTime(wait.waited.since),
    actions: workloads.slice(0, 1).map(lookAtLog),
  });
}

const NOTHING = { before: 0, after: 0, since: 0 };

const waitsOf = (ends: readonly SlowEnd[]) => ends.flatMap(({ waitsFor }) => waitsFor.slice(0, 1));

/**
 * Callers wait longer for one that answers as before: where others call it and do not wait, it is the caller's own way to
 * it, its pool or its client; where all do, what lies before it.
 */
function between(view: ClusterView, ends: readonly SlowEnd[], callee: Workload): Finding {
  const [first] = ends as readonly [SlowEnd, ...SlowEnd[]];
  const [wait] = first.waitsFor;
  const { workload } = first.slowing;
  const slow = ends.map(({ slowing }) => slowing.workload);
  const others = view.services
    .of(callee)
    .flatMap((service) => callersOfService(view, service))
    .filter((caller) => !slow.includes(caller));
  const control = slow.length === 1 ? answersAsQuick(view, others, first.slowing) : undefined;
  const differences = [
    ...difference(wait && callsSlowed(workload, wait)),
    ...difference(answersAsQuick(view, [callee], first.slowing), true),
    ...difference(control, true),
  ];
  const isOne = slow.length === 1;
  return finding({
    cause: 'latency-network',
    object: isOne ? workload.ref : callee.ref,
    title: {
      says: 'slow-between',
      caller: workload.ref.name,
      callee: callee.ref.name,
      ...(wait ? slowedFacts(wait.waited) : NOTHING),
    },
    // Of one caller alone, with no other to compare, either end may be meant.
    strength: isOne && !control ? 'hint' : atMostStrong(strengthBy(differences, [])),
    evidence: [...differences.map(({ states }) => states), ...present(...ends.slice(1, 3).map(saidBy))],
    against: present<Statement>(isOne && !control && { says: 'one-caller-known' }, {
      says: 'network-not-measured',
      couldBeProgram: true,
    }),
    basis: ['logs', 'pods'],
    explains: distinct(slow.flatMap((one) => withCallers(view, one))),
    since: isoTime(first.slowing.since),
    actions: [
      look(
        kubectl(workload.ref.namespace, 'get', 'pods', '-o', 'wide'),
        `on which nodes ${workload.ref.name} and ${callee.ref.name} run, and what stands between them`,
      ),
    ],
  });
}

/** What one of the callers says of its calls. */
const saidBy = ({ slowing, waitsFor: [wait] }: SlowEnd): Statement | undefined =>
  wait && callsSlowed(slowing.workload, wait);

/**
 * A slow workload whose lines name nobody: by elimination the one that it calls and of which no time is known, else
 * itself. That its callers became slow with it makes it more than a guess, where nobody is left for it to wait for.
 */
function ofItself(view: ClusterView, { slowing, callers }: SlowEnd): Finding {
  const { workload, since } = slowing;
  const unknown = unmeasured(view, workload, slowing);
  const [only] = unknown.length === 1 ? unknown : [];
  const [first] = slowing.endpoints;
  const [said] = slowing.waits;
  const differences = [
    ...difference(endpointSlowed(slowing) ?? (said && workSlowed(workload, said))),
    ...callers.slice(0, 2).flatMap((caller) => difference(endpointSlowed(caller))),
    ...difference(endpointsAsQuick(slowing), true),
  ];
  const slowest = first ?? said;
  const facts = slowest ? slowedFacts(slowest) : NOTHING;
  const isSure = callers.length > 0 && unknown.length === 0;
  return finding({
    cause: 'slow-dependency',
    facts: {
      peers: [only ? calledHost({ ...only, by: 'configuration' }) : calledWorkload(view, workload.ref)],
    },
    object: only ? (behind(only.service)?.ref ?? only.service?.ref ?? external(only.host)) : workload.ref,
    title: only
      ? { says: 'waited-for-since', ...facts }
      : { says: 'slow-since', endpoint: first ? endpointName(first.endpoint) : null, ...facts },
    strength: isSure ? atMostStrong(strengthBy(differences, [])) : 'hint',
    evidence: differences.map(({ states }) => states),
    against: isSure ? [] : [{ says: 'waits-for-unknown', hosts: unknown.map(({ host }) => host) }],
    basis: ['logs', 'pods'],
    explains: withCallers(view, workload),
    since: isoTime(since),
    actions: [lookAtLog(workload)],
  });
}

const external = (host: string): ObjectRef => ({ kind: 'External', namespace: '', name: host });

/** Those that a workload is set up to call and whose times are not known, each once. */
function unmeasured(view: ClusterView, workload: Workload, moment: SlowEnd['slowing']): readonly WaitedFor[] {
  const called = view.calls
    .from(workload)
    .filter(({ via }) => via.kind !== 'log')
    .filter(({ host, service }) =>
      service
        ? !service.workloads.some((callee) => asQuick(view, callee, moment) !== undefined)
        : isOutside(view, host, true),
    );
  return [...new Map(called.map((one) => [one.service ? refKey(one.service.ref) : one.host, one])).values()];
}

const atMostStrong = (strength: Strength): Strength => (strength === 'proof' ? 'strong' : strength);

const lookAtLog = ({ ref }: Workload) =>
  look(kubectl(ref.namespace, 'logs', objectWord(ref), '--tail=100'), 'what it waits for');
