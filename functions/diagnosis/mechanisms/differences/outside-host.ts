import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { objectWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { counterpartOf } from '../../differences/counterpart.ts';
import { servicesNamedBy, wellBeside } from '../../differences/others.ts';
import { type Rise, risesOf, servesWell } from '../../differences/rises.ts';
import { rose } from '../../differences/stating.ts';
import { touchedBy } from '../../differences/touched.ts';
import { difference, strengthBy } from '../../differences/verdict.ts';
import { currentSummary } from '../../view/current-logs.ts';
import type { Call } from '../../view/dependencies.ts';
import { isOutside, outsideNamedIn } from '../../view/outside.ts';
import { peerOf } from '../../view/peers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { distinct, finding, withCallers } from '../shared/finding.ts';
import { isBroken, isControl } from '../shared/health.ts';
import { othersAreWell } from '../shared/of-rise.ts';
import { outsideFailures } from '../shared/outside-failures.ts';
import { quote } from '../shared/patterns.ts';

/**
 * A program fails more than before, and nothing that is its own was changed then: what is left is the host outside that
 * its new lines name, in whatever words, or that is all it is set up to call. Where the words are known, `outside`
 * says what the host does. Nobody here sees the other side, so it is never proof; and what is all that is called by
 * settings alone is a hint, since a program may fail by itself.
 */
export const outsideHost: Analyzer = {
  name: 'outside-host',
  needs: ['logs', 'pods', 'replicasets'],
  causes: ['dependency-error'],
  analyze: (view) => {
    const groups = new Map<string, Suspect[]>();
    for (const suspect of risesOf(view).flatMap((rise) => suspectOf(view, rise) ?? []))
      groups.set(suspect.host, [...(groups.get(suspect.host) ?? []), suspect]);
    return [...groups.values()].flatMap((group) => judge(view, group));
  },
};

interface Suspect {
  readonly rise: Rise;
  readonly host: string;
  readonly port: number | undefined;
  /** New lines that name it, of all new lines, and one of them; undefined where it is all that is called. */
  readonly named: { readonly lines: number; readonly all: number; readonly said: string } | undefined;
}

function suspectOf(view: ClusterView, rise: Rise): Suspect | undefined {
  const { workload } = rise;
  if (rise.before === null || isBroken(workload) || touchedBy(view, rise).length > 0) return undefined;
  if (outsideFailures(view).some((failure) => failure.workload === workload)) return undefined;
  if (servicesNamedBy(view, rise).length > 0 || isInside(view, rise)) return undefined;
  const suspect = namedIn(view, rise) ?? onlyCalled(view, rise);
  return suspect && !othersReach(view, rise, suspect.host) ? suspect : undefined;
}

/** Whether whom it calls inside the cluster says the same. */
const isInside = (view: ClusterView, { workload, lines }: Rise): boolean =>
  lines.some(({ pattern }) => counterpartOf(view, workload, pattern) !== undefined);

/** The host outside that it is set up to call and that half of its most frequent new lines name. */
function namedIn(view: ClusterView, rise: Rise): Suspect | undefined {
  const most = Math.max(0, ...rise.lines.map(({ pattern }) => pattern.count));
  const telling = rise.lines.map(({ pattern }) => pattern).filter(({ count }) => count * 2 >= most);
  const hosts = telling.map(({ example, peers }) => ({ example, call: hostIn(view, rise, example, peers) }));
  const [first] = hosts;
  if (!first?.call || hosts.some(({ call }) => call?.host !== first.call?.host)) return undefined;
  const count = (patterns: readonly { readonly count: number }[]): number =>
    patterns.reduce((sum, pattern) => sum + pattern.count, 0);
  const all = count(rise.lines.map(({ pattern }) => pattern));
  return {
    rise,
    host: first.call.host,
    port: first.call.port,
    named: { lines: count(telling), all, said: quote(first.example) },
  };
}

function hostIn(view: ClusterView, { workload }: Rise, example: string, peers: readonly string[]) {
  const hosts = peers.map((peer) => peerOf(peer).host);
  const setUp = outsideCalls(view, workload).find(({ host }) => hosts.includes(host));
  return setUp ?? (peers.length > 0 ? undefined : outsideNamedIn(view, workload, example));
}

const outsideCalls = (view: ClusterView, workload: Workload): readonly Call[] =>
  view.calls
    .from(workload)
    .filter(({ via, service, host }) => via.kind !== 'log' && !service && isOutside(view, host, true));

/** The one host outside that its own environment and command name, where nothing says that it calls anybody inside. */
function onlyCalled(view: ClusterView, rise: Rise): Suspect | undefined {
  if (view.calls.from(rise.workload).some(({ service }) => service !== undefined)) return undefined;
  const own = outsideCalls(view, rise.workload).filter(({ via }) => isOwn(via.kind));
  const [first] = own;
  if (!first || own.some(({ host }) => host !== first.host)) return undefined;
  return { rise, host: first.host, port: first.port, named: undefined };
}

const isOwn = (kind: Call['via']['kind']): boolean => kind === 'env' || kind === 'command';

/** Whether another one that calls the host by settings of its own is well: then it is no matter of the host. */
const othersReach = (view: ClusterView, { workload, since }: Rise, host: string): boolean =>
  view.workloads.some(
    (other) =>
      other !== workload &&
      outsideCalls(view, other).some((call) => call.host === host && isOwn(call.via.kind)) &&
      isControl(view, other, { first: isoTime(since) }),
  );

function judge(view: ClusterView, group: readonly Suspect[]): readonly Finding[] {
  const [first] = group.toSorted(
    (a, b) =>
      Number(b.named !== undefined) - Number(a.named !== undefined) || b.rise.after.rate - a.rise.after.rate,
  );
  if (!first) return [];
  const { rise, host, port, named } = first;
  const { workload } = rise;
  const callers = group.map((suspect) => suspect.rise.workload);
  const differences = [
    ...difference(rose(rise, null)),
    ...difference(named && naming(first)),
    ...difference(othersWell(view, rise, callers), true),
  ];
  const isHint = named === undefined || isServed(view, rise);
  return [
    finding({
      cause: 'dependency-error',
      facts: { ownSettings: false, refuses: undefined, peers: [{ host, port: port ?? null, service: null }] },
      object: { kind: 'External', namespace: '', name: host },
      title: { says: 'callers-fail-unchanged' },
      strength: isHint || strengthBy(differences, []) === 'hint' ? 'hint' : 'strong',
      evidence: [
        ...differences.map(({ states }) => states),
        ...(named ? [] : [{ says: 'calls-nobody-else', workload: workload.ref.name } as const]),
      ],
      against: [{ says: 'seen-by-callers-alone' }],
      basis: ['logs', 'pods', 'replicasets'],
      explains: distinct(callers.flatMap((caller) => withCallers(view, caller))),
      since: isoTime(rise.since),
      actions: [
        look(
          kubectl(workload.ref.namespace, 'logs', objectWord(workload.ref), '--tail=50'),
          'what it answers, by the log of its caller',
        ),
      ],
    }),
  ];
}

const naming = ({ rise, host, named }: Suspect): Statement<'lines-name-it'> | undefined =>
  named && {
    says: 'lines-name-it',
    workload: rise.workload.ref.name,
    host,
    named: named.lines,
    lines: named.all,
    said: named.said,
  };

/** New error lines of a program that answers its requests fail nobody. */
const isServed = (view: ClusterView, { of, workload }: Rise): boolean =>
  of === 'lines' && servesWell(currentSummary(view, workload));

function othersWell(view: ClusterView, rise: Rise, callers: readonly Workload[]): Statement | undefined {
  const reached = new Set(callers.flatMap(({ ref }) => [ref, ...view.calls.callersOf(ref)]).map(refKey));
  return othersAreWell(wellBeside(view, rise).filter(({ workload }) => !reached.has(refKey(workload.ref))));
}
