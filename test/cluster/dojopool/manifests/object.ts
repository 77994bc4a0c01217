/** Any Kubernetes object, as kubectl takes it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export const configMap = (
  namespace: string,
  name: string,
  data: Readonly<Record<string, string>>,
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
});

export const secret = (
  namespace: string,
  name: string,
  stringData: Readonly<Record<string, string>>,
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
  stringData,
});

/** A Service whose pods have the label `app`; the target port goes by its name. */
export const service = (
  namespace: string,
  name: string,
  app: string,
  port: number,
  targetPort: string,
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels: { app } },
  spec: { selector: { app }, ports: [{ name: targetPort, port, targetPort }] },
});
