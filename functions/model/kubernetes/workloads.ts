import type * as z from 'zod/mini';
import { count, flag, list, maybeCount, maybeIntOrText, maybeRecord, record, text } from '../lenient.ts';
import { podTemplate } from './pods.ts';
import { condition, labelSelector, metadata, raw } from './shared.ts';

/** What makes pods. */

export const deployment = record({
  metadata,
  spec: record({
    replicas: maybeCount,
    selector: labelSelector,
    template: podTemplate,
    paused: flag,
    progressDeadlineSeconds: maybeCount,
    strategy: record({
      type: text,
      rollingUpdate: maybeRecord({ maxSurge: maybeIntOrText, maxUnavailable: maybeIntOrText }),
    }),
  }),
  status: record({
    observedGeneration: count,
    replicas: count,
    updatedReplicas: count,
    readyReplicas: count,
    availableReplicas: count,
    unavailableReplicas: count,
    conditions: list(condition),
  }),
});

export const replicaSet = record({
  metadata,
  spec: record({ replicas: maybeCount, selector: labelSelector, template: podTemplate }),
  status: record({
    replicas: count,
    readyReplicas: count,
    availableReplicas: count,
    conditions: list(condition),
  }),
});

export const statefulSet = record({
  metadata,
  spec: record({
    replicas: maybeCount,
    selector: labelSelector,
    template: podTemplate,
    serviceName: text,
    volumeClaimTemplates: list(record({ metadata })),
  }),
  status: record({
    replicas: count,
    readyReplicas: count,
    updatedReplicas: count,
    currentRevision: text,
    updateRevision: text,
    conditions: list(condition),
  }),
});

export const daemonSet = record({
  metadata,
  spec: record({ selector: labelSelector, template: podTemplate }),
  status: record({
    desiredNumberScheduled: count,
    currentNumberScheduled: count,
    numberReady: count,
    numberUnavailable: count,
    updatedNumberScheduled: count,
    conditions: list(condition),
  }),
});

export const controllerRevision = record({ metadata, revision: count, data: raw });

export const job = record({
  metadata,
  spec: record({
    parallelism: maybeCount,
    completions: maybeCount,
    backoffLimit: maybeCount,
    suspend: flag,
    template: podTemplate,
  }),
  status: record({
    active: count,
    succeeded: count,
    failed: count,
    startTime: text,
    completionTime: text,
    conditions: list(condition),
  }),
});

export const cronJob = record({
  metadata,
  spec: record({ schedule: text, suspend: flag, concurrencyPolicy: text }),
  status: record({ lastScheduleTime: text, lastSuccessfulTime: text }),
});

export type Deployment = z.infer<typeof deployment>;
export type ReplicaSet = z.infer<typeof replicaSet>;
export type StatefulSet = z.infer<typeof statefulSet>;
export type DaemonSet = z.infer<typeof daemonSet>;
export type ControllerRevision = z.infer<typeof controllerRevision>;
export type Job = z.infer<typeof job>;
export type CronJob = z.infer<typeof cronJob>;
