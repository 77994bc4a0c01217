import * as z from 'zod/mini';
import * as k from '../model/kubernetes/objects.ts';
import { markHidden, type TellApart, tellsApart } from './hidden-values.ts';
import { listCollector } from './list-collector.ts';
import { withoutManagedFields } from './managed-fields.ts';
import { byName, readWithMetadata } from './read-object.ts';
import { longAnnotations, redactConditions, redactTemplate } from './sanitize.ts';
import { targetAndDependencies, targetNamespace } from './scopes.ts';

interface Workload {
  metadata: k.Metadata;
  spec: { template: k.PodTemplate };
  status: { conditions: k.Condition[] };
}

/** Reads a workload with its pod template and conditions redacted. */
function readWorkload<T extends Workload>(schema: z.ZodMiniType<T>, raw: unknown): T {
  const object = readWithMetadata(schema, raw);
  return {
    ...object,
    spec: { ...object.spec, template: redactTemplate(object.spec.template) },
    status: { ...object.status, conditions: redactConditions(object.status.conditions) },
  };
}

export const deployments = listCollector({
  name: 'deployments',
  apiVersion: 'apps/v1',
  resource: 'deployments',
  scopes: targetAndDependencies,
  read: (raw) => readWorkload(k.deployment, raw),
  order: byName,
});

/** Whose revision an object is: hidden values are told apart among revisions of one workload alone. */
function placeOf({ namespace, name, ownerReferences: [owner] }: k.Metadata): string {
  return owner ? `${namespace}/${owner.kind}/${owner.name}` : `${namespace}//${name}`;
}

/** A revision's pod template, redacted; what redaction or brevity hides is told apart from that of other revisions. */
function revisionTemplate(tell: TellApart, place: string, template: k.PodTemplate): k.PodTemplate {
  const shown = redactTemplate(template);
  const annotations = { ...longAnnotations(template.metadata.annotations), ...shown.metadata.annotations };
  const whole = { ...shown, metadata: { ...shown.metadata, annotations } };
  return markHidden(tell, place, template, whole) as k.PodTemplate;
}

/** Revisions of Deployments; their only manager is a controller. */
export const replicasets = listCollector({
  name: 'replicasets',
  apiVersion: 'apps/v1',
  resource: 'replicasets',
  scopes: targetAndDependencies,
  reader: () => {
    const tell = tellsApart();
    return (raw) => {
      const object = readWithMetadata(k.replicaSet, withoutManagedFields(raw));
      const template = revisionTemplate(tell, placeOf(object.metadata), object.spec.template);
      const conditions = redactConditions(object.status.conditions);
      return { ...object, spec: { ...object.spec, template }, status: { ...object.status, conditions } };
    };
  },
  order: byName,
});

export const statefulsets = listCollector({
  name: 'statefulsets',
  apiVersion: 'apps/v1',
  resource: 'statefulsets',
  scopes: targetAndDependencies,
  read: (raw) => readWorkload(k.statefulSet, raw),
  order: byName,
});

export const daemonsets = listCollector({
  name: 'daemonsets',
  apiVersion: 'apps/v1',
  resource: 'daemonsets',
  scopes: targetNamespace,
  read: (raw) => readWorkload(k.daemonSet, raw),
  order: byName,
});

export const jobs = listCollector({
  name: 'jobs',
  apiVersion: 'batch/v1',
  resource: 'jobs',
  scopes: targetNamespace,
  read: (raw) => readWorkload(k.job, raw),
  order: byName,
});

export const cronjobs = listCollector({
  name: 'cronjobs',
  apiVersion: 'batch/v1',
  resource: 'cronjobs',
  scopes: targetNamespace,
  read: (raw) => readWithMetadata(k.cronJob, raw),
  order: byName,
});

const revisionData = z.object({ spec: z.object({ template: k.podTemplate }) });

/** Revisions of StatefulSets and DaemonSets: `data` holds a pod template, kept redacted, and nothing else. */
export const controllerrevisions = listCollector({
  name: 'controllerrevisions',
  apiVersion: 'apps/v1',
  resource: 'controllerrevisions',
  scopes: targetNamespace,
  reader: () => {
    const tell = tellsApart();
    return (raw) => {
      const { data, ...object } = readWithMetadata(k.controllerRevision, withoutManagedFields(raw));
      const parsed = z.safeParse(revisionData, data);
      if (!parsed.success) return object;
      const template = revisionTemplate(tell, placeOf(object.metadata), parsed.data.spec.template);
      return { ...object, data: { spec: { template } } };
    };
  },
  order: byName,
});
