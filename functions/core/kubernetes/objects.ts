import * as z from 'zod/mini';
import {
  count,
  flag,
  list,
  maybeCount,
  maybeFlag,
  maybeIntOrText,
  maybeRecord,
  maybeText,
  record,
  text,
  textMap,
} from '../lenient.ts';

/**
 * The part of the Kubernetes API that firstnote reads. Field names and meanings are the API's own
 * (https://kubernetes.io/docs/reference/kubernetes-api/); reading is lenient and idempotent, so a stored object
 * reads back as itself. Times are RFC 3339 strings in UTC, '' or undefined where the API gave none.
 */

const ownerReference = record({ kind: text, name: text, uid: text, controller: flag });

/** `keys` are the paths that the manager owns ("spec.replicas"); old values are not in the API. */
const managedField = record({
  manager: text,
  operation: text,
  time: text,
  subresource: text,
  keys: list(text),
});

export const metadata = record({
  name: text,
  namespace: text,
  uid: text,
  generation: count,
  creationTimestamp: text,
  deletionTimestamp: maybeText,
  labels: textMap,
  annotations: textMap,
  ownerReferences: list(ownerReference),
  finalizers: list(text),
  managedFields: list(managedField),
  /**
   * Where the live object differs from what `kubectl apply` was last given: path -> old value, redacted, '' where
   * values are never kept. Undefined when nothing differs, or it was not applied: old values are then unknown.
   */
  lastApplied: z.catch(z.optional(z.record(z.string(), z.string())), undefined),
});

export const condition = record({
  type: text,
  status: text,
  reason: text,
  message: text,
  lastTransitionTime: text,
  lastProbeTime: text,
});

const keyRef = { name: text, key: text, optional: flag };
const envVar = record({
  name: text,
  /** Redacted when read by a collector. */
  value: maybeText,
  valueFrom: maybeRecord({
    configMapKeyRef: maybeRecord(keyRef),
    secretKeyRef: maybeRecord(keyRef),
    fieldRef: maybeRecord({ fieldPath: text }),
    resourceFieldRef: maybeRecord({ resource: text }),
  }),
});
const envFrom = record({
  prefix: text,
  configMapRef: maybeRecord({ name: text, optional: flag }),
  secretRef: maybeRecord({ name: text, optional: flag }),
});

export const probe = record({
  httpGet: maybeRecord({ path: text, port: maybeIntOrText, scheme: text, host: text }),
  tcpSocket: maybeRecord({ port: maybeIntOrText, host: text }),
  grpc: maybeRecord({ port: maybeIntOrText, service: text }),
  exec: maybeRecord({ command: list(text) }),
  initialDelaySeconds: maybeCount,
  periodSeconds: maybeCount,
  timeoutSeconds: maybeCount,
  failureThreshold: maybeCount,
  successThreshold: maybeCount,
});
const maybeProbe = z.catch(z.optional(probe), undefined);
const quantities = z.pipe(
  z.transform(
    (value: unknown): Record<string, string> =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).flatMap(([key, amount]) =>
              typeof amount === 'string' || typeof amount === 'number' ? [[key, String(amount)]] : [],
            ),
          )
        : {},
  ),
  z.record(z.string(), z.string()),
);

export const container = record({
  name: text,
  image: text,
  imagePullPolicy: text,
  command: list(text),
  args: list(text),
  ports: list(record({ name: text, containerPort: count, protocol: text })),
  env: list(envVar),
  envFrom: list(envFrom),
  resources: record({ limits: quantities, requests: quantities }),
  livenessProbe: maybeProbe,
  readinessProbe: maybeProbe,
  startupProbe: maybeProbe,
  volumeMounts: list(record({ name: text, mountPath: text, subPath: text, readOnly: flag })),
  lifecycle: maybeRecord({ preStop: maybeRecord({}), postStart: maybeRecord({}) }),
  securityContext: maybeRecord({
    runAsUser: maybeCount,
    runAsNonRoot: maybeFlag,
    readOnlyRootFilesystem: maybeFlag,
    privileged: maybeFlag,
  }),
  restartPolicy: maybeText,
});

