import type {
  Condition,
  Container,
  ContainerStatus,
  Metadata,
  PodSpec,
  PodTemplate,
} from '../core/kubernetes/objects.ts';
import { redact, redactEnv } from '../core/redact.ts';

/** kubectl's copy of a whole manifest, Secrets' values included (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** The longest annotation value that is kept: longer ones are configuration of other programs, not evidence. */
const MAX_ANNOTATION = 300;
/** Managers' keys that are kept a manager; a workload has under 200. */
const MAX_MANAGED_KEYS = 500;

/** A flag whose value follows as the next argument: "--password", "-token". */
const SECRET_FLAG = /^-{1,2}[\w-]*(pass(word|wd)?|secret|token|api-?key|credential)s?$/i;

/** Redacts a command line word by word; a word after a flag such as --password is a secret whatever it looks like. */
export function redactArguments(words: readonly string[]): string[] {
  return words.map((word, index) =>
    SECRET_FLAG.test(words[index - 1] ?? '') && !word.startsWith('-')
      ? redactEnv('PASSWORD', word)
      : redact(word),
  );
}

function redactContainer(container: Container): Container {
  const probe = <P extends Container['livenessProbe']>(value: P): P =>
    value?.exec ? { ...value, exec: { command: redactArguments(value.exec.command) } } : value;
  return {
    ...container,
    command: redactArguments(container.command),
    args: redactArguments(container.args),
    env: container.env.map((entry) =>
      entry.value === undefined || entry.value === ''
        ? entry
        : { ...entry, value: redactEnv(entry.name, entry.value) },
    ),
    livenessProbe: probe(container.livenessProbe),
    readinessProbe: probe(container.readinessProbe),
    startupProbe: probe(container.startupProbe),
  };
}

export const redactPodSpec = (spec: PodSpec): PodSpec => ({
  ...spec,
  containers: spec.containers.map(redactContainer),
  initContainers: spec.initContainers.map(redactContainer),
});

/** Keeps annotations that are short, redacted; drops kubectl's copy of the manifest. */
function redactAnnotations(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([key, value]) =>
      key === LAST_APPLIED || value.length > MAX_ANNOTATION ? [] : [[key, redactEnv(key, value)]],
    ),
  );
}

export const redactMetadata = (metadata: Metadata): Metadata => ({
  ...metadata,
  annotations: redactAnnotations(metadata.annotations),
  managedFields: metadata.managedFields.map((field) => ({
    ...field,
    keys: field.keys.slice(0, MAX_MANAGED_KEYS),
  })),
});

export const redactTemplate = (template: PodTemplate): PodTemplate => ({
  metadata: redactMetadata(template.metadata),
  spec: redactPodSpec(template.spec),
});

const message = <M extends { message: string }>(value: M): M =>
  value.message === '' ? value : { ...value, message: redact(value.message) };

export const redactConditions = (conditions: readonly Condition[]): Condition[] => conditions.map(message);

export function redactContainerStatus(status: ContainerStatus): ContainerStatus {
  const state = (value: ContainerStatus['state']): ContainerStatus['state'] => ({
    ...value,
    waiting: value.waiting && message(value.waiting),
    terminated: value.terminated && message(value.terminated),
  });
  return { ...status, state: state(status.state), lastState: state(status.lastState) };
}
