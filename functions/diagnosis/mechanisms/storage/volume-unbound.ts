import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { PersistentVolumeClaim } from '../../../model/kubernetes/objects.ts';
import type { Statement } from '../../../model/statement.ts';
import type { WhyUnbound } from '../../../model/statements/storage.ts';
import { anyOf } from '../../../text/any-of.ts';
import { earliestOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { isPlaced, isStarting } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef, type Workload } from '../../view/workloads.ts';
import { finding, strengthOf, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { livePods } from '../shared/pods.ts';
import { schedulerSays } from '../shared/scheduling.ts';
import { whyUnbound } from './claims.ts';

/** A pod waits for a claim that is not bound (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding). */
export const volumeUnbound: Analyzer = {
  name: 'volume-unbound',
  needs: ['pods'],
  causes: ['volume-unbound'],
  analyze: (view) => view.workloads.flatMap((workload) => findingsOf(view, workload)),
};

/** What the scheduler says of volumes (kubernetes/pkg/scheduler/framework/plugins/volumebinding). */
const WAITS = anyOf(
  [
    /unbound immediate PersistentVolumeClaims/,
    /persistentvolumeclaim "[^"]+" (?:not found|is being deleted|bound to non-existent)/,
    /volume node affinity conflict/,
    /didn't find available persistent volumes/,
    /didn't match PersistentVolume/,
    /no available persistent volumes/,
  ],
  'i',
);

function findingsOf(view: ClusterView, workload: Workload) {
  const waiting = livePods(workload).flatMap((pod) => {
    // A pod that has its node has its claims: what the scheduler said before is of the past.
    if (isPlaced(pod)) return [];
    const condition = pod.status.conditions.find(
      ({ type, status }) => type === 'PodScheduled' && status === 'False',
    );
    const event = view.events.of(podRef(pod)).findLast(({ reason }) => reason === 'FailedScheduling');
    const message = condition?.message || event?.message || '';
    return WAITS.test(message) ? [{ pod, message }] : [];
  });
  const first = waiting[0];
  if (!first) return [];
  const names = first.pod.spec.volumes.flatMap(({ persistentVolumeClaim }) =>
    persistentVolumeClaim ? [persistentVolumeClaim.claimName] : [],
  );
  const claims = view.evidence
    .all('persistentvolumeclaims')
    .filter(
      ({ metadata, status }) =>
        metadata.namespace === workload.ref.namespace &&
        names.includes(metadata.name) &&
        status.phase !== 'Bound',
    );
  const missing = view.evidence.complete('persistentvolumeclaims')
    ? names.filter(
        (name) =>
          !view.evidence
            .all('persistentvolumeclaims')
            .some(({ metadata }) => metadata.name === name && metadata.namespace === workload.ref.namespace),
      )
    : [];
  const whys = claims.flatMap((claim) => whyUnbound(view, claim));
  // Why a claim that was asked for does not exist is another question.
  const isMissing = missing.length > 0 || /persistentvolumeclaim "[^"]+" not found/.test(first.message);
  const isEarly = whys.length === 0 && waiting.every(({ pod }) => isStarting(view, pod));
  return [
    finding({
      cause: 'volume-unbound',
      object: workload.ref,
      title: titleOf(claims[0], missing[0], whys[0], first.message),
      strength: strengthOf(!isMissing && !isEarly, !isMissing && isEarly),
      evidence: [
        {
          says: 'pending-for-volume',
          pods: { some: waiting.length, all: livePods(workload).length },
          said: quote(schedulerSays(first.message)),
        },
        ...claims.map(
          ({ metadata, status }): Statement => ({
            says: 'claim-unbound',
            claim: metadata.name,
            phase: status.phase || null,
          }),
        ),
        ...missing.map((claim): Statement => ({ says: 'claim-absent', claim })),
        ...whys,
      ],
      basis: ['pods'],
      explains: [
        ...withCallers(view, workload),
        ...claims.map(({ metadata }) => ({
          kind: 'PersistentVolumeClaim',
          namespace: metadata.namespace,
          name: metadata.name,
        })),
      ],
      since: earliestOf(waiting.map(({ pod }) => pod.metadata.creationTimestamp)),
      actions: [
        look(
          kubectl(workload.ref.namespace, 'describe', 'pvc', ...names.map(nameWord)),
          'class, size, access modes and the events of its binding',
        ),
        look(kubectl('', 'get', 'pv,storageclass'), 'what it could bind to'),
      ],
    }),
  ];
}

function titleOf(
  claim: PersistentVolumeClaim | undefined,
  missing: string | undefined,
  why: WhyUnbound | undefined,
  message: string,
): Statement {
  if (missing) return { says: 'waits-for-absent-claim', claim: missing };
  if (claim)
    return {
      says: 'waits-for-unbound-claim',
      claim: claim.metadata.name,
      phase: claim.status.phase || null,
      why: why ?? null,
    };
  return { says: /node affinity/.test(message) ? 'volume-out-of-reach' : 'waits-for-some-claim' };
}
