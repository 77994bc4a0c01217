import type {
  Condition,
  Container,
  ContainerStatus,
  Metadata,
  PodSpec,
  PodTemplate,
} from '../model/kubernetes/objects.ts';
import { REDACTED } from '../redaction/marker.ts';
import { redact, redactArguments, redactEnv } from '../redaction/redact.ts';

/** kubectl's copy of a whole manifest, Secrets' values included (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** The longest annotation value that is kept: longer ones are configuration of other programs, not evidence. */
const MAX_ANNOTATION = 300;
/** Managers' keys that are kept a manager; a workload has under 200. */
const MAX_MANAGED_KEYS = 500;

/** Command and arguments are one command line: the program stands in the one, its options in the other. */
function commandOf({
  command,
  args,
}: Pick<Container, 'command' | 'args'>): Pick<Container, 'command' | 'args'> {
  const words = redactArguments([...command, ...args]);
  return { command: words.slice(0, command.length), args: words.slice(command.length) };
}

/** The command of a probe or of a lifecycle handler, or the path that it asks for. */
function redactProbe<P extends Container['livenessProbe']>(probe: P): P {
  if (probe?.exec) return { ...probe, exec: { command: redactArguments(probe.exec.command) } };
  if (probe?.httpGet) return { ...probe, httpGet: { ...probe.httpGet, path: redact(probe.httpGet.path) } };
  return probe;
}

function redactContainer(container: Container): Container {
  return {
    ...container,
    ...commandOf(container),
    env: container.env.map((entry) =>
      entry.value === undefined || entry.value === ''
        ? entry
        : { ...entry, value: redactEnv(entry.name, entry.value) },
    ),
    livenessProbe: redactProbe(container.livenessProbe),
    readinessProbe: redactProbe(container.readinessProbe),
    startupProbe: redactProbe(container.startupProbe),
    lifecycle: container.lifecycle && {
      preStop: redactProbe(container.lifecycle.preStop),
      postStart: redactProbe(container.lifecycle.postStart),
    },
  };
}

export const redactPodSpec = (spec: PodSpec): PodSpec => ({
  ...spec,
  containers: spec.containers.map(redactContainer),
  initContainers: spec.initContainers.map(redactContainer),
});

const isLong = ([key, value]: readonly [string, string]): boolean =>
  key === LAST_APPLIED || value.length > MAX_ANNOTATION;

/** Keeps annotations that are short, redacted; drops kubectl's copy of the manifest. */
function redactAnnotations(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).flatMap((entry) =>
      isLong(entry) ? [] : [[entry[0], redactEnv(entry[0], entry[1])]],
    ),
  );
}

/** The annotations that are too long to be kept, their values hidden. */
export const longAnnotations = (annotations: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(annotations).flatMap((entry) =>
      isLong(entry) && entry[0] !== LAST_APPLIED ? [[entry[0], REDACTED]] : [],
    ),
  );

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
