import type * as z from 'zod/mini';
import { count, flag, list, record, text } from '../lenient.ts';
import { condition, metadata, quantities } from './shared.ts';

/** Nodes, namespaces, events and usage. */

/** Both event APIs in one shape: `series` and `eventTime` are folded into count and the two time stamps by the collector. */
export const event = record({
  metadata: record({ name: text, namespace: text, uid: text, creationTimestamp: text }),
  type: text,
  reason: text,
  message: text,
  count: count,
  firstTimestamp: text,
  lastTimestamp: text,
  involvedObject: record({ kind: text, namespace: text, name: text, uid: text, fieldPath: text }),
  source: record({ component: text, host: text }),
});

export const node = record({
  metadata,
  spec: record({
    unschedulable: flag,
    taints: list(record({ key: text, value: text, effect: text, timeAdded: text })),
    podCIDR: text,
    providerID: text,
  }),
  status: record({
    conditions: list(condition),
    capacity: quantities,
    allocatable: quantities,
    addresses: list(record({ type: text, address: text })),
    nodeInfo: record({
      kubeletVersion: text,
      containerRuntimeVersion: text,
      kernelVersion: text,
      osImage: text,
    }),
  }),
});

export const namespace = record({ metadata, status: record({ phase: text }) });

/** metrics.k8s.io; `usage` in Kubernetes quantities ("12m", "84Mi"). */
export const podMetrics = record({
  metadata,
  timestamp: text,
  window: text,
  containers: list(record({ name: text, usage: quantities })),
});

export const nodeMetrics = record({ metadata, timestamp: text, window: text, usage: quantities });

export type KubeEvent = z.infer<typeof event>;
export type Node = z.infer<typeof node>;
export type Namespace = z.infer<typeof namespace>;
export type PodMetrics = z.infer<typeof podMetrics>;
export type NodeMetrics = z.infer<typeof nodeMetrics>;
