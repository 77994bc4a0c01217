import type { Finding } from '../../../model/finding.ts';
import { mayPrecede, NEAR_MS } from '../../../model/near.ts';
import { type ObjectRef, refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { isoTime } from '../../../text/time.ts';
import { rawChanges } from '../../changes/changes.ts';
import { sharedSetting } from '../../changes/shared-settings.ts';
import { type Rise, risesOf } from '../../differences/rises.ts';
import { rose, stated } from '../../differences/stating.ts';
import { type Touch, touchedBy } from '../../differences/touched.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { distinct, finding, withCallers } from '../shared/finding.ts';
import { calledWorkload } from '../shared/peers.ts';

/**
 * What a server's refusals for want of connections began with. The limit is the server's, the connections are its
 * clients': one client whose template or configuration alone was changed when they began holds what the others lack;
 * where the server's own was changed, or more pods of a client were asked for, all clients together fill what it has.
 */
export type Filled = ByClient | { readonly by: 'server' | 'all' | 'unknown' };

interface ByClient {
  readonly by: 'client';
  readonly client: Workload;
  readonly touch: Touch;
  readonly rise: Rise;
}

/** Whose change a full server's refusals began with, `refused` being the callers that say so. */
export function filledBy(view: ClusterView, server: Workload, refused: readonly Workload[]): Filled {
  const told = new Set([server, ...refused].map(({ ref }) => refKey(ref)));
  const [rise] = risesOf(view)
    .filter(({ workload }) => told.has(refKey(workload.ref)))
    .toSorted((a, b) => a.since - b.since);
  if (!rise) return { by: 'unknown' };
  if (changesOf(view, rise, server).length > 0) return { by: 'server' };
  const clients = clientsOf(view, server);
  // A client whose way is in a Secret is known by sharing it with one that is refused.
  const likeRefused = view.workloads.filter((one) => refused.some((caller) => sharedSetting(one, caller)));
  if ([...clients, ...likeRefused].some(({ ref }) => wasScaledUp(view, rise, ref))) return { by: 'all' };
  const changed = clients.flatMap((client) => {
    const [touch] = changesOf(view, rise, client);
    return touch ? [{ client, touch }] : [];
  });
  const [only] = changed;
  return only && changed.length === 1 ? { by: 'client', ...only, rise } : { by: 'unknown' };
}

/** Those that are configured, or seen, to call a server. */
const clientsOf = (view: ClusterView, server: Workload): readonly Workload[] =>
  view.workloads.filter((workload) =>
    view.calls.from(workload).some((call) => call.service?.workloads.includes(server)),
  );

const changesOf = (view: ClusterView, rise: Rise, workload: Workload): readonly Touch[] =>
  touchedBy(view, { ...rise, workload }).filter(({ how }) => how !== 'calls');

const wasScaledUp = (view: ClusterView, rise: Rise, client: ObjectRef): boolean =>
  rawChanges(view).some(
    ({ at, object, facts }) =>
      facts.kind === 'scaling' &&
      facts.to > facts.from &&
      refKey(object) === refKey(client) &&
      mayPrecede(rise.since - at, rise, NEAR_MS.begins),
  );

/** The client that holds what the others lack, by the server's refusal: nobody sees the connections themselves, so it is no proof. */
export function takenBy(
  view: ClusterView,
  server: Workload,
  { client, touch, rise }: ByClient,
  refusing: Finding,
): Finding {
  const unchanged = [server, ...clientsOf(view, server)].filter((one) => one !== client);
  const said = refusing.title.says === 'server-fails' ? refusing.title.said : '';
  return finding({
    cause: 'dependency-error',
    facts: {
      ownSettings: false,
      refuses: 'connections',
      holds: true,
      peers: [calledWorkload(view, server.ref)],
    },
    object: client.ref,
    title: { says: 'takes-connections', server: server.ref.name, said },
    strength: refusing.strength === 'hint' ? 'hint' : 'strong',
    evidence: present<Statement>(
      stated(touch, rise),
      rise.before !== null && rose(rise, touch.leadMs),
      ...refusing.evidence,
      { says: 'not-changed-then', workloads: unchanged.map(({ ref }) => ref.name) },
    ),
    basis: [...refusing.basis, 'replicasets'],
    explains: distinct([...withCallers(view, client), ...refusing.explains]),
    since: isoTime(touch.change.at),
    actions: refusing.actions.filter(({ kind }) => kind === 'look'),
  });
}
