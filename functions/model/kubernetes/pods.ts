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
import { condition, metadata, quantities, raw } from './shared.ts';

/** Pods, and the templates that they are made of. */

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
  /** A handler has a probe's fields (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#lifecycle-1). */
  lifecycle: maybeRecord({ preStop: maybeProbe, postStart: maybeProbe }),
  securityContext: maybeRecord({
    runAsUser: maybeCount,
    runAsNonRoot: maybeFlag,
    readOnlyRootFilesystem: maybeFlag,
    privileged: maybeFlag,
    runAsGroup: maybeCount,
    allowPrivilegeEscalation: maybeFlag,
    capabilities: raw,
    seccompProfile: raw,
  }),
  restartPolicy: maybeText,
  workingDir: maybeText,
});

const keyToPath = list(record({ key: text, path: text }));

const volume = record({
  name: text,
  configMap: maybeRecord({ name: text, optional: flag, items: keyToPath, defaultMode: maybeCount }),
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
  dnsConfig: raw,
  hostAliases: raw,
  hostPID: maybeFlag,
  hostIPC: maybeFlag,
  restartPolicy: text,
  runtimeClassName: maybeText,
  securityContext: raw,
  automountServiceAccountToken: maybeFlag,
  terminationGracePeriodSeconds: maybeCount,
  enableServiceLinks: maybeFlag,
  hostname: maybeText,
  subdomain: maybeText,
  shareProcessNamespace: maybeFlag,
  readinessGates: raw,
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

export const podTemplate = record({ metadata, spec: podSpec });

export type Probe = z.infer<typeof probe>;
export type Container = z.infer<typeof container>;
export type PodSpec = z.infer<typeof podSpec>;
export type ContainerStatus = z.infer<typeof containerStatus>;
export type Pod = z.infer<typeof pod>;
export type PodTemplate = z.infer<typeof podTemplate>;
