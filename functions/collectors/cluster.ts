import * as k from '../model/kubernetes/objects.ts';
import { listCollector } from './list-collector.ts';
import { byName, readWithMetadata } from './read-object.ts';
import { redactConditions } from './sanitize.ts';
import { wholeCluster } from './scopes.ts';

export const nodes = listCollector({
  name: 'nodes',
  apiVersion: 'v1',
  resource: 'nodes',
  scopes: wholeCluster,
  read: (raw) => {
    const node = readWithMetadata(k.node, raw);
    return { ...node, status: { ...node.status, conditions: redactConditions(node.status.conditions) } };
  },
  order: byName,
});

export const namespaces = listCollector({
  name: 'namespaces',
  apiVersion: 'v1',
  resource: 'namespaces',
  scopes: wholeCluster,
  read: (raw) => readWithMetadata(k.namespace, raw),
  order: byName,
});
