import type { ReachabilityProbe } from '../../../model/evidence.ts';
import type { CauseFacts } from '../../../model/facts.ts';
import { refKey } from '../../../model/object-ref.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import { failuresOf } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { behind } from '../shared/health.ts';
import { isInternal } from '../shared/peers.ts';
import { refusalIn } from '../shared/refusal.ts';

/**
 * A connection that was tried and failed. It says where it was tried from: what fails from outside the pod network may
 * work inside, so only a try from a pod counts.
 */
export const reachability: Analyzer = {
  name: 'reachability',
  needs: ['probes'],
  causes: ['dependency-unreachable', 'dns-resolution'],
  analyze: (view) => {
    const tried = view.evidence.all('probes').filter(({ inside }) => inside);
    return tried
      .filter(({ result }) => result !== 'open' && result !== 'unknown')
      .flatMap((probe) => {
        const { from, host, port, result, detail } = probe;
        const object = objectOf(view, probe);
        if (!object) return [];
        const workload = view.owners.byKey.get(refKey(object));
        const others = tried
          .filter((other) => other.result === 'open')
          .map((other) => ({ host: other.host, port: other.port }));
        return [
          finding({
            ...causeOf(view, probe),
            object,
            title: { says: 'connection-failed', host, port, result },
            strength: isInternal(host) || isMissed(view, probe) ? 'strong' : 'hint',
            evidence: present<Statement>(
              { says: 'connection-tried', from, host, port, result, said: detail || null },
              others.length > 0 && { says: 'others-answered', others },
            ),
            basis: ['probes'],
            explains: workload ? withCallers(view, workload) : [],
          }),
        ];
      });
  },
};

function causeOf(view: ClusterView, { host, port, result, detail }: ReachabilityProbe): CauseFacts {
  const service = view.services.byHost(host, view.target.namespace)?.ref ?? null;
  const peers = [{ host, port, service }];
  return result === 'dns-failed'
    ? { cause: 'dns-resolution', facts: { wrong: 'resolving', peers } }
    : {
        cause: 'dependency-unreachable',
        facts: { ownSettings: false, refuses: refusalIn([detail]), peers },
      };
}

/** A host outside may be closed to the pods on purpose, or long since: somebody has to miss it. */
const isMissed = (view: ClusterView, { host }: ReachabilityProbe): boolean =>
  failuresOf(view).some(({ peer }) => peer?.host === host);

/** What is behind the host in the cluster; for a host outside, or a name that does not resolve, who called it. */
function objectOf(view: ClusterView, { host, result }: ReachabilityProbe) {
  const called = result === 'dns-failed' ? undefined : view.services.byHost(host, view.target.namespace);
  return behind(called)?.ref ?? view.target.workload;
}
