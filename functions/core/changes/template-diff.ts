import type * as k from '../kubernetes/objects.ts';
import { compare } from '../view/canonical.ts';

/** Annotations that a tool sets to make a rollout, not to configure anything (kubectl rollout restart). */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const RESTARTED = 'restarted (kubectl rollout restart)';

/** Whether a difference is a restart and nothing else: both templates run the same. */
export const isRestart = (lines: readonly string[]): boolean => lines.length === 1 && lines[0] === RESTARTED;

/** What differs between two pod templates, in words, old before new: "image api:41 -> api:42". */
export function diffTemplates(before: k.PodTemplate, after: k.PodTemplate): readonly string[] {
  const lines: string[] = [];
  lines.push(
    ...diffContainers(before.spec.containers, after.spec.containers, ''),
    ...diffContainers(before.spec.initContainers, after.spec.initContainers, 'init '),
  );
  const scalar = (name: string, a: unknown, b: unknown): void => {
    if (stable(a) !== stable(b)) lines.push(`${name} ${shown(a)} -> ${shown(b)}`);
  };
  scalar('nodeSelector', before.spec.nodeSelector, after.spec.nodeSelector);
  scalar('affinity', before.spec.affinity, after.spec.affinity);
  scalar('tolerations', before.spec.tolerations, after.spec.tolerations);
  scalar('serviceAccountName', before.spec.serviceAccountName, after.spec.serviceAccountName);
  scalar('imagePullSecrets', before.spec.imagePullSecrets, after.spec.imagePullSecrets);
  scalar('dnsPolicy', before.spec.dnsPolicy, after.spec.dnsPolicy);
  scalar('volumes', before.spec.volumes, after.spec.volumes);
  scalar('labels', withoutHash(before.metadata.labels), withoutHash(after.metadata.labels));
  if (before.metadata.annotations[RESTARTED_AT] !== after.metadata.annotations[RESTARTED_AT])
    lines.push(RESTARTED);
  return lines;
}

function diffContainers(
  before: readonly k.Container[],
  after: readonly k.Container[],
  prefix: string,
): readonly string[] {
  const lines: string[] = [];
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort(compare);
  for (const name of names) {
    const a = before.find((container) => container.name === name);
    const b = after.find((container) => container.name === name);
    const label = names.length > 1 ? `${prefix}${name}: ` : prefix;
    if (!a || !b) {
      lines.push(`${prefix}container ${name} ${b ? 'added' : 'removed'}`);
      continue;
    }
    lines.push(...diffContainer(a, b).map((line) => `${label}${line}`));
  }
  return lines;
}

function diffContainer(a: k.Container, b: k.Container): readonly string[] {
  const lines: string[] = [];
  if (a.image !== b.image) lines.push(`image ${shortImages(a.image, b.image)}`);
  lines.push(...diffEnv(a.env, b.env));
  const parts = ['command', 'args', 'ports', 'envFrom', 'volumeMounts', 'securityContext'] as const;
  for (const part of parts)
    if (stable(a[part]) !== stable(b[part])) lines.push(`${part} ${shown(a[part])} -> ${shown(b[part])}`);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const)
    if (stable(a[probe]) !== stable(b[probe]))
      lines.push(`${probe} ${shown(a[probe])} -> ${shown(b[probe])}`);
  for (const kind of ['requests', 'limits'] as const)
    for (const name of [
      ...new Set([...Object.keys(a.resources[kind]), ...Object.keys(b.resources[kind])]),
    ].sort(compare))
      if (a.resources[kind][name] !== b.resources[kind][name])
        lines.push(
          `${kind}.${name} ${a.resources[kind][name] ?? 'unset'} -> ${b.resources[kind][name] ?? 'unset'}`,
        );
  return lines;
}

function diffEnv(a: k.Container['env'], b: k.Container['env']): readonly string[] {
  const lines: string[] = [];
  for (const name of [...new Set([...a, ...b].map((variable) => variable.name))].sort(compare)) {
    const old = a.find((variable) => variable.name === name);
    const now = b.find((variable) => variable.name === name);
    if (stable(old) !== stable(now)) lines.push(`env ${name} ${source(old)} -> ${source(now)}`);
  }
  return lines;
}

function source(variable: k.Container['env'][number] | undefined): string {
  if (!variable) return 'unset';
  const from = variable.valueFrom?.configMapKeyRef ?? variable.valueFrom?.secretKeyRef;
  if (from)
    return `${variable.valueFrom?.secretKeyRef ? 'Secret' : 'ConfigMap'} ${from.name} key ${from.key}`;
  return variable.value === undefined ? 'a field' : `"${variable.value}"`;
}

/** Only the tags where repository and name are the same. */
function shortImages(a: string, b: string): string {
  const [nameA, tagA] = splitTag(a);
  const [nameB, tagB] = splitTag(b);
  return nameA === nameB ? `${last(nameA)}:${tagA} -> ${last(nameB)}:${tagB}` : `${a} -> ${b}`;
}

function splitTag(image: string): readonly [string, string] {
  const at = image.includes('@') ? image.indexOf('@') : image.lastIndexOf(':');
  return at > image.lastIndexOf('/') ? [image.slice(0, at), image.slice(at + 1)] : [image, 'latest'];
}

const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

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

const MAX_SHOWN = 80;

function shown(value: unknown): string {
  const text =
    value === undefined || stable(value) === '{}' || stable(value) === '[]' ? 'unset' : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}
