/**
 * Names one Kubernetes object; `namespace` is '' for cluster-scoped kinds. `kind` is the API's ("Deployment"), or
 * "External" for a host outside the cluster, whose name is the host's: that is no object for kubectl.
 */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** "deployment/dojopool-api", as kubectl takes it. */
export const shortName = (ref: ObjectRef): string => `${ref.kind.toLowerCase()}/${ref.name}`;

/** A key that is equal exactly when two references name the same object. */
export const refKey = (ref: ObjectRef): string => `${ref.kind}/${ref.namespace}/${ref.name}`;
