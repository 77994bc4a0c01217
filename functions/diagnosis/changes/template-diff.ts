import { compare } from '../../model/canonical.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import { present } from '../../model/present.ts';
import type { ContainerPlace, TemplateDifference, VariableSource } from '../../model/template-difference.ts';
import { withoutMarks } from '../view/hidden.ts';

/** Annotations that a tool sets to make a rollout, not to configure anything (kubectl rollout restart). */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** Whether a difference is a restart and nothing else: both templates run the same. */
export const isRestart = (differences: readonly TemplateDifference[]): boolean =>
  differences.length === 1 && differences[0]?.kind === 'restart';

const POD_FIELDS = [
  'nodeSelector',
  'affinity',
  'tolerations',
  'serviceAccountName',
  'imagePullSecrets',
  'dnsPolicy',
  'volumes',
  'topologySpreadConstraints',
  'schedulerName',
  'priorityClassName',
  'runtimeClassName',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostAliases',
  'dnsConfig',
  'automountServiceAccountToken',
  'restartPolicy',
  'terminationGracePeriodSeconds',
  'enableServiceLinks',
  'hostname',
  'subdomain',
  'shareProcessNamespace',
  'readinessGates',
] as const;

/** What differs between two pod templates: containers first, then what the pod is given, then its labels and annotations. */
export function diffTemplates(before: k.PodTemplate, after: k.PodTemplate): readonly TemplateDifference[] {
  const [old, now] = [before.metadata, after.metadata];
  return [
    ...diffContainers(before.spec.containers, after.spec.containers, false),
    ...diffContainers(before.spec.initContainers, after.spec.initContainers, true),
    ...POD_FIELDS.flatMap((path) => diffField(null, path, before.spec[path], after.spec[path])),
    ...diffKeys(null, 'securityContext', before.spec.securityContext, after.spec.securityContext),
    ...diffField(null, 'labels', withoutHash(old.labels), withoutHash(now.labels)),
    ...diffKeys(null, 'annotations', withoutRestart(old.annotations), withoutRestart(now.annotations)),
    ...(old.annotations[RESTARTED_AT] === now.annotations[RESTARTED_AT]
      ? []
      : [{ kind: 'restart' as const }]),
  ];
}

function diffContainers(
  before: readonly k.Container[],
  after: readonly k.Container[],
  init: boolean,
): readonly TemplateDifference[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort(compare);
  return names.flatMap((name): readonly TemplateDifference[] => {
    const a = before.find((container) => container.name === name);
    const b = after.find((container) => container.name === name);
    if (!a || !b) return [{ kind: 'container', name, init, change: b ? 'added' : 'removed' }];
    return diffContainer({ name, init, alone: names.length === 1 }, a, b);
  });
}

const CONTAINER_FIELDS = [
  'command',
  'args',
  'ports',
  'envFrom',
  'volumeMounts',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'imagePullPolicy',
  'restartPolicy',
  'workingDir',
] as const;

const diffContainer = (
  container: ContainerPlace,
  a: k.Container,
  b: k.Container,
): readonly TemplateDifference[] =>
  present<TemplateDifference>(
    a.image !== b.image && { kind: 'image', container, from: a.image, to: b.image },
    ...diffEnv(container, a.env, b.env),
    ...CONTAINER_FIELDS.flatMap((path) => diffField(container, path, a[path], b[path])),
    ...diffKeys(container, 'securityContext', a.securityContext, b.securityContext),
    ...diffResources(container, 'requests', a.resources, b.resources),
    ...diffResources(container, 'limits', a.resources, b.resources),
  );

function diffResources(
  container: ContainerPlace,
  bound: 'requests' | 'limits',
  a: k.Container['resources'],
  b: k.Container['resources'],
): readonly TemplateDifference[] {
  const names = [...new Set([...Object.keys(a[bound]), ...Object.keys(b[bound])])].sort(compare);
  return names
    .map((resource) => ({ resource, from: a[bound][resource] ?? null, to: b[bound][resource] ?? null }))
    .filter(({ from, to }) => from !== to)
    .map((changed) => ({ kind: 'resources', container, bound, ...changed }));
}

function diffEnv(
  container: ContainerPlace,
  a: k.Container['env'],
  b: k.Container['env'],
): readonly TemplateDifference[] {
  return [...new Set([...a, ...b].map((variable) => variable.name))].sort(compare).flatMap((name) => {
    const old = a.find((variable) => variable.name === name);
    const now = b.find((variable) => variable.name === name);
    return stable(old) === stable(now)
      ? []
      : [{ kind: 'env' as const, container, name, ...shown(sourceOf(old), sourceOf(now)) }];
  });
}

function sourceOf(variable: k.Container['env'][number] | undefined): VariableSource | null {
  if (!variable) return null;
  const { configMapKeyRef, secretKeyRef } = variable.valueFrom ?? {};
  if (secretKeyRef) return { kind: 'Secret', name: secretKeyRef.name, key: secretKeyRef.key };
  if (configMapKeyRef) return { kind: 'ConfigMap', name: configMapKeyRef.name, key: configMapKeyRef.key };
  return variable.value === undefined ? { kind: 'field' } : { kind: 'value', value: variable.value };
}

const diffField = (
  container: ContainerPlace | null,
  path: string,
  from: unknown,
  to: unknown,
): readonly TemplateDifference[] =>
  stable(from) === stable(to)
    ? []
    : [{ kind: 'field', container, path, ...shown(orUnset(from), orUnset(to)) }];

/** Old and new as a reader sees them; numbers tell hidden values apart, and mean nothing to anybody. */
function shown<Value>(old: Value, now: Value): { from: Value; to: Value; hidden?: true } {
  const [from, to] = [withoutMarks(old), withoutMarks(now)] as [Value, Value];
  return stable(from) === stable(to) ? { from, to, hidden: true } : { from, to };
}

/** Key by key, so that a short difference in a long object is told. */
const diffKeys = (
  container: ContainerPlace | null,
  path: string,
  from: unknown,
  to: unknown,
): readonly TemplateDifference[] => {
  const [a, b] = [fieldsOf(from), fieldsOf(to)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .sort(compare)
    .flatMap((key) => diffField(container, `${path}.${key}`, a[key], b[key]));
};

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** An empty list, object or text is what the API, or its reader, gives for none. */
const orUnset = (value: unknown): unknown => (['', '{}', '[]'].includes(stable(value)) ? null : value);

const withoutRestart = ({
  [RESTARTED_AT]: _,
  ...annotations
}: Readonly<Record<string, string>>): Readonly<Record<string, string>> => annotations;

const withoutHash = (labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(labels).filter(
      ([key]) => !['pod-template-hash', 'controller-revision-hash'].includes(key),
    ),
  );

/** The same text for the same content, whatever the order of keys. */
function stable(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => compare(a, b))
      .map(([key, entry]) => `${key}:${stable(entry)}`)
      .join()}}`;
  return String(value);
}
