import type { Finding } from '../../../model/finding.ts';
import { refKey } from '../../../model/object-ref.ts';
import { isoTime } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { servicesNamedBy } from '../../differences/others.ts';
import { type Rise, risesOf } from '../../differences/rises.ts';
import { rose, stated } from '../../differences/stating.ts';
import { type Touch, touchedBy } from '../../differences/touched.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { isBroken } from '../shared/health.ts';
import { linesSaid } from '../shared/of-rise.ts';
import { causeOf, lookAt } from './comparison.ts';

/**
 * Callers of one server fail since another caller of it was rolled out, which does not fail itself, and nothing of the
 * server or of theirs was changed: what it takes there (locks, room, connections) is what the others lack. Nobody sees
 * what it takes, so it is never more than a hint.
 */
export const changedFellow: Analyzer = {
  name: 'changed-fellow',
  needs: ['replicasets', 'logs', 'pods'],
  causes: ['bad-rollout'],
  analyze: (view) => view.workloads.flatMap((server) => judge(view, server) ?? []),
};

function judge(view: ClusterView, server: Workload): Finding | undefined {
  const callers = callersOf(view, server);
  const failing = risesOf(view).filter(({ workload }) => callers.includes(workload));
  const [rise] = failing.toSorted((a, b) => a.since - b.since);
  if (!rise || rise.before === null || isBroken(server)) return undefined;
  if (!isAllOf(view, server, failing)) return undefined;
  if ([server, ...failing.map(({ workload }) => workload)].some((one) => wasChanged(view, rise, one)))
    return undefined;
  const changed = callers.flatMap((fellow) => {
    const touch = touchesOf(view, rise, fellow).find(({ how }) => how === 'own');
    return touch ? [{ fellow, touch }] : [];
  });
  const [only] = changed;
  return only && changed.length === 1 && !isBroken(only.fellow)
    ? findingOf(view, { ...only, server, rise, failing })
    : undefined;
}

/** Those that are configured, or seen, to call a server themselves. */
const callersOf = (view: ClusterView, server: Workload): readonly Workload[] =>
  view.workloads.filter((workload) =>
    view.calls.from(workload).some(({ service }) => service?.workloads.includes(server)),
  );

/** Whether all that fails is the server, these callers or who calls them, and their new lines name no other. */
function isAllOf(view: ClusterView, server: Workload, failing: readonly Rise[]): boolean {
  const reached = new Set(
    [server.ref, ...failing.flatMap(({ workload }) => withCallers(view, workload))].map(refKey),
  );
  return (
    risesOf(view).every(({ workload }) => reached.has(refKey(workload.ref))) &&
    failing.every((rise) => servicesNamedBy(view, rise).every(({ workloads }) => workloads.includes(server)))
  );
}

const touchesOf = (view: ClusterView, rise: Rise, workload: Workload): readonly Touch[] =>
  touchedBy(view, { ...rise, workload });

const wasChanged = (view: ClusterView, rise: Rise, workload: Workload): boolean =>
  touchesOf(view, rise, workload).length > 0;

interface Found {
  readonly fellow: Workload;
  readonly touch: Touch;
  readonly server: Workload;
  readonly rise: Rise;
  readonly failing: readonly Rise[];
}

const findingOf = (view: ClusterView, { fellow, touch, server, rise, failing }: Found): Finding =>
  finding({
    ...causeOf(touch, fellow, 'callers'),
    object: fellow.ref,
    title: { says: 'fellow-callers-fail', server: server.ref.name },
    strength: 'hint',
    evidence: [
      stated(touch, rise),
      rose(rise, touch.leadMs),
      ...linesSaid(rise),
      {
        says: 'not-changed-then',
        workloads: [server.ref.name, ...failing.map(({ workload }) => workload.ref.name)],
      },
    ],
    basis: ['replicasets', 'logs', 'pods'],
    explains: [fellow.ref, ...failing.flatMap(({ workload }) => withCallers(view, workload))],
    since: isoTime(touch.change.at),
    actions: [lookAt(touch, fellow)],
  });
