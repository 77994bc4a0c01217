import { X509Certificate } from 'node:crypto';
import { bundlePrograms } from '../dojopool/bundle.ts';
import { dojopool, newSecrets, type Secrets } from '../dojopool/manifests/index.ts';
import type { KubeObject } from '../dojopool/manifests/object.ts';
import { outsideNamespace } from '../dojopool/manifests/outside.ts';
import { type Settings, settingsFrom } from '../dojopool/settings.ts';
import { kubectl, kubectlJson } from './kubectl.ts';
import { mergePatch, withContainer } from './merge.ts';
import { deployOutside, type OutsideFault, outsideIp, setOutside } from './outside.ts';
import { until } from './until.ts';

interface PodList {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
    readonly status: {
      readonly phase?: string;
      readonly conditions?: readonly { readonly type: string; readonly status: string }[];
      readonly containerStatuses?: readonly {
        readonly restartCount: number;
        readonly ready: boolean;
        readonly state?: { readonly waiting?: { readonly reason?: string } };
        readonly lastState?: { readonly terminated?: { readonly reason?: string } };
      }[];
    };
  }[];
}
type PodState = PodList['items'][number];

/** DojoPool on the cluster: what faults act on, and how to see what became of it. */
export interface System {
  readonly settings: Settings;
  readonly namespace: string;
  /** kubectl in DojoPool's namespace. */
  readonly kubectl: (...args: string[]) => Promise<string>;
  readonly apply: (...objects: KubeObject[]) => Promise<void>;
  readonly remove: (...names: string[]) => Promise<void>;
  /** Puts baseline objects ("Deployment/dojopool-api") back to exactly what they were. */
  readonly restore: (...names: string[]) => Promise<void>;
  /** Applies a baseline object ("Service/dojopool-api") with a merge patch in it, as a pipeline would apply a change. */
  readonly change: (name: string, patch: Record<string, unknown>) => Promise<void>;
  /** The same for the only container of a baseline workload; environment variables are merged by name. */
  readonly changeContainer: (workload: string, container: Record<string, unknown>) => Promise<void>;
  /** Makes a host outside of the cluster fail, or be well again. */
  readonly outside: (host: string, fault: OutsideFault) => Promise<void>;
  readonly scale: (name: string, replicas: number) => Promise<void>;
  readonly pods: (app: string) => Promise<readonly PodState[]>;
  /** Log lines of the API pods of the last seconds that have `text`. */
  readonly apiLines: (text: string, seconds?: number) => Promise<number>;
  /** Makes new pods of these apps, so that no log holds what was before; no rollout is made for it. */
  readonly renewPods: (...apps: string[]) => Promise<void>;
  /** Waits until PostgreSQL and Redis are complete. */
  readonly backendsReady: () => Promise<void>;
  /** Waits until all baseline workloads are complete and the API has answered without an error for a while. */
  readonly healthy: (withinMs?: number) => Promise<void>;
}

const SETTLE_SECONDS = 3;
/** The apps that call others. */
export const CALLERS = ['dojopool-api', 'score-worker', 'dojopool-geocoder', 'dojopool-traffic'] as const;
const keyOf = (object: KubeObject): string => `${object.kind}/${object.metadata.name}`;
const listOf = (objects: readonly KubeObject[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });

