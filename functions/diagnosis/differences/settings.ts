import { refKey } from '../../model/object-ref.ts';
import type { TemplateDifference, VariableSource } from '../../model/template-difference.ts';
import { changedBy, revisionsOf } from '../changes/rollouts.ts';
import { type HostPort, hostPortOf } from '../view/peers.ts';
import type { ServiceView } from '../view/services.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

type EnvDifference = Extract<TemplateDifference, { readonly kind: 'env' }>;

/** The program itself, or what runs beside it in its pod. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost$|127\.|\[?::1\]?$|0\.0\.0\.0$)/.test(host);

const hostOf = (source: VariableSource | null): HostPort | undefined =>
  source?.kind === 'value' ? hostPortOf(source.value) : undefined;

/** The changed variables whose old or new value names a Service. */
export const settingsNaming = (
  view: ClusterView,
  workload: Workload,
  differences: readonly TemplateDifference[],
  service: ServiceView,
): readonly EnvDifference[] =>
  differences.filter(
    (difference): difference is EnvDifference =>
      difference.kind === 'env' &&
      [difference.from, difference.to].some((source) => {
        const to = hostOf(source);
        return to !== undefined && view.services.byHost(to.host, workload.ref.namespace) === service;
      }),
  );

/** A variable that is not set, or names the program itself, where it named a server at this port before. */
export interface LostSetting {
  readonly name: string;
  readonly container: string;
  readonly was: VariableSource;
  /** The server that it named; undefined where its value is not read (a Secret's, a ConfigMap's). */
  readonly host: string | undefined;
}

/** The settings that the newest revision lost, of those that led to a port. */
export function settingsLost(view: ClusterView, workload: Workload, port: number): readonly LostSetting[] {
  return changedBy(revisionsOf(view, workload)).flatMap((difference) => {
    if (difference.kind !== 'env' || difference.container.init || difference.from === null) return [];
    const [was, now] = [hostOf(difference.from), hostOf(difference.to)];
    const isGone = difference.to === null || (now !== undefined && isLoopback(now.host));
    const led = difference.from.kind === 'value' ? was?.port === port && !isLoopback(was.host) : isGone;
    if (!isGone || !led) return [];
    const { name, container, from } = difference;
    return [{ name, container: container.name, was: from, host: was?.host }];
  });
}

/** A variable by which other workloads reach a server at a port, and that a workload does not set. */
export interface MissingSetting {
  readonly name: string;
  readonly host: string;
  readonly setBy: readonly Workload[];
}

/** The variables that others of the namespace set to a server at this port, and that this workload lacks. */
export function settingsLacking(
  view: ClusterView,
  workload: Workload,
  port: number,
): readonly MissingSetting[] {
  const mine = new Set(environmentOf(workload).map(({ name }) => name));
  const others = view.workloads.filter(
    ({ ref }) => refKey(ref) !== refKey(workload.ref) && ref.namespace === workload.ref.namespace,
  );
  const set = others.flatMap((other) =>
    environmentOf(other).flatMap(({ name, value }) => {
      const to = hostPortOf(value ?? '');
      const leads = to?.port === port && view.services.byHost(to.host, other.ref.namespace) !== undefined;
      return leads && !mine.has(name) ? [{ name, host: to.host, other }] : [];
    }),
  );
  return [...new Set(set.map(({ name }) => name))].map((name) => {
    const same = set.filter((entry) => entry.name === name);
    return { name, host: same[0]?.host ?? '', setBy: same.map(({ other }) => other) };
  });
}

const environmentOf = ({ spec }: Workload) => (spec?.containers ?? []).flatMap(({ env }) => env);

/** Whether something in the pod may listen on a port: a container declares it, or does not say what it listens on. */
export function mayListen({ spec }: Workload, port: number): boolean {
  const containers = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ];
  if (containers.some(({ ports }) => ports.some(({ containerPort }) => containerPort === port))) return true;
  return containers.length > 1 && containers.some(({ ports }) => ports.length === 0);
}
