import type { Agent } from 'node:http';
import type { AgentOptions } from 'node:https';

/** What stands between us and the API server: only a kubeconfig or the environment names one. */
export interface KubernetesProxy {
  /** Its URL without credentials, for messages. */
  readonly name: string;
  /** An agent whose connections go through it. */
  readonly agent: (options: AgentOptions) => Agent;
}

/** How a Kubernetes API is reached. Credentials are never logged or shown. */
export interface KubernetesAccess {
  /** "https://host:port", with no path. */
  readonly server: string;
  readonly ca?: string;
  readonly insecureSkipTlsVerify?: boolean;
  /** The name to verify the server's certificate against, where it is not the host's. */
  readonly tlsServerName?: string;
  readonly token?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  /** Sent with every request: basic authentication, and whom to act as (Impersonate-User and its like). */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly proxy?: KubernetesProxy;
  /** Shown to people: the context's or the EKS cluster's name. */
  readonly name: string;
}

export interface ListOptions {
  /** undefined lists the whole cluster. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly signal: AbortSignal;
  /** The most items to read over all pages; more than these and the answer is truncated. */
  readonly maxItems?: number;
}

export interface LogOptions {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous?: boolean;
  /** RFC 3339. */
  readonly sinceTime?: string;
  readonly tailLines?: number;
  readonly limitBytes?: number;
  readonly timestamps?: boolean;
  readonly signal: AbortSignal;
}

export type KubernetesFailure =
  | { readonly kind: 'forbidden'; readonly status: 403; readonly message: string }
  | { readonly kind: 'unauthorized'; readonly status: 401; readonly message: string }
  | { readonly kind: 'not-found'; readonly status: 404; readonly message: string }
  | { readonly kind: 'timeout'; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'failed'; readonly status?: number; readonly message: string };

/** The answer, or why there is none: a failed call is evidence, not an exception. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: KubernetesFailure };

/** The only way to the Kubernetes API on the hot path: read-only, bounded, abortable. */
export interface KubernetesPort {
  readonly name: string;
  /** Lists a resource, page by page; `apiVersion` as in objects ("v1", "apps/v1"), `resource` in plural. */
  list(
    apiVersion: string,
    resource: string,
    options: ListOptions,
  ): Promise<Answer<{ items: unknown[]; truncated: boolean }>>;
  /** GETs any path of the API ("/version"), parsed as JSON. */
  get(path: string, signal: AbortSignal): Promise<Answer<unknown>>;
  /** POSTs a review (access reviews only: nothing else is ever written). */
  review(
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: unknown,
    signal: AbortSignal,
  ): Promise<Answer<unknown>>;
  /** Streams a log as raw bytes; on abort or at the limit the stream ends and keeps what came. */
  log(options: LogOptions): Promise<Answer<AsyncIterable<Uint8Array>>>;
  close(): void;
}
