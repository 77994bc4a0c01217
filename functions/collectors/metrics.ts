import * as z from 'zod/mini';
import * as k from '../model/kubernetes/objects.ts';
import { listCollector } from './list-collector.ts';
import { byName } from './read-object.ts';
import { redactMetadata } from './sanitize.ts';
import { targetAndDependencies, wholeCluster } from './scopes.ts';

/** metrics-server is an add-on (https://github.com/kubernetes-sigs/metrics-server): without it the API answers 404. */
const NOT_INSTALLED = 'not installed (metrics.k8s.io is not served)';

export const podmetrics = listCollector({
  name: 'podmetrics',
  apiVersion: 'metrics.k8s.io/v1beta1',
  resource: 'pods',
  scopes: targetAndDependencies,
  read: (raw) => {
    const metrics = z.parse(k.podMetrics, raw);
    return { ...metrics, metadata: redactMetadata(metrics.metadata) };
  },
  order: byName,
  notFound: NOT_INSTALLED,
});

export const nodemetrics = listCollector({
  name: 'nodemetrics',
  apiVersion: 'metrics.k8s.io/v1beta1',
  resource: 'nodes',
  scopes: wholeCluster,
  read: (raw) => {
    const metrics = z.parse(k.nodeMetrics, raw);
    return { ...metrics, metadata: redactMetadata(metrics.metadata) };
  },
  order: byName,
  notFound: NOT_INSTALLED,
});
