import type { ClusterStatements } from '../../model/statements/cluster.ts';
import { clockText, durationText } from '../../text/time.ts';
import { shareText } from './share.ts';
import { quoting, type WordsOf } from './words-of.ts';

/** Workloads and pods that are named, of those that there are. */
const MAX_WORKLOADS = 6;
const MAX_PODS = 3;

export const clusterWords: WordsOf<ClusterStatements> = {
  'eks-reports': ({ code, said }) => quoting(`EKS reports ${code}`, said),
  'eks-issue': ({ code, said, resources }) =>
    `${code}: ${said}${resources.length > 0 ? ` (${resources.join(', ')})` : ''}`,
  'controller-manager-down': () =>
    'the controller manager is not running: nothing acts on changes to Deployments',
  'specification-unseen': ({ workload, pods, desired, age }) =>
    `${workload} has ${pods} of ${desired ?? '?'} pods; its controller has not seen the change made ${durationText(age)} ago, and nothing refuses its pods`,
  'node-not-ready': (facts) => `the node is not ready: ${notReadyText(facts)}`,
  'node-under-pressure': ({ condition }) => `the node has ${condition}`,
  'node-condition': ({ condition, status, reason, since, said }, { now }) =>
    `condition ${condition} is ${status}${reason === null ? '' : ` (${reason})`}${since === null ? '' : ` since ${clockText(since, now)}`}${said === null ? '' : `: ${said}`}`,
  'container-runtime-silent': () => "the node's container runtime does not answer",
  'kubelet-of-runtime': ({ said }) => quoting('the kubelet said', said, ''),
  'pods-of-node-not-ready': ({ pods, workloads }) =>
    `${shareText(pods)} on it not ready${workloads.length > 0 ? `: ${workloads.slice(0, MAX_WORKLOADS).join(', ')}` : ''}`,
  'node-waited-for': ({ workloads }) => `${workloads.join(', ')} cannot be placed because of it`,
  'no-such-scheduler': ({ scheduler }) => `no scheduler named ${scheduler} takes its pods`,
  'pod-not-tried': ({ pod, age }) =>
    `pod ${pod} has been Pending for ${durationText(age)}, and no scheduler has tried to place it`,
  'scheduler-down': () => 'the scheduler is not running: nothing tries to place new pods',
  'pods-not-tried': ({ pods, oldest }) =>
    `${pods.length} pod${pods.length === 1 ? '' : 's'} Pending without a node, a verdict or a FailedScheduling event, the oldest for ${durationText(oldest)}: ${pods.slice(0, MAX_PODS).join(', ')}`,
  'scheduler-pod': ({ pod, phase }) => `pod ${pod} is ${phase}`,
};

function notReadyText({ silent, said, reason }: ClusterStatements['node-not-ready']): string {
  if (silent) return 'its kubelet has stopped reporting';
  return said ?? reason ?? 'the kubelet says so';
}
