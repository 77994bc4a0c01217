import type * as z from 'zod/mini';
import { list, maybeRecord, maybeText, record, text } from '../lenient.ts';
import { condition, metadata, quantities, raw } from './shared.ts';

/** Volumes. */

export const persistentVolumeClaim = record({
  metadata,
  spec: record({
    storageClassName: maybeText,
    volumeName: text,
    volumeMode: text,
    accessModes: list(text),
    resources: record({ requests: quantities }),
    selector: raw,
  }),
  status: record({ phase: text, accessModes: list(text), capacity: quantities, conditions: list(condition) }),
});

export const persistentVolume = record({
  metadata,
  spec: record({
    storageClassName: text,
    accessModes: list(text),
    capacity: quantities,
    claimRef: maybeRecord({ namespace: text, name: text }),
    nodeAffinity: raw,
    persistentVolumeReclaimPolicy: text,
  }),
  status: record({ phase: text, reason: text, message: text }),
});

export const storageClass = record({ metadata, provisioner: text, volumeBindingMode: text });

export type PersistentVolumeClaim = z.infer<typeof persistentVolumeClaim>;
export type PersistentVolume = z.infer<typeof persistentVolume>;
export type StorageClass = z.infer<typeof storageClass>;
