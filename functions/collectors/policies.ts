import * as k from '../model/kubernetes/objects.ts';
import { listCollector } from './list-collector.ts';
import { byName, readWithMetadata } from './read-object.ts';
import { redactConditions } from './sanitize.ts';
import { targetNamespace } from './scopes.ts';

export const resourcequotas = listCollector({
  name: 'resourcequotas',
  apiVersion: 'v1',
  resource: 'resourcequotas',
  scopes: targetNamespace,
  read: (raw) => readWithMetadata(k.resourceQuota, raw),
  order: byName,
});

export const limitranges = listCollector({
  name: 'limitranges',
  apiVersion: 'v1',
  resource: 'limitranges',
  scopes: targetNamespace,
  read: (raw) => readWithMetadata(k.limitRange, raw),
  order: byName,
});

export const horizontalpodautoscalers = listCollector({
  name: 'horizontalpodautoscalers',
  apiVersion: 'autoscaling/v2',
  resource: 'horizontalpodautoscalers',
  scopes: targetNamespace,
  read: (raw) => {
    const scaler = readWithMetadata(k.horizontalPodAutoscaler, raw);
    return {
      ...scaler,
      status: { ...scaler.status, conditions: redactConditions(scaler.status.conditions) },
    };
  },
  order: byName,
});

export const poddisruptionbudgets = listCollector({
  name: 'poddisruptionbudgets',
  apiVersion: 'policy/v1',
  resource: 'poddisruptionbudgets',
  scopes: targetNamespace,
  read: (raw) => readWithMetadata(k.podDisruptionBudget, raw),
  order: byName,
});
