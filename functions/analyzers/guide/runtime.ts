import type { CauseId } from '../../core/cause.ts';
import type { CauseGuide } from './guide.ts';
import type { WORKLOAD_GUIDE } from './workload.ts';

type RuntimeCause = Exclude<CauseId, keyof typeof WORKLOAD_GUIDE>;

const NEVER = 'never';

/** What keeps running pods from being reached, or from reaching others; nodes, traffic and the cloud. */
export const RUNTIME_GUIDE: Readonly<Record<RuntimeCause, CauseGuide>> = {
  'service-misrouting': {
    what: 'A Service or Ingress leads nowhere though the pods are well.',
    object: 'the Service or Ingress',
    high: 'its selector, targetPort or protocol names what does not exist, and a caller fails or it was changed within the window; a targetPort that is merely not declared: only where the callers name the Service',
    medium:
      'as above, and nobody is known to call it; an Ingress whose class, backend or TLS Secret does not exist; a route that is answered 404 alone; a targetPort that is refused while the pods, which declare none, are probed on another',
    low: 'nobody misses it; a class or TLS Secret of an Ingress that was left as it is',
    notTakenFor:
      'ExternalName; Services without a selector; named ports that the endpoints controller resolved; pods that are not ready',
  },
  'dns-resolution': {
    what: 'Names do not resolve.',
    object: 'the workload that asks, the Service of type ExternalName, or coredns',
    high: 'the line names the host, and the program fails by it; the DNS pods are there and none is ready, and callers fail',
    medium:
      'the lines name the host, and the pods are well; several workloads fail on several names; kube-system has no DNS pod, and lookups or several hosts fail',
    low: 'a line or two of a workload that fails by something else',
    notTakenFor: 'a line or two of a resolver that hiccuped; a DNS that runs elsewhere',
  },
  'network-policy': {
    what: 'Calls time out and a NetworkPolicy allows no such call.',
    object: 'the NetworkPolicy',
    high: 'never: it is a prediction',
    medium: 'time-outs, and no policy that selects the pods lets the peer in on the port of the pods',
    low: NEVER,
    notTakenFor: 'refused connections, which were let through',
  },
  'dependency-unreachable': {
    what: 'Calls fail before they are answered: refused, no answer in time, a certificate that is not trusted.',
    object: 'the caller when its settings are wrong or it fails alone; else the dependency',
    high: 'the caller is told a port that the Service does not have; a database lets nobody in, its own probe neither',
    medium:
      'all callers fail; the dependency has no ready pod; one caller fails and others do not; the host is outside',
    low: 'few lines, lines that name no host, the dependency itself shows why it is down, or the caller takes it for no error and its requests succeed',
    notTakenFor:
      'failures that ended; clients that hung up; lines that name nobody, where others do; a wrong port for a failure of another host',
  },
  'dependency-error': {
    what: 'The dependency answers with an error: no connection left, wrong password, read-only, no room left, a 401, 403 or 5xx.',
    object: 'the dependency; the caller whose password alone is refused',
    high: "the server's own words, on at least 20 lines that go on or as the last words of a program that fails",
    medium:
      'the same words on fewer lines; errors of one table or object; a server that only its port points to, and that says nothing of it itself',
    low: 'the caller takes it for no error and its requests succeed',
    notTakenFor:
      "a server's log of its clients' failures; a user's failed login; a status that names no host; errors that ended",
  },
  'slow-dependency': {
    what: 'Requests succeed but take long, and those of their callers with them.',
    object: 'the slow one at the end of the chain of calls',
    high: 'never: what it waits for itself is not seen',
    medium:
      'p95 of a second or more in two workloads or more; slow-query lines of a database that became more, or whose callers are slow or fail',
    low: 'slow queries that nobody feels; endpoints that were as slow when their log begins',
    notTakenFor: 'one slow workload alone, which may always have been so; requests that fail',
  },
  'cpu-saturation': {
    what: 'The CPU limit stops a workload.',
    object: 'the workload',
    high: 'never: the program may be what changed',
    medium: 'throttling rose to a quarter of the periods or more and stayed, with CPU use or latency',
    low: 'throttled as much before',
    notTakenFor: 'CPU use without throttling',
  },
  'latency-network': {
    what: 'Latency grew without CPU: time is lost on the way.',
    object: 'the workload whose latency no slow callee explains',
    high: 'never: no measure of the network itself is read',
    medium: 'three times its own level before and 50 ms more, with CPU and throttling flat',
    low: NEVER,
    notTakenFor: 'a caller of the slow one; what is throttled',
  },
  'node-infrastructure': {
    what: 'A node, its runtime, its network or the control plane does not do its work.',
    object: 'the node',
    high: "its Ready or pressure condition, or the kubelet's word that the runtime or the network plugin does not answer",
    medium:
      'all callers that time out share it; several of its pods became slow together; evictions; pods that no scheduler or controller has tried',
    low: 'the pods on it are well',
    notTakenFor: 'conditions of other programs; nodes that came back; pods on other nodes',
  },
  'certificate-expired': {
    what: "A certificate's time is over.",
    object: 'the one that serves it, else the one that says so',
    high: "the TLS library's words, as the last words of a program that fails, or on at least 20 lines beside failed requests",
    medium: 'the same words on three lines or more, while pods and requests are well',
    low: 'one or two lines',
    notTakenFor:
      'warnings that one will expire; a client that comes with an old one; lines that have stopped',
  },
  'traffic-spike': {
    what: 'More requests than before.',
    object: 'the workload',
    high: 'never: more requests alone prove nothing',
    medium: NEVER,
    low: 'twice the level before, or more',
    notTakenFor: "a day's sway",
  },
  abuse: {
    what: 'A scanner or one client makes most of the requests.',
    object: 'the workload',
    high: 'never: requests alone prove nothing',
    medium: NEVER,
    low: "the log engine's verdict, with its numbers",
    notTakenFor: 'health checks, bots and monitoring, which are told apart',
  },
  'rate-limited': {
    what: 'Requests or calls are turned away by a rate limit.',
    object: 'the workload',
    high: 'never: who set the limit, and why, is not seen',
    medium: 'a fifth of the requests answered 429, or 20 lines that say so',
    low: 'a twentieth of the requests, or some lines',
    notTakenFor: "a few requests that were turned away; client-go's own brake",
  },
  'resource-exhausted': {
    what: 'A program that goes on running has run out of something of its own: memory of its runtime, file descriptors, threads, disk space, local ports, connections of its pool; or is evicted for writing more than its own limit.',
    object: 'the workload that says so',
    high: 'the kubelet evicts it for a limit of its own, again and again or so that pods are missing',
    medium: 'the words of its runtime, its pool or the kernel, on three lines or more that go on',
    low: NEVER,
    notTakenFor: "a program that ends by it; another program's error that it passes on; lines that ended",
  },
  'cni-ip-exhausted': {
    what: 'The network plugin has no address left for new pods.',
    object: 'the node',
    high: 'the kubelet says so, of pods that still wait',
    medium: 'the events were not read whole',
    low: NEVER,
    notTakenFor: 'pods that have their network by now',
  },
  'cloud-access-denied': {
    what: "The cloud's API, or Kubernetes' own, denies a workload's calls.",
    object: 'the workload',
    high: "AWS's or its SDK's words, or the API server's to the pod's own service account, as the last words of a program that fails, or on at least 20 lines beside failed requests",
    medium: 'the same words on three lines or more, while pods and requests are well',
    low: 'fewer lines of a workload that fails',
    notTakenFor:
      'a database\'s "Access denied for user"; AccessDeniedException of Java and Spring Security; lines that have stopped',
  },
  'cluster-health': {
    what: 'EKS reports an issue of the cluster.',
    object: 'the cluster',
    high: 'never: whether it broke anything is not said',
    medium: 'DescribeCluster health.issues',
    low: NEVER,
    notTakenFor: 'nothing: EKS clears its issues itself',
  },
};
