import type { Program } from '../bundle.ts';
import type { Settings } from '../settings.ts';
import type { KubeObject } from './object.ts';

export const PROGRAMS_CONFIG_MAP = 'dojopool-programs';

export interface NodeWorkload {
  readonly name: string;
  readonly program: Program;
  readonly replicas: number;
  readonly memory: { readonly request: string; readonly limit: string };
  readonly cpu?: { readonly request: string; readonly limit: string };
  readonly env: readonly unknown[];
  readonly envFrom?: readonly unknown[];
  readonly port?: { readonly name: string; readonly containerPort: number };
  readonly probes?: Readonly<Record<string, unknown>>;
  /** Secrets to mount: mount path -> Secret. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** ConfigMaps to mount: mount path -> ConfigMap. */
  readonly configMaps?: Readonly<Record<string, string>>;
  /** Entries of the pods' /etc/hosts. */
  readonly hostAliases?: readonly unknown[];
  /** Volume claims to mount: mount path -> claim. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** A Deployment of one of the bundled programs. */
export const nodeDeployment = (settings: Settings, workload: NodeWorkload): KubeObject => {
  const {
    name,
    program,
    memory,
    cpu = { request: '10m', limit: '300m' },
    secrets = {},
    configMaps = {},
    claims = {},
  } = workload;
  const volumes = [
    { mountPath: '/srv', volume: { name: 'programs', configMap: { name: PROGRAMS_CONFIG_MAP } } },
    ...Object.entries(secrets).map(([mountPath, secretName]) => ({
      mountPath,
      volume: { name: secretName, secret: { secretName } },
    })),
    ...Object.entries(configMaps).map(([mountPath, name]) => ({
      mountPath,
      volume: { name, configMap: { name } },
    })),
    ...Object.entries(claims).map(([mountPath, claimName]) => ({
      mountPath,
      volume: { name: claimName, persistentVolumeClaim: { claimName } },
    })),
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: settings.namespace, labels: { app: name } },
    spec: {
      replicas: workload.replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          terminationGracePeriodSeconds: 3,
          enableServiceLinks: false,
          ...(workload.hostAliases === undefined ? {} : { hostAliases: workload.hostAliases }),
          containers: [
            {
              name: program,
              image: settings.nodeImage,
              command: ['node', `/srv/${program}.mjs`],
              env: [{ name: 'SERVICE_NAME', value: name }, ...workload.env],
              envFrom: workload.envFrom ?? [],
              ports: workload.port === undefined ? [] : [workload.port],
              resources: {
                requests: { cpu: cpu.request, memory: memory.request },
                limits: { cpu: cpu.limit, memory: memory.limit },
              },
              ...workload.probes,
              volumeMounts: volumes.map(({ mountPath, volume }) => ({ name: volume.name, mountPath })),
            },
          ],
          volumes: volumes.map(({ volume }) => volume),
        },
      },
    },
  };
};

export const fromSecret = (name: string, secretName: string, key: string): unknown => ({
  name,
  valueFrom: { secretKeyRef: { name: secretName, key } },
});
