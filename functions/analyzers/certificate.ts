import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { peerOf } from '../core/view/hosts.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { hasEnded } from './support/ended.ts';
import { finding, withCallers } from './support/finding.ts';
import { weightOf } from './support/last-words.ts';
import { quote, saying } from './support/patterns.ts';
import { calledOverTls } from './support/peers.ts';
import { shareText } from './support/pods.ts';

/** How TLS libraries say that a certificate's time is over: OpenSSL, Go, Java, Node, Python. */
const EXPIRED =
  /certificate has expired|certificate (?:is )?expired|x509: certificate has expired or is not yet valid|CERT_HAS_EXPIRED|CertificateExpiredException|SSL_ERROR_EXPIRED_CERT|CERTIFICATE_VERIFY_FAILED\]? certificate verify failed: certificate has expired|Expired\w*Cert\w*Exception|sslv3 alert certificate expired|tls: expired certificate/i;

/** What is said of the time to come, and what a server says of a client that comes with an old certificate. */
const NOT_THE_SERVER =
  /will expire|about to expire|expires in|resolved|client(?:'s)? certificate|renew(?:ing|ed)/i;
const expired = { test: (text: string): boolean => EXPIRED.test(text) && !NOT_THE_SERVER.test(text) };

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
      const said = saying(view, workload, expired).filter((lines) => !hasEnded(view, workload, lines));
      const first = said[0];
      if (!first) return [];
      const at = timeOf(first.last);
      const server = serverOf(view, workload, first.peers);
      const count = said.reduce((sum, entry) => sum + entry.count, 0);
      return [
        finding({
          cause: 'certificate-expired',
          object: server?.ref ?? workload.ref,
          title: server
            ? `the certificate that it serves has expired: "${quote(first.text)}"`
            : `a certificate has expired: "${quote(first.text)}"`,
          strength: weightOf(view, workload, { ...first, count }, expired),
          evidence: [
            `${workload.ref.name}: ${count} line${count === 1 ? '' : 's'} on ${shareText(first.pods, workload.pods.length)}${at ? `, last at ${clockText(at, view.now)}` : ''}: ${quote(first.text)}`,
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
    .map((peer) => view.services.byHost(peerOf(peer).host, workload.ref.namespace)?.workloads[0])
    .find((found) => found !== undefined && found !== workload);
  if (named) return named;
  return calledOverTls(view, workload)?.service?.workloads[0];
}
