import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { PersistentVolumeClaim } from '../core/kubernetes/objects.ts';
import type { ClusterView } from '../core/view/view.ts';
import { podRef, type Workload } from '../core/view/workloads.ts';
import { whyUnbound } from './support/claims.ts';
import { finding, strengthOf, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { livePods, shareText } from './support/pods.ts';
import { schedulerSays } from './support/scheduling.ts';
import { isPlaced, isStarting } from './support/starting.ts';

/** A pod waits for a claim that is not bound (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding). */
export const volumeUnbound: Analyzer = {
  name: 'volume-unbound',
  needs: ['pods'],
  causes: ['volume-unbound'],
  analyze: (view) => view.workloads.flatMap((workload) => findingsOf(view, workload)),
};

/** What the scheduler says of volumes (kubernetes/pkg/scheduler/framework/plugins/volumebinding). */
const WAITS =
  /unbound immediate PersistentVolumeClaims|persistentvolumeclaim "([^"]+)" (?:not found|is being deleted|bound to non-existent)|volume node affinity conflict|didn't find available persistent volumes|didn't match PersistentVolume|no available persistent volumes/i;

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
  const claim = claims[0];
  // Why a claim that was asked for does not exist is another question.
  const isMissing = missing.length > 0 || /persistentvolumeclaim "[^"]+" not found/.test(first.message);
  const isEarly = whys.length === 0 && waiting.every(({ pod }) => isStarting(view, pod));
  return [
    finding({
      cause: 'volume-unbound',
      object: workload.ref,
      title: titleOf(claim, missing, whys[0], first.message),
      strength: strengthOf(!isMissing && !isEarly, !isMissing && isEarly),
      evidence: [
        `${shareText(waiting.length, livePods(workload).length)} Pending, the scheduler says: ${quote(schedulerSays(first.message))}`,
        ...claims.map(({ metadata, status }) => `claim ${metadata.name} is ${status.phase || 'not bound'}`),
        ...missing.map((name) => `claim ${name} does not exist`),
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
      since: first.pod.metadata.creationTimestamp,
      actions: [
        look(
          kubectl(workload.ref.namespace, 'describe', 'pvc', ...names.map(nameWord)),
          'class, size, access modes and the events of its binding',
        ),
        look(kubectl('', 'get', 'pv,storageclass'), 'what there is to bind to'),
      ],
    }),
  ];
}

function titleOf(
  claim: PersistentVolumeClaim | undefined,
  missing: readonly string[],
  why: string | undefined,
  message: string,
): string {
  if (missing[0]) return `its claim ${missing[0]} does not exist`;
  if (claim)
    return `its claim ${claim.metadata.name} is ${claim.status.phase || 'not bound'}${why ? `: ${why}` : ''}`;
  return /node affinity/.test(message)
    ? 'its volume is in a zone or on a node that it cannot run on'
    : 'its volume claim is not bound';
}
