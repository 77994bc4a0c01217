import type { KubeObject } from '../dojopool/manifests/object.ts';

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON merge patch (https://www.rfc-editor.org/rfc/rfc7396): objects are merged, null removes, all else replaces. */
export const mergePatch = (target: unknown, patch: unknown): unknown => {
  if (!isPlain(patch)) return patch;
  const merged: Record<string, unknown> = { ...(isPlain(target) ? target : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
};

interface Container extends Plain {
  readonly env?: readonly { readonly name: string }[];
}
interface PodOwner {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
}

/** A workload with `container` merged into its only container; environment variables by name. */
export const withContainer = (workload: KubeObject, container: Plain): KubeObject => {
  const before = (workload as unknown as PodOwner).spec.template.spec.containers[0];
  const changed = container as Container;
  const env = [
    ...(before?.env ?? []).filter(({ name }) => !changed.env?.some((one) => one.name === name)),
    ...(changed.env ?? []),
  ];
  const merged = { ...(mergePatch(before, container) as Plain), env };
  return mergePatch(workload, { spec: { template: { spec: { containers: [merged] } } } }) as KubeObject;
};
