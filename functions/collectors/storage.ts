import * as k from '../model/kubernetes/objects.ts';
import { redact } from '../redaction/redact.ts';
import { listCollector } from './list-collector.ts';
import { byName, readWithMetadata } from './read-object.ts';
import { redactConditions } from './sanitize.ts';
import { targetNamespace, wholeCluster } from './scopes.ts';

export const persistentvolumeclaims = listCollector({
  name: 'persistentvolumeclaims',
  apiVersion: 'v1',
  resource: 'persistentvolumeclaims',
  scopes: targetNamespace,
  read: (raw) => {
    const claim = readWithMetadata(k.persistentVolumeClaim, raw);
    return { ...claim, status: { ...claim.status, conditions: redactConditions(claim.status.conditions) } };
  },
  order: byName,
});

export const persistentvolumes = listCollector({
  name: 'persistentvolumes',
  apiVersion: 'v1',
  resource: 'persistentvolumes',
  scopes: wholeCluster,
  read: (raw) => {
    const volume = readWithMetadata(k.persistentVolume, raw);
    return { ...volume, status: { ...volume.status, message: redact(volume.status.message) } };
  },
  order: byName,
});

export const storageclasses = listCollector({
  name: 'storageclasses',
  apiVersion: 'storage.k8s.io/v1',
  resource: 'storageclasses',
  scopes: wholeCluster,
  read: (raw) => readWithMetadata(k.storageClass, raw),
  order: byName,
});
