/**
 * The part of the Kubernetes API that firstnote reads. Field names and meanings are the API's own
 * (https://kubernetes.io/docs/reference/kubernetes-api/); reading is lenient and idempotent, so a stored object
 * reads back as itself. Times are RFC 3339 strings in UTC, '' or undefined where the API gave none.
 */
export * from './cluster.ts';
export * from './configuration.ts';
export * from './network.ts';
export * from './pods.ts';
export * from './policies.ts';
export * from './shared.ts';
export * from './storage.ts';
export * from './workloads.ts';
