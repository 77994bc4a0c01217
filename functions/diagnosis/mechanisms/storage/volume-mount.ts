import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import { anyOf } from '../../../text/any-of.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { lastTermination } from '../../view/containers.ts';
import { isPastSetup, isPlaced, isStarting } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef, type Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { saidAtEnd } from '../shared/last-words.ts';
import { quote, saying } from '../shared/patterns.ts';
import { liveContainers, livePods } from '../shared/pods.ts';

/**
 * A volume is bound but cannot be attached, mounted or used: the kubelet says FailedMount or FailedAttachVolume, or
 * the program is denied on a path below a mount.
 */
export const volumeMount: Analyzer = {
  name: 'volume-mount',
  needs: ['pods'],
  causes: ['volume-mount'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const found = byKubelet(view, workload) ?? byRuntime(view, workload) ?? byProgram(view, workload);
      return found ? [found] : [];
    }),
};

/** Missing ConfigMaps and Secrets are config-missing; the two below pass by themselves while a pod starts. */
const NOT_THE_VOLUME = anyOf(
  [
    /(?:configmap|secret)s? "[^"]*" not found/,
    /non-existent/,
    /kube-api-access/,
    /failed to sync (?:configmap|secret) cache/,
    /not registered/,
  ],
  'i',
);

function byKubelet(view: ClusterView, workload: Workload): Finding | undefined {
  const stuck = livePods(workload).flatMap((pod) => {
    const waits = pod.status.phase === 'Pending' && isPlaced(pod) && !isPastSetup(pod);
    const event = view.events
      .of(podRef(pod))
      .findLast(
        ({ reason, message }) =>
          ['FailedMount', 'FailedAttachVolume', 'FailedMapVolume'].includes(reason) &&
          !NOT_THE_VOLUME.test(message),
      );
    return waits && event ? [{ pod, event }] : [];
  });
  const first = stuck[0];
  if (!first) return undefined;
  const said = quote(first.event.message);
  return finding({
    cause: 'volume-mount',
    object: workload.ref,
    title: { says: 'volume-not-mounted', said },
    strength: stuck.every(({ pod }) => isStarting(view, pod)) ? 'strong' : 'proof',
    evidence: [
      {
        says: 'mount-fails',
        pods: { some: stuck.length, all: livePods(workload).length },
        reason: first.event.reason,
        count: Math.max(1, first.event.count),
        said,
      },
    ],
    basis: ['pods', 'events'],
    explains: withCallers(view, workload),
    since: first.event.firstTimestamp,
    actions: [
      look(
        kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(first.pod.metadata.name)),
        'which volume, and the events',
      ),
    ],
  });
}

/** The volume is there, and its part that the container wants is not (kubelet's subpath, runc's rootfs_linux.go). */
const NOT_AS_MOUNTED =
  /error mounting "|failed to (?:prepare|create) subPath|not a shared (?:or slave )?mount/i;

function byRuntime(view: ClusterView, workload: Workload): Finding | undefined {
  const stuck = liveContainers(workload).flatMap(({ pod, name, status }) => {
    const message = status?.state.waiting?.message || lastTermination(status)?.message || '';
    return status && !status.ready && NOT_AS_MOUNTED.test(message) ? [{ pod, name, message }] : [];
  });
  const first = stuck[0];
  if (!first) return undefined;
  const container = first.name;
  const pods = new Set(stuck.map(({ pod }) => pod.metadata.name));
  const said = quote(first.message.slice(first.message.search(NOT_AS_MOUNTED)));
  return finding({
    cause: 'volume-mount',
    object: workload.ref,
    title: { says: 'volume-not-in-container', container, said },
    strength: 'proof',
    evidence: [
      {
        says: 'container-not-made',
        pods: { some: pods.size, all: livePods(workload).length },
        container,
        said,
      },
    ],
    basis: ['pods'],
    explains: withCallers(view, workload),
    since: first.pod.metadata.creationTimestamp,
    actions: [
      look(
        kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(first.pod.metadata.name)),
        'which mount, and its subPath',
      ),
    ],
  });
}

const DENIED = /permission denied|read-only file system|EACCES|EROFS|operation not permitted/i;

/** Of a connection, or of a file that may not be executed. */
const OF_SOMETHING_ELSE = /https?:|tcp|connect|socket|\bexec\b|^\S*sh: /i;

function byProgram(view: ClusterView, workload: Workload): Finding | undefined {
  const failing = liveContainers(workload).filter(
    ({ status }) => status !== undefined && !status.ready && status.restartCount > 0,
  );
  const mounts = failing.flatMap(({ spec }) =>
    (spec?.volumeMounts ?? []).filter(({ mountPath }) => !mountPath.startsWith('/var/run/secrets/')),
  );
  const first = failing[0];
  if (!first || mounts.length === 0) return undefined;
  const said = saying(view, workload, DENIED).find(({ text }) => !OF_SOMETHING_ELSE.test(text));
  if (!said) return undefined;
  const named = mounts.find(({ mountPath }) => mountPath !== '/' && said.text.includes(mountPath));
  const own = mounts.filter(({ name }) => persistent(workload, name));
  const mount = named ?? own[0];
  if (!mount) return undefined;
  return finding({
    cause: 'volume-mount',
    object: workload.ref,
    title: { says: 'mounted-path-denied', said: quote(said.text) },
    strength: named && saidAtEnd(view, workload, DENIED) ? 'proof' : 'strong',
    evidence: [
      {
        says: 'lines-said',
        count: said.count,
        pods: { some: said.pods, all: workload.pods.length },
        said: quote(said.text),
      },
      {
        says: 'container-mounts',
        container: first.name,
        volume: mount.name,
        path: mount.mountPath,
        readOnly: mount.readOnly,
      },
      {
        says: 'container-restarts-unready',
        container: first.name,
        restarts: first.status?.restartCount ?? 0,
      },
    ],
    against: named ? [] : [{ says: 'mounted-path-not-named' }],
    basis: ['pods', 'logs'],
    explains: withCallers(view, workload),
    since: said.first,
    actions: [
      look(
        kubectl(
          workload.ref.namespace,
          'get',
          'pod',
          nameWord(first.pod.metadata.name),
          '-o',
          'jsonpath={.spec.securityContext}{.spec.containers[*].securityContext}',
        ),
        'which user it runs as, and fsGroup',
      ),
    ],
  });
}

const persistent = (workload: Workload, name: string): boolean =>
  workload.spec?.volumes.some(
    (volume) =>
      volume.name === name &&
      (volume.persistentVolumeClaim !== undefined ||
        volume.hostPath !== undefined ||
        volume.nfs !== undefined ||
        volume.csi !== undefined),
  ) ?? false;
