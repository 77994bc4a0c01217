import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { present } from '../../../model/present.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { peerOf } from '../../view/peers.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { calledIn } from '../shared/called.ts';
import { hasEnded } from '../shared/ended.ts';
import { saysExpired } from '../shared/expired.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { behind } from '../shared/health.ts';
import { weightOf } from '../shared/last-words.ts';
import { liesOutside } from '../shared/outside-failures.ts';
import { quote, saying } from '../shared/patterns.ts';
import { calledOverTls, calledWorkload } from '../shared/peers.ts';

/**
 * A certificate whose time is over, by the words of the TLS library of the one that was shown it. A warning that it
 * will expire is none.
 */
export const certificate: Analyzer = {
  name: 'certificate',
  needs: ['logs', 'pods'],
  causes: ['certificate-expired'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const said = saying(view, workload, { test: saysExpired }).filter(
        (lines) => !(hasEnded(view, workload, lines) || liesOutside(view, workload, lines)),
      );
      const first = said[0];
      if (!first) return [];
      const suspect = serverOf(view, workload, first.peers);
      const isAnothers = suspect !== undefined && answersSince(view, suspect, first.first);
      const server = isAnothers ? undefined : suspect;
      const count = said.reduce((sum, entry) => sum + entry.count, 0);
      return [
        finding({
          cause: 'certificate-expired',
          facts: {
            peers: present(
              server && calledWorkload(view, server.ref),
              ...calledIn(view, workload.ref.namespace, said),
            ),
          },
          object: server?.ref ?? workload.ref,
          title: { says: 'certificate-expired', served: server !== undefined, said: quote(first.text) },
          // Whose it is, nothing says.
          strength: isAnothers
            ? 'hint'
            : weightOf(view, workload, { ...first, count }, { test: saysExpired }),
          evidence: [
            {
              says: 'certificate-refused',
              caller: workload.ref.name,
              lines: count,
              pods: { some: first.pods, all: workload.pods.length },
              last: timeOf(first.last) ?? null,
              said: quote(first.text),
            },
          ],
          basis: ['logs', 'pods'],
          explains: [...withCallers(view, workload), ...(server ? withCallers(view, server) : [])],
          since: first.first,
          actions: [
            look(
              kubectl(workload.ref.namespace, 'get', 'secrets', '--field-selector', 'type=kubernetes.io/tls'),
              'the TLS secrets, and which is old',
            ),
          ],
        }),
      ];
    }),
};

/** Who serves the certificate: the peer that the lines name, else the only one that is called over TLS; else unknown. */
function serverOf(view: ClusterView, workload: Workload, peers: readonly string[]): Workload | undefined {
  const named = peers
    .map((peer) => behind(view.services.byHost(peerOf(peer).host, workload.ref.namespace)))
    .find((found) => found !== undefined && found !== workload);
  if (named) return named;
  return behind(calledOverTls(view, workload)?.service);
}

/** Requests that are answered over a certificate after it was refused show that it was another's. */
const MIN_ANSWERED = 5;

/** Whether a server answers in the whole minutes after a time, as its own log counts them. */
function answersSince(view: ClusterView, server: Workload, since: string): boolean {
  const from = timeOf(since);
  if (from === undefined) return false;
  const answered = view.logs
    .of(server)
    .filter(({ previous }) => !previous)
    .flatMap(({ summary }) => summary.minutes)
    .filter(({ at }) => (timeOf(at) ?? 0) >= from)
    .reduce((sum, { requests, errors5xx }) => sum + requests - errors5xx, 0);
  return answered >= MIN_ANSWERED;
}
