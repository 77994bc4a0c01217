import type { PodSpec } from '../../../model/kubernetes/pods.ts';
import type { FullVolume } from '../../../model/statements/load.ts';
import { IDENTITIES } from '../../../servers/index.ts';
import { serverOf } from '../../../servers/known.ts';
import { parseQuantity } from '../../../text/quantity.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { livePods } from './pods.ts';

type Volume = PodSpec['volumes'][number];

const SAYS_FULL =
  /\bENOSPC\b|\bEDQUOT\b|[Nn]o space left on device|[Dd]isk quota exceeded|not enough space on the disk/;
/** inotify(7): ENOSPC of inotify_add_watch is the kernel's limit of watches, and no disk's room. */
const OF_WATCHES = /watch(?:ers|es)\b|inotify/i;

/** The kernel's errno for a write that finds no room, as runtimes pass it on. */
export const NO_ROOM = { test: (text: string): boolean => SAYS_FULL.test(text) && !OF_WATCHES.test(text) };

/** What another program's error is about: "PG::DiskFull: could not extend file" is the database's disk. */
const OF_ANOTHER = /could not extend file|rpc error|\bPG::|SQLSTATE|MISCONF|OOM command not allowed/;

/** Whether a line is of a server that a program calls, and passes on what that said. */
export const passesOn = (text: string): boolean => OF_ANOTHER.test(text);

/** Whether what runs in a workload is a database, cache or queue, by its images. */
export const runsServer = ({ spec }: Workload): boolean =>
  serverOf(IDENTITIES, (spec?.containers ?? []).map(({ image }) => image).join(' '), undefined) !== undefined;

/** The claims that its pods write to, with their sizes: a full volume is full for the next pod too. */
export const claimsOf = (view: ClusterView, workload: Workload): readonly FullVolume[] =>
  written(workload, (volume) => claimOf(view, workload, volume));

/** The volumes that its pods write to and that have a size of their own: claims, and emptyDirs with a limit. */
export const volumesOf = (view: ClusterView, workload: Workload): readonly FullVolume[] =>
  written(workload, (volume) => claimOf(view, workload, volume) ?? limitedDir(volume));

type Sized = Omit<FullVolume, 'path'>;

function written(workload: Workload, of: (volume: Volume) => Sized | undefined): readonly FullVolume[] {
  const pod = livePods(workload)[0];
  const mounts = (pod?.spec.containers ?? []).flatMap(({ volumeMounts }) => volumeMounts);
  return (pod?.spec.volumes ?? []).flatMap((volume) => {
    const mount = mounts.find(({ name, readOnly }) => name === volume.name && !readOnly);
    const found = mount && of(volume);
    return mount && found ? [{ ...found, path: mount.mountPath }] : [];
  });
}

function claimOf(view: ClusterView, workload: Workload, volume: Volume): Sized | undefined {
  const { persistentVolumeClaim: claim } = volume;
  if (!claim || claim.readOnly) return undefined;
  const known = view.evidence
    .all('persistentvolumeclaims')
    .find(
      ({ metadata }) => metadata.name === claim.claimName && metadata.namespace === workload.ref.namespace,
    );
  const bytes = parseQuantity(known?.status.capacity.storage) ?? null;
  return { kind: 'claim', name: claim.claimName, bytes };
}

/** https://kubernetes.io/docs/concepts/storage/volumes/#emptydir: in memory it is a file system of its limit's size. */
function limitedDir({ name, emptyDir }: Volume): Sized | undefined {
  const bytes = emptyDir?.medium === 'Memory' ? parseQuantity(String(emptyDir.sizeLimit)) : undefined;
  return bytes === undefined ? undefined : { kind: 'empty-dir', name, bytes };
}
