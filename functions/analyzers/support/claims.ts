import type { PersistentVolume, PersistentVolumeClaim } from '../../core/kubernetes/objects.ts';
import { parseQuantity } from '../../core/view/quantity.ts';
import type { ClusterView } from '../../core/view/view.ts';

/** The sentences that say why a claim is not bound, the most telling first: mostly the provisioner's own word. */
export function whyUnbound(view: ClusterView, claim: PersistentVolumeClaim): readonly string[] {
  const { namespace, name } = claim.metadata;
  const said = view.events
    .of({ kind: 'PersistentVolumeClaim', namespace, name })
    .filter(({ reason }) =>
      ['ProvisioningFailed', 'FailedBinding', 'VolumeMismatch', 'ClaimLost', 'ClaimMisbound'].includes(
        reason,
      ),
    )
    .map(({ message }) => message);
  const ofClass = byClass(view, claim);
  const ofVolumes = byVolumes(view, claim);
  // Volumes made by hand need no class object: where there are some, what keeps them from being bound comes first.
  const byHand = ofVolumes.length > 0 && ofClass.length > 0;
  return [
    ...new Set(byHand ? [...ofVolumes, ...said.slice(-1)] : [...said.slice(-1), ...ofClass, ...ofVolumes]),
  ];
}

function byClass(view: ClusterView, claim: PersistentVolumeClaim): readonly string[] {
  const name = claim.spec.storageClassName;
  if (!name || !view.evidence.complete('storageclasses')) return [];
  const known = view.evidence.all('storageclasses').find(({ metadata }) => metadata.name === name);
  if (!known) return [`storage class ${name} does not exist`];
  const volumes = view.evidence.all('persistentvolumes').filter(({ spec }) => spec.storageClassName === name);
  const byHand = known.provisioner === NO_PROVISIONER && view.evidence.complete('persistentvolumes');
  return byHand && volumes.length === 0
    ? [`storage class ${name} provisions nothing (${NO_PROVISIONER}), and no volume of it was made by hand`]
    : [];
}

/** Volumes of such a class are made by hand (https://kubernetes.io/docs/concepts/storage/storage-classes/#local). */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** Compares the claim with every volume that has its class: what keeps each from being bound. */
function byVolumes(view: ClusterView, claim: PersistentVolumeClaim): readonly string[] {
  if (!view.evidence.complete('persistentvolumes')) return [];
  const wanted = claim.spec.storageClassName ?? '';
  return view.evidence
    .all('persistentvolumes')
    .filter(({ spec }) => spec.storageClassName === wanted)
    .flatMap((volume) => {
      const why = mismatch(volume, claim);
      return why ? [`volume ${volume.metadata.name}: ${why}`] : [];
    })
    .slice(0, 3);
}

function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const owner = volume.spec.claimRef;
  if (owner && owner.name !== '' && owner.name !== claim.metadata.name)
    return `already bound to claim ${owner.name}`;
  const missing = claim.spec.accessModes.filter((mode) => !volume.spec.accessModes.includes(mode));
  if (missing.length > 0 && volume.spec.accessModes.length > 0)
    return `access mode ${missing.join(', ')} is asked for, it has ${volume.spec.accessModes.join(', ')}`;
  const asked = parseQuantity(claim.spec.resources.requests.storage);
  const has = parseQuantity(volume.spec.capacity.storage);
  if (asked !== undefined && has !== undefined && asked > has)
    return `${claim.spec.resources.requests.storage} is asked for, it has ${volume.spec.capacity.storage}`;
  return undefined;
}
