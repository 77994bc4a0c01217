import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { Finding } from '../core/finding.ts';
import { lastTermination } from '../core/view/containers.ts';
import type { ClusterView } from '../core/view/view.ts';
import { podRef, type Workload } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { saidAtEnd } from './support/last-words.ts';
import { quote, saying } from './support/patterns.ts';
import { liveContainers, livePods, shareText } from './support/pods.ts';
import { isPastSetup, isStarting } from './support/starting.ts';

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
const NOT_THE_VOLUME =
  /(?:configmap|secret)s? "[^"]*" not found|non-existent|kube-api-access|failed to sync (?:configmap|secret) cache|not registered/i;

function byKubelet(view: ClusterView, workload: Workload): Finding | undefined {
  const stuck = livePods(workload).flatMap((pod) => {
    const waits = pod.status.phase === 'Pending' && pod.spec.nodeName !== '' && !isPastSetup(pod);
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
  return finding({
    cause: 'volume-mount',
    object: workload.ref,
    title: `a volume cannot be mounted: ${quote(first.event.message)}`,
    strength: stuck.every(({ pod }) => isStarting(view, pod)) ? 'strong' : 'proof',
    evidence: [
      `${shareText(stuck.length, livePods(workload).length)} Pending on its node, ${first.event.reason} x${Math.max(1, first.event.count)}: ${quote(first.event.message)}`,
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
  const said = first.message.slice(first.message.search(NOT_AS_MOUNTED));
  return finding({
    cause: 'volume-mount',
    object: workload.ref,
    title: `a volume cannot be mounted into container ${first.name}: ${quote(said)}`,
    strength: 'proof',
    evidence: [
      `${shareText(new Set(stuck.map(({ pod }) => pod.metadata.name)).size, livePods(workload).length)}: container ${first.name} is not made: ${quote(said)}`,
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

function byProgram(view: ClusterView, workload: Workload): Finding | undefined {
  const failing = liveContainers(workload).filter(
    ({ status }) => status !== undefined && !status.ready && status.restartCount > 0,
  );
  const mounts = failing.flatMap(({ spec }) =>
    (spec?.volumeMounts ?? []).filter(({ mountPath }) => !mountPath.startsWith('/var/run/secrets/')),
  );
  const first = failing[0];
  if (!first || mounts.length === 0) return undefined;
  const said = saying(view, workload, DENIED).find(({ text }) => !/https?:|tcp|connect|socket/i.test(text));
  if (!said) return undefined;
  const named = mounts.find(({ mountPath }) => mountPath !== '/' && said.text.includes(mountPath));
  const own = mounts.filter(({ name }) => persistent(workload, name));
  const mount = named ?? own[0];
  if (!mount) return undefined;
  return finding({
    cause: 'volume-mount',
    object: workload.ref,
    title: `the program is denied on a mounted path: "${quote(said.text)}"`,
    strength: named && saidAtEnd(view, workload, DENIED) ? 'proof' : 'strong',
    evidence: [
      `${said.count} line${said.count === 1 ? '' : 's'} on ${shareText(said.pods, workload.pods.length)}: ${quote(said.text)}`,
      `container ${first.name} mounts volume ${mount.name} at ${mount.mountPath}${mount.readOnly ? ' read-only' : ''}`,
      `container ${first.name} restarted ${first.status?.restartCount ?? 0} times and is not ready`,
    ],
    against: named ? [] : ['the line does not name the mounted path'],
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