const systemOf = (settings: Settings, baseline: readonly KubeObject[]): System => {
  const { namespace } = settings;
  const inNamespace = (...args: string[]): Promise<string> => kubectl(['-n', namespace, ...args]);
  const baselineOf = (name: string): KubeObject => {
    const object = baseline.find((one) => keyOf(one) === name);
    if (object === undefined) throw new Error(`${name} is no part of DojoPool`);
    return object;
  };
  const apply = async (...objects: KubeObject[]): Promise<void> => {
    await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], listOf(objects));
  };
  const workloads = baseline.filter((one) => one.kind === 'Deployment' || one.kind === 'StatefulSet');
  const complete = async (names: readonly string[], withinMs: number): Promise<void> => {
    for (const name of names) {
      await inNamespace('rollout', 'status', name.toLowerCase(), `--timeout=${withinMs}ms`);
    }
  };
  const apiLines = async (text: string, seconds = SETTLE_SECONDS): Promise<number> => {
    const log = await inNamespace('logs', '-l', 'app=dojopool-api', '--tail=-1', `--since=${seconds}s`);
    return log.split('\n').filter((line) => line.includes(text)).length;
  };
  return {
    settings,
    namespace,
    kubectl: inNamespace,
    apply,
    remove: async (...names) => {
      await inNamespace('delete', '--ignore-not-found', '--wait=false', ...names);
    },
    restore: (...names) => apply(...names.map(baselineOf)),
    change: (name, patch) => apply(mergePatch(baselineOf(name), patch) as KubeObject),
    changeContainer: (workload, container) => apply(withContainer(baselineOf(workload), container)),
    outside: (host, fault) => setOutside(settings, host, fault),
    scale: async (name, replicas) => {
      await inNamespace('scale', name, `--replicas=${replicas}`);
    },
    pods: async (app) => {
      const { items } = await kubectlJson<PodList>(['-n', namespace, 'get', 'pods', '-l', `app=${app}`]);
      return items.filter((pod) => pod.metadata.deletionTimestamp === undefined);
    },
    apiLines,
    renewPods: async (...apps) => {
      await inNamespace('delete', 'pods', '-l', `app in (${apps.join(',')})`, '--wait=false');
    },
    backendsReady: () => complete(['StatefulSet/dojopool-postgresql', 'Deployment/dojopool-redis'], 90_000),
    healthy: async (withinMs = 90_000) => {
      await complete(workloads.map(keyOf), withinMs);
      await until(
        'the API answers without errors',
        async () => (await apiLines('"statusCode":200')) > 5 && (await apiLines('"level":50')) === 0,
        withinMs,
      );
    },
  };
};

/** The secrets of a DojoPool that is there, so that its running pods still agree with them. */
const secretsOf = async (settings: Settings): Promise<Secrets> => {
  const read = async (name: string, namespace = settings.namespace): Promise<Record<string, string>> => {
    const { data } = await kubectlJson<{ data: Record<string, string> }>([
      '-n',
      namespace,
      'get',
      'secret',
      name,
    ]);
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, atob(value)]));
  };
  const [database, tls, keys, outside] = await Promise.all([
    read('dojopool-postgresql'),
    read('dojopool-geocoder-tls'),
    read('dojopool-api-keys'),
    read('outside-tls', outsideNamespace(settings)),
  ]);
  const geocoder = { cert: tls['tls.crt'] ?? '', key: tls['tls.key'] ?? '' };
  const expired = new Date(new X509Certificate(geocoder.cert).validTo) < new Date();
  return {
    databasePassword: database.password ?? '',
    geocoder: expired ? newSecrets().geocoder : geocoder,
    mapboxToken: keys.mapbox ?? '',
    outside,
  };
};

/** Deploys DojoPool into a new namespace and waits until it is healthy. */
export const deploy = async (): Promise<System> => {
  const settings = settingsFrom(process.env);
  const [secrets, programs] = [newSecrets(), await bundlePrograms()];
  const baseline = dojopool(
    settings,
    secrets,
    programs,
    await deployOutside(settings, secrets.outside, programs),
  );
  await kubectl(['delete', 'namespace', settings.namespace, '--ignore-not-found', '--timeout=120s']);
  await kubectl(['create', 'namespace', settings.namespace]);
  const system = systemOf(settings, baseline);
  await system.apply(...baseline);
  await system.backendsReady();
  // What starts before its database logs errors that are nobody's fault.
  await system.renewPods(...CALLERS);
  await system.healthy();
  return system;
};

/** The DojoPool that is there, as it is. */
export const attach = async (): Promise<System> => {
  const settings = settingsFrom(process.env);
  const [secrets, programs, ip] = [
    await secretsOf(settings),
    await bundlePrograms(),
    await outsideIp(settings),
  ];
  return systemOf(settings, dojopool(settings, secrets, programs, ip));
};
