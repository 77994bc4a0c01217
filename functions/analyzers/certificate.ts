import type { Analyzer } from '../core/analyzer.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import { finding, kubectl, look, withCallers } from './support/finding.ts';
import { quote, saying } from './support/patterns.ts';
import { isDegraded, liveContainers, shareText } from './support/pods.ts';

/** How TLS libraries say that a certificate's time is over: OpenSSL, Go, Java, Node, Python. */
const EXPIRED =
  /certificate has expired|certificate (?:is )?expired|x509: certificate has expired or is not yet valid|CERT_HAS_EXPIRED|CertificateExpiredException|NotAfter:|SSL_ERROR_EXPIRED_CERT|CERTIFICATE_VERIFY_FAILED\]? certificate verify failed: certificate has expired|Expired\w*Cert\w*Exception|sslv3 alert certificate expired|tls: expired certificate/i;

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
      const said = saying(view, workload, EXPIRED).filter(
        ({ text }) => !/will expire|about to expire|expires in|resolved/i.test(text),
      );
      const first = said[0];
      if (!first) return [];
      const broken =
        isDegraded(workload) ||
        liveContainers(workload).some(
          ({ status }) => status?.ready === false || (status?.state.waiting?.reason ?? '') !== '',
        );
      const at = timeOf(first.last);
      const server = first.peers[0];
      const count = said.reduce((sum, entry) => sum + entry.count, 0);
      return [
        finding({
          cause: 'certificate-expired',
          object: workload.ref,
          title: `a certificate has expired${server ? ` (${server})` : ''}: "${quote(first.text)}"`,
          strength: broken ? 'proof' : count > 2 ? 'strong' : 'hint',
          evidence: [
            `${count} line${count === 1 ? '' : 's'} on ${shareText(first.pods, workload.pods.length)}${at ? `, last at ${clockText(at, view.now)}` : ''}: ${quote(first.text)}`,
          ],
          basis: ['logs', 'pods'],
          explains: withCallers(view, workload),
          since: first.first,
          actions: [
            look(
              `${kubectl(workload.ref.namespace)} get secrets --field-selector type=kubernetes.io/tls`,
              'the TLS secrets, and which is old',
            ),
          ],
        }),
      ];
    }),
};