const keyToPath = list(record({ key: text, path: text }));
const volume = record({
  name: text,
  configMap: maybeRecord({ name: text, optional: flag, items: keyToPath }),
  secret: maybeRecord({ secretName: text, optional: flag, items: keyToPath }),
  persistentVolumeClaim: maybeRecord({ claimName: text, readOnly: flag }),
  projected: maybeRecord({
    sources: list(
      record({
        configMap: maybeRecord({ name: text, optional: flag, items: keyToPath }),
        secret: maybeRecord({ name: text, optional: flag, items: keyToPath }),
        serviceAccountToken: maybeRecord({ path: text }),
      }),
    ),
  }),
  hostPath: maybeRecord({ path: text, type: text }),
  emptyDir: maybeRecord({ medium: text, sizeLimit: maybeIntOrText }),
  nfs: maybeRecord({ server: text, path: text }),
  csi: maybeRecord({ driver: text }),
});

/** An affinity term keeps its raw JSON: it is shown, compared and matched, never interpreted as a whole. */
const raw = z.catch(z.optional(z.unknown()), undefined);

export const podSpec = record({
  containers: list(container),
  initContainers: list(container),
  volumes: list(volume),
  nodeName: text,
  nodeSelector: textMap,
  affinity: raw,
  tolerations: list(record({ key: text, operator: text, value: text, effect: text })),
  topologySpreadConstraints: list(record({ topologyKey: text, whenUnsatisfiable: text, maxSkew: count })),
  schedulingGates: list(record({ name: text })),
  schedulerName: text,
  priorityClassName: text,
  serviceAccountName: text,
  imagePullSecrets: list(record({ name: text })),
  hostNetwork: flag,
  dnsPolicy: text,
  restartPolicy: text,
  terminationGracePeriodSeconds: maybeCount,
});

const terminated = {
  reason: text,
  exitCode: count,
  signal: maybeCount,
  message: text,
  startedAt: text,
  finishedAt: text,
};
const containerState = record({
  waiting: maybeRecord({ reason: text, message: text }),
  running: maybeRecord({ startedAt: text }),
  terminated: maybeRecord(terminated),
});
export const containerStatus = record({
  name: text,
  ready: flag,
  started: maybeFlag,
  restartCount: count,
  image: text,
  imageID: text,
  state: containerState,
  lastState: containerState,
});

export const pod = record({
  metadata,
  spec: podSpec,
  status: record({
    phase: text,
    reason: text,
    message: text,
    podIP: text,
    hostIP: text,
    qosClass: text,
    startTime: text,
    conditions: list(condition),
    containerStatuses: list(containerStatus),
    initContainerStatuses: list(containerStatus),
  }),
});

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

const labelSelector = record({
  matchLabels: textMap,
  matchExpressions: list(record({ key: text, operator: text, values: list(text) })),
});
export const podTemplate = record({ metadata, spec: podSpec });

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

export const service = record({
  metadata,
  spec: record({
    type: text,
    clusterIP: text,
    externalName: text,
    selector: textMap,
    publishNotReadyAddresses: flag,
    ports: list(
      record({ name: text, port: count, targetPort: maybeIntOrText, protocol: text, appProtocol: text }),
    ),
  }),
});

export const endpointSlice = record({
  metadata,
  addressType: text,
  ports: list(record({ name: text, port: maybeCount, protocol: text })),
  endpoints: list(
    record({
      addresses: list(text),
      conditions: record({ ready: maybeFlag, serving: maybeFlag, terminating: maybeFlag }),
      nodeName: text,
      targetRef: maybeRecord({ kind: text, name: text, namespace: text, uid: text }),
    }),
  ),
});

const ingressBackend = {
  service: maybeRecord({ name: text, port: record({ name: text, number: maybeCount }) }),
};
export const ingress = record({
  metadata,
  spec: record({
    ingressClassName: maybeText,
    defaultBackend: maybeRecord(ingressBackend),
    tls: list(record({ hosts: list(text), secretName: text })),
    rules: list(
      record({
        host: text,
        http: maybeRecord({
          paths: list(record({ path: text, pathType: text, backend: record(ingressBackend) })),
        }),
      }),
    ),
  }),
  status: record({ loadBalancer: record({ ingress: list(record({ hostname: text, ip: text })) }) }),
});
export const ingressClass = record({ metadata, spec: record({ controller: text }) });

