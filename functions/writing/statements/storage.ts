import type { StorageStatements, UnboundStatements } from '../../model/statements/storage.ts';
import { timesText } from '../../text/format.ts';
import { clockText } from '../../text/time.ts';
import { shareText } from './share.ts';
import { its, quoting, type WordsOf, wordsFrom } from './words-of.ts';

const unboundWords: WordsOf<UnboundStatements> = {
  'claim-event': ({ said }) => quoting('', said),
  'storage-class-absent': ({ storageClass }) => `storage class ${storageClass} does not exist`,
  'storage-class-provisions-nothing': ({ storageClass, provisioner }) =>
    `storage class ${storageClass} has no provisioner (${provisioner}), and nobody created a volume for it`,
  'volume-bound-elsewhere': ({ volume, claim }) => `volume ${volume}: already bound to PVC ${claim}`,
  'volume-lacks-access-mode': ({ volume, lacks, has }) =>
    `volume ${volume}: the claim asks for access mode ${lacks.join(', ')}, the volume has ${has.join(', ')}`,
  'volume-too-small': ({ volume, asked, has }) =>
    `volume ${volume}: the claim asks for ${asked}, the volume has ${has}`,
};

export const storageWords: WordsOf<StorageStatements> = {
  ...unboundWords,
  'waits-for-absent-claim': ({ claim }) => its(`PVC ${claim} does not exist`),
  'waits-for-unbound-claim': ({ claim, phase, why }, moment) =>
    its(
      `PVC ${claim} is ${phase ?? 'not bound'}${why === null ? '' : `: ${wordsFrom(unboundWords, why, moment)}`}`,
    ),
  'waits-for-some-claim': () => its('PVC is not bound'),
  'volume-out-of-reach': () => its('volume is in a zone or on a node that it cannot run on'),
  'pending-for-volume': ({ pods, said }) =>
    quoting(`${shareText(pods)} Pending, the scheduler says`, said, `${shareText(pods)} Pending`),
  'claim-absent': ({ claim }) => `PVC ${claim} does not exist`,
  'claim-unbound': ({ claim, phase }) => `PVC ${claim} is ${phase ?? 'not bound'}`,
  'mount-fails': ({ pods, reason, count, said }) =>
    quoting(`${shareText(pods)} Pending on its node, ${reason} x${count}`, said),
  'volume-not-in-container': ({ container, said }) =>
    quoting(`a volume cannot be mounted into container ${container}`, said),
  'container-not-made': ({ pods, container, said }) =>
    quoting(`${shareText(pods)}: the runtime cannot create container ${container}`, said),
  'mounted-path-denied': ({ said }) => `the program has no permission on a mounted path: "${said}"`,
  'container-mounts': ({ container, volume, path, readOnly }) =>
    `container ${container} mounts volume ${volume} at ${path}${readOnly ? ' read-only' : ''}`,
  'container-restarts-unready': ({ container, restarts }) =>
    `container ${container} restarted ${timesText(restarts)} and is not ready`,
  'mounted-path-not-named': () => 'the line does not name the mounted path',
  'own-storage-limit-exceeded': ({ said }) =>
    its(quoting('pods are evicted for exceeding their own storage limit', said)),
  'evicted-over-own-limit': ({ pods, at, said }, { now }) =>
    quoting(
      `${pods} of its pods ${pods === 1 ? 'was' : 'were'} evicted within 10 minutes${at === null ? '' : `, the last at ${clockText(at, now)}`}`,
      said,
    ),
};
