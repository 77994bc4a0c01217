import type { CollectorName, EvidenceStatus } from './evidence.ts';

/** Where most faults show: without these, no fault seen is no health. */
export const TELLING: readonly CollectorName[] = [
  'pods',
  'events',
  'logs',
  'deployments',
  'services',
  'nodes',
];

/** Whether something was asked for and not read at all. */
export const isUnread = (status: EvidenceStatus | 'absent'): boolean =>
  status === 'forbidden' || status === 'timeout' || status === 'failed';
