import type { Analyzer } from '../core/analyzer.ts';
import type { ReachabilityProbe } from '../core/evidence.ts';
import type { CauseFacts } from '../core/facts.ts';
import { refKey } from '../core/object-ref.ts';
import type { ClusterView } from '../core/view/view.ts';
import { failuresOf } from './support/failures.ts';
import { finding, withCallers } from './support/finding.ts';
import { isInternal } from './support/peers.ts';
import { refusalIn } from './support/refusal.ts';

const WORDS: Readonly<Record<ReachabilityProbe['result'], string>> = {
  open: 'answers',
  refused: 'refuses connections',
  timeout: 'does not answer',
  'no-route': 'has no route',
  'dns-failed': 'does not resolve',
  unknown: 'could not be tried',
};

/**
 * A connection that was tried and failed. It says where it was tried from: what fails from outside the pod network may
 * work inside, so only a try from a pod counts.
 */
export const reachability: Analyzer = {
  name: 'reachability',
  needs: ['probes'],
  causes: ['dependency-unreachable', 'dns-resolution'],
  analyze: (view) => {
    const tried = view.evidence.all('probes').filter(({ from }) => from.startsWith('pod '));
    return tried
      .filter(({ result }) => result !== 'open' && result !== 'unknown')
      .flatMap((probe) => {
        const object = objectOf(view, probe);
        if (!object) return [];
        const workload = view.owners.byKey.get(refKey(object));
        const others = tried
          .filter(({ result }) => result === 'open')
          .map(({ host, port }) => `${host}:${port}`);
        return [
          finding({
            ...causeOf(probe),
            object,
            title: `${probe.host}:${probe.port} ${WORDS[probe.result]}`,
            strength: isInternal(probe.host) || isMissed(view, probe) ? 'strong' : 'hint',
            evidence: [
              `tried from ${probe.from}: ${probe.host}:${probe.port} ${WORDS[probe.result]}${probe.detail ? ` (${probe.detail})` : ''}`,
              ...(others.length > 0 ? [`from there ${others.slice(0, 3).join(', ')} answered`] : []),
            ],
            basis: ['probes'],
            explains: workload ? withCallers(view, workload) : [],
          }),
        ];
      });
  },
};

const causeOf = ({ result, detail }: ReachabilityProbe): CauseFacts =>
  result === 'dns-failed'
    ? { cause: 'dns-resolution', facts: { wrong: 'resolving' } }
    : { cause: 'dependency-unreachable', facts: { ownSettings: false, refuses: refusalIn([detail]) } };

/** A host outside may be closed to the pods on purpose, or long since: somebody has to miss it. */
const isMissed = (view: ClusterView, { host }: ReachabilityProbe): boolean =>
  failuresOf(view).some(({ peer }) => peer?.host === host);

/** What is behind the host in the cluster; for a host outside, or a name that does not resolve, who called it. */
function objectOf(view: ClusterView, { host, result }: ReachabilityProbe) {
  const behind = view.services.byHost(host, view.target.namespace)?.workloads[0]?.ref;
  return (result === 'dns-failed' ? undefined : behind) ?? view.target.workload;
}
