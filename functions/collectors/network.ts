import * as k from '../core/kubernetes/objects.ts';
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

export const ingresses = listCollector({
  name: 'ingresses',
  apiVersion: 'networking.k8s.io/v1',
  resource: 'ingresses',
  scopes: targetNamespace,
  read: (raw) => readWithMetadata(k.ingress, raw),
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
