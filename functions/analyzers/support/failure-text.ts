import { plural } from '../../core/format.ts';
import { clockText, timeOf } from '../../core/view/time.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Failure } from './failures.ts';
import { gist } from './messages.ts';
import { quote } from './patterns.ts';
import type { Peer } from './peers.ts';
import { shareText } from './pods.ts';

export const peerText = (peer: Peer | undefined): string =>
  peer ? `${peer.host}${peer.port ? `:${peer.port}` : ''}` : 'a host that the lines do not name';

/** "1,104 lines on 2 of 2 pods, 13:58:12Z to 14:03:20Z: connection refused ...". */
export function failureText(view: ClusterView, { workload, said, count }: Failure): string {
  const first = timeOf(said.first);
  const last = timeOf(said.last);
  const from = first && clockText(first, view.now);
  const to = last && clockText(last, view.now);
  const when = from && to ? `, ${from === to ? `at ${to}` : `${from} to ${to}`}` : '';
  return `${workload.ref.kind.toLowerCase()}/${workload.ref.name}: ${plural(count, 'line')} on ${shareText(said.pods, workload.pods.length)}${when}: ${quote(gist(said.text))}`;
}
