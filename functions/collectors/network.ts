import * as k from '../model/kubernetes/objects.ts';
import { redact } from '../redaction/redact.ts';
import { listCollector } from './list-collector.ts';
import { withoutManagedFields } from './managed-fields.ts';
import { byName, readWithMetadata } from './read-object.ts';
import { targetAndDependencies, targetNamespace, wholeCluster } from './scopes.ts';

export const services = listCollector({
  name: 'services',
  apiVersion: 'v1',
  resource: 'services',
  scopes: targetAndDependencies,
  read: (raw) => readWithMetadata(k.service, raw),
  order: byName,
});

export const endpointslices = listCollector({
  name: 'endpointslices',
  apiVersion: 'discovery.k8s.io/v1',
  resource: 'endpointslices',
  scopes: targetAndDependencies,
  read: (raw) => readWithMetadata(k.endpointSlice, withoutManagedFields(raw)),
  order: byName,
});

/** Reads an Ingress; a path of it may be a webhook's, with its key. */
function readIngress(raw: unknown): k.Ingress {
  const ingress = readWithMetadata(k.ingress, raw);
  const rules = ingress.spec.rules.map((rule) => ({
    ...rule,
    http: rule.http && {
      ...rule.http,
      paths: rule.http.paths.map((to) => ({ ...to, path: redact(to.path) })),
    },
  }));
  return { ...ingress, spec: { ...ingress.spec, rules } };
}

export const ingresses = listCollector({
  name: 'ingresses',
  apiVersion: 'networking.k8s.io/v1',
  resource: 'ingresses',
  scopes: targetNamespace,
  read: readIngress,
  order: byName,
});

export const ingressclasses = listCollector({
  name: 'ingressclasses',
  apiVersion: 'networking.k8s.io/v1',
  resource: 'ingressclasses',
  scopes: wholeCluster,
  read: (raw) => readWithMetadata(k.ingressClass, raw),
  order: byName,
});

export const networkpolicies = listCollector({
  name: 'networkpolicies',
  apiVersion: 'networking.k8s.io/v1',
  resource: 'networkpolicies',
  scopes: targetAndDependencies,
  read: (raw) => readWithMetadata(k.networkPolicy, raw),
  order: byName,
});
