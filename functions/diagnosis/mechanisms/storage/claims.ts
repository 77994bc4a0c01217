import type { PersistentVolume, PersistentVolumeClaim } from '../../../model/kubernetes/objects.ts';
import type { WhyUnbound } from '../../../model/statements/storage.ts';
import { parseQuantity } from '../../../text/quantity.ts';
import type { ClusterView } from '../../view/view.ts';

/** Why a claim is not bound, the most telling first: mostly the provisioner's own word. */
export function whyUnbound(view: ClusterView, claim: PersistentVolumeClaim): readonly WhyUnbound[] {
  const { namespace, name } = claim.metadata;
  const said = view.events
    .of({ kind: 'PersistentVolumeClaim', namespace, name })
    .filter(({ reason }) =>
      ['ProvisioningFailed', 'FailedBinding', 'VolumeMismatch', 'ClaimLost', 'ClaimMisbound'].includes(
        reason,
      ),
    )
    .slice(-1)
    .map(({ message }): WhyUnbound => ({ says: 'claim-event', said: message }));
  const ofClass = byClass(view, claim);
  const ofVolumes = byVolumes(view, claim);
  // Volumes made by hand need no class object: where there are some, what keeps them from being bound comes first.
  const byHand = ofVolumes.length > 0 && ofClass.length > 0;
  return byHand ? [...ofVolumes, ...said] : [...said, ...ofClass, ...ofVolumes];
}

function byClass(view: ClusterView, claim: PersistentVolumeClaim): readonly WhyUnbound[] {
  const name = claim.spec.storageClassName;
  if (!name || !view.evidence.complete('storageclasses')) return [];
  const known = view.evidence.all('storageclasses').find(({ metadata }) => metadata.name === name);
  if (!known) return [{ says: 'storage-class-absent', storageClass: name }];
  const volumes = view.evidence.all('persistentvolumes').filter(({ spec }) => spec.storageClassName === name);
  const byHand = known.provisioner === NO_PROVISIONER && view.evidence.complete('persistentvolumes');
  return byHand && volumes.length === 0
    ? [{ says: 'storage-class-provisions-nothing', storageClass: name, provisioner: NO_PROVISIONER }]
    : [];
}

/** Volumes of such a class are made by hand (https://kubernetes.io/docs/concepts/storage/storage-classes/#local). */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** Compares the claim with every volume that has its class: what keeps each from being bound. */
function byVolumes(view: ClusterView, claim: PersistentVolumeClaim): readonly WhyUnbound[] {
  if (!view.evidence.complete('persistentvolumes')) return [];
  const wanted = claim.spec.storageClassName ?? '';
  return view.evidence
    .all('persistentvolumes')
    .filter(({ spec }) => spec.storageClassName === wanted)
    .flatMap((volume) => mismatch(volume, claim) ?? [])
    .slice(0, 3);
}

function mismatch(
  { metadata: { name: volume }, spec: has }: PersistentVolume,
  { metadata: { name: claim }, spec: asks }: PersistentVolumeClaim,
): WhyUnbound | undefined {
  const owner = has.claimRef;
  if (owner && owner.name !== '' && owner.name !== claim)
    return { says: 'volume-bound-elsewhere', volume, claim: owner.name };
  const lacks = asks.accessModes.filter((mode) => !has.accessModes.includes(mode));
  if (lacks.length > 0 && has.accessModes.length > 0)
    return { says: 'volume-lacks-access-mode', volume, lacks, has: has.accessModes };
  return smaller(volume, has.capacity.storage, asks.resources.requests.storage);
}

function smaller(volume: string, has: string | undefined, asked: string | undefined): WhyUnbound | undefined {
  const bytes = parseQuantity(has);
  const wanted = parseQuantity(asked);
  if (bytes === undefined || wanted === undefined || wanted <= bytes) return undefined;
  return { says: 'volume-too-small', volume, asked: asked ?? '', has: has ?? '' };
}
