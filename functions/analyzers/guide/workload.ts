import type { CauseId } from '../../core/cause.ts';
import type { CauseGuide } from './guide.ts';

type WorkloadCause = Extract<
  CauseId,
  | 'oom-killed'
  | 'crash-app-error'
  | 'image-pull'
  | 'config-missing'
  | 'unschedulable'
  | 'volume-unbound'
  | 'volume-mount'
  | 'quota-exceeded'
  | 'admission-denied'
  | 'liveness-probe'
  | 'readiness-probe'
  | 'scaled-to-zero'
  | 'paused'
  | 'stuck-terminating'
  | 'bad-rollout'
  | 'hpa-maxed'
>;

const NEVER = 'never';

/** What keeps pods from existing or from running. */
export const WORKLOAD_GUIDE: Readonly<Record<WorkloadCause, CauseGuide>> = {
  'oom-killed': {
    what: 'The kernel kills a container for memory.',
    object: 'the workload',
    high: "the kubelet's reason OOMKilled, or runc's words, on a container that does not serve or was killed within 10 minutes",
    medium: 'the pods were not read whole',
    low: NEVER,
    notTakenFor:
      'exit code 137 without that reason: any SIGKILL; a container that was killed long ago and serves since; an ended run of a Job. An endpoint that was newly called before is told beside it, as context',
  },
  'crash-app-error': {
    what: 'A container ends again and again by its own doing, or cannot be started.',
    object: 'the workload, or the CronJob of a failed Job',
    high: 'the runtime says why it cannot start, or a line of the run that ended names a fault of the program itself',
    medium: 'it ends, and no line says so; a Job has given up and its pods are gone',
    low: 'the kubelet killed it for its probe',
    notTakenFor:
      'exit code 143 (told to end); old restarts; a run of a Job or CronJob that failed before another succeeded; anything that another cause explains on the same workload',
  },
  'image-pull': {
    what: 'The kubelet cannot get an image.',
    object: 'the workload',
    high: "a container waits with one of the kubelet's image reasons",
    medium: 'more than two workloads cannot pull from the same registry: the registry may be the cause',
    low: NEVER,
    notTakenFor: 'pull failures of pods that run by now',
  },
  'config-missing': {
    what: 'A ConfigMap, Secret, key or setting that a workload names does not exist.',
    object: 'the workload',
    high: 'CreateContainerConfigError, a volume that names what does not exist, or the program ends and says which setting it misses',
    medium:
      'the program says so again and again while its pods are not well; it ends for want of a file that a mounted ConfigMap or Secret does not bring',
    low: NEVER,
    notTakenFor:
      'optional references; a program that serves; a setting that it does without; runAsNonRoot, which waits with the same reason',
  },
  unschedulable: {
    what: 'No node takes the pod.',
    object: 'the workload',
    high: "the scheduler's own count of nodes by reason; the kubelet's, for a pod that was put on its node; a node that the template names and that does not exist",
    medium:
      'a node that is down is one of the reasons; an autoscaler is adding a node; the pod names a scheduler that does not run',
    low: NEVER,
    notTakenFor: 'gated pods; pods that wait for a volume; pods that are placed by now',
  },
  'volume-unbound': {
    what: 'A pod waits for a claim that is not bound.',
    object: 'the workload',
    high: "the scheduler says so; the provisioner's word or a comparison with the volumes says why",
    medium: 'the claim does not exist: why, is another question',
    low: 'the pod is less than a minute old, and nothing says why',
    notTakenFor:
      'claims that wait for their first consumer (WaitForFirstConsumer); what the scheduler said before the pod had its node',
  },
  'volume-mount': {
    what: 'A bound volume cannot be attached, mounted or used.',
    object: 'the workload',
    high: 'FailedMount or FailedAttachVolume of a pod that still waits after a minute; a subPath or mount that the runtime cannot make; the program ends because it is denied on a path that it mounts',
    medium:
      'the pod is young; the program is denied, and mounts persistent data, but the line does not name the path',
    low: NEVER,
    notTakenFor:
      'missing ConfigMaps and Secrets; pods that have recovered, or are at their containers by now',
  },
  'quota-exceeded': {
    what: "The namespace's quota or LimitRange refuses what is to be created.",
    object: 'the namespace whose quota is full; the workload that lacks what quota or LimitRange want of it',
    high: 'the API server says so, and the set still lacks pods',
    medium: 'a Service or claim is missing, others name it, and the quota has no room for its kind',
    low: NEVER,
    notTakenFor: 'refusals of a set that has its pods by now',
  },
  'admission-denied': {
    what: 'Admission refuses the pods: PodSecurity, a webhook, a missing service account.',
    object: 'the workload',
    high: "the API server says so, or the kubelet's own admission, and the newest set still lacks pods",
    medium: 'the events were not read whole',
    low: 'quota refuses it as well',
    notTakenFor: 'refusals while Deployment and ServiceAccount were being applied together',
  },
  'liveness-probe': {
    what: 'The kubelet kills a container because its liveness or startup probe fails.',
    object: 'the workload',
    high: 'it kills, and the probe asks a port or speaks a protocol that the container does not have',
    medium: 'it kills before the container was ever ready, or nothing is wrong with the probe itself',
    low: 'the probe fails, and no kill was seen',
    notTakenFor:
      'a program that crashes and fails its probe as well; failures while a pod starts; a port that is not declared, but answers',
  },
  'readiness-probe': {
    what: 'Pods run and are not ready because their readiness probe fails.',
    object: 'the workload',
    high: 'the probe asks a port or speaks a protocol that the container does not have, by its ports or its answers',
    medium: 'the probe fails; the log says that it listens elsewhere, or nothing shows why',
    low: 'the container restarts: it may not stay up long enough; the pods have just started',
    notTakenFor: 'failures of pods that are ready now',
  },
  'scaled-to-zero': {
    what: 'Nothing runs because nothing is asked for, though it is called.',
    object: 'the workload',
    high: 'spec.replicas is 0, others call it, and they fail or it was scaled within the window',
    medium: 'a Service leads to it and nobody is seen to call; an autoscaler may scale to zero',
    low: 'others are configured to call it, and none of them misses it; nobody calls it, and it was scaled before the window',
    notTakenFor:
      'workloads that nothing leads to; a tool that was made with no replicas and that nobody calls; the half of blue and green that does not serve; Knative',
  },
  paused: {
    what: 'A controller is told to hold still, and so makes no pods.',
    object: 'the Deployment or CronJob',
    high: 'a Deployment is paused, has no pod at all, and others call it',
    medium: 'as above, and nobody is known to call it',
    low: 'a CronJob that ran was suspended within the window',
    notTakenFor:
      'a Deployment that was paused while its pods run; a CronJob that has been suspended for long',
  },
  'stuck-terminating': {
    what: 'A pod of a StatefulSet is being deleted and does not go, so that its successor cannot be made.',
    object: 'the workload',
    high: 'told to end a minute ago or more, and its grace period lasts, or a finalizer holds it',
    medium: "its grace period is over and its node's kubelet has not ended it",
    low: NEVER,
    notTakenFor: 'pods of a Deployment, whose successors do not wait; a pod that ends in its time',
  },
  'bad-rollout': {
    what: 'The newest revision brought the failure.',
    object: 'the workload',
    high: 'rolled out within 30 minutes before the onset, its pods fail by errors of their own, and pods of older revisions do not since then, or were well up to it (their last logs, or Prometheus)',
    medium: 'as above, but nothing tells of the old pods; configuration that it reads was changed as well',
    low: NEVER,
    notTakenFor:
      'old pods that fail too (a rollback will not help); errors that name somebody else; failures that ended while its pods run on; a mere restart; a revision that ran well before',
  },
  'hpa-maxed': {
    what: 'An autoscaler is held at its maximum.',
    object: 'the workload that it scales',
    high: 'never: whether that broke anything is not said',
    medium: 'ScalingLimited with TooManyReplicas, at the maximum',
    low: NEVER,
    notTakenFor: 'TooFewReplicas, at the minimum; one that is still on its way up',
  },
};