/** Values are never kept: `keys` names them, `hosts` are the host[:port] that a key's value mentions. */
export const configMap = record({
  metadata,
  keys: list(text),
  hosts: list(record({ key: text, host: text, port: maybeCount })),
});
/** Names of keys only. */
export const secret = record({ metadata, type: text, keys: list(text) });
export const serviceAccount = record({ metadata, imagePullSecrets: list(record({ name: text })) });

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

export const resourceQuota = record({
  metadata,
  spec: record({ hard: quantities, scopes: list(text) }),
  status: record({ hard: quantities, used: quantities }),
});
export const limitRange = record({
  metadata,
  spec: record({
    limits: list(
      record({
        type: text,
        max: quantities,
        min: quantities,
        default: quantities,
        defaultRequest: quantities,
      }),
    ),
  }),
});

export const horizontalPodAutoscaler = record({
  metadata,
  spec: record({
    minReplicas: maybeCount,
    maxReplicas: count,
    scaleTargetRef: record({ kind: text, name: text }),
    metrics: list(raw),
  }),
  status: record({
    currentReplicas: count,
    desiredReplicas: count,
    lastScaleTime: text,
    conditions: list(condition),
    currentMetrics: list(raw),
  }),
});
export const podDisruptionBudget = record({
  metadata,
  spec: record({ minAvailable: maybeIntOrText, maxUnavailable: maybeIntOrText, selector: labelSelector }),
  status: record({
    disruptionsAllowed: count,
    currentHealthy: count,
    desiredHealthy: count,
    expectedPods: count,
  }),
});

const networkPeer = record({
  podSelector: z.catch(z.optional(labelSelector), undefined),
  namespaceSelector: z.catch(z.optional(labelSelector), undefined),
  ipBlock: maybeRecord({ cidr: text, except: list(text) }),
});
const networkPorts = list(record({ protocol: text, port: maybeIntOrText, endPort: maybeCount }));
export const networkPolicy = record({
  metadata,
  spec: record({
    podSelector: labelSelector,
    policyTypes: list(text),
    /** undefined and [] differ from [{}]: nothing allowed, and everything allowed. */
    ingress: list(record({ from: list(networkPeer), ports: networkPorts })),
    egress: list(record({ to: list(networkPeer), ports: networkPorts })),
  }),
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

export type Metadata = z.infer<typeof metadata>;
export type Condition = z.infer<typeof condition>;
export type Container = z.infer<typeof container>;
export type Probe = z.infer<typeof probe>;
export type ContainerStatus = z.infer<typeof containerStatus>;
export type PodSpec = z.infer<typeof podSpec>;
export type PodTemplate = z.infer<typeof podTemplate>;
export type LabelSelector = z.infer<typeof labelSelector>;
export type Pod = z.infer<typeof pod>;
export type KubeEvent = z.infer<typeof event>;
export type Deployment = z.infer<typeof deployment>;
export type ReplicaSet = z.infer<typeof replicaSet>;
export type StatefulSet = z.infer<typeof statefulSet>;
export type DaemonSet = z.infer<typeof daemonSet>;
export type ControllerRevision = z.infer<typeof controllerRevision>;
export type Job = z.infer<typeof job>;
export type CronJob = z.infer<typeof cronJob>;
export type Service = z.infer<typeof service>;
export type EndpointSlice = z.infer<typeof endpointSlice>;
export type Ingress = z.infer<typeof ingress>;
export type IngressClass = z.infer<typeof ingressClass>;
export type ConfigMap = z.infer<typeof configMap>;
export type Secret = z.infer<typeof secret>;
export type ServiceAccount = z.infer<typeof serviceAccount>;
export type PersistentVolumeClaim = z.infer<typeof persistentVolumeClaim>;
export type PersistentVolume = z.infer<typeof persistentVolume>;
export type StorageClass = z.infer<typeof storageClass>;
export type ResourceQuota = z.infer<typeof resourceQuota>;
export type LimitRange = z.infer<typeof limitRange>;
export type HorizontalPodAutoscaler = z.infer<typeof horizontalPodAutoscaler>;
export type PodDisruptionBudget = z.infer<typeof podDisruptionBudget>;
export type NetworkPolicy = z.infer<typeof networkPolicy>;
export type Node = z.infer<typeof node>;
export type Namespace = z.infer<typeof namespace>;
export type PodMetrics = z.infer<typeof podMetrics>;
export type NodeMetrics = z.infer<typeof nodeMetrics>;
