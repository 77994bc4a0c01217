import type { ObjectRef } from '../object-ref.ts';
import type { Share } from './share.ts';
import type { NoFacts, Stated } from './stated.ts';

/** A port as a pod declares it; `name` is '' where it has none. */
export interface DeclaredPort {
  readonly name: string;
  readonly port: number;
}

/** What is wrong in an Ingress. */
export interface IngressFaults {
  /** The class that it names; `known` are the ones that exist. */
  readonly 'ingress-class-absent': { readonly ingressClass: string; readonly known: readonly string[] };
  /** It names no class, and none of those that exist is the default. */
  readonly 'ingress-class-not-named': { readonly known: readonly string[] };
  readonly 'backend-service-absent': { readonly service: string };
  /** The port by its name or number, and the Service's own. */
  readonly 'backend-port-absent': {
    readonly service: string;
    readonly port: string;
    readonly has: readonly number[];
  };
  readonly 'tls-secret-absent': { readonly secret: string };
}

export type IngressFault = Stated<IngressFaults>;

/** What is stated of Services, Ingresses and gateways that lead nowhere. Selectors and labels are written as kubectl takes them. */
export interface RoutingStatements extends IngressFaults {
  readonly 'ingress-faults': {
    readonly ingress: string;
    readonly hosts: readonly string[];
    readonly faults: readonly IngressFault[];
  };

  /** The Service's ports were changed, and a caller still asks for one that it had. */
  readonly 'port-gone': { readonly port: number; readonly has: readonly number[]; readonly caller: string };
  readonly 'selector-matches-no-pod': { readonly selector: string };
  /** `endpoints` is false where they were not read whole. */
  readonly 'service-selects-no-pod': {
    readonly service: string;
    readonly selector: string;
    readonly endpoints: boolean;
  };
  /** The workload that a Service was made for. */
  readonly 'meant-workload-ready': {
    readonly workload: Pick<ObjectRef, 'kind' | 'name'>;
    readonly ready: number;
    readonly labels: string;
  };
  /** A targetPort by a name that no port of the pods has. */
  readonly 'target-port-not-named': { readonly targetPort: string };
  readonly 'ports-named-otherwise': {
    readonly port: number;
    readonly targetPort: string;
    readonly declared: readonly DeclaredPort[];
  };
  /** Pods that declare no port refuse the targetPort and listen on others. */
  readonly 'target-port-refused': { readonly targetPort: number; readonly listensOn: readonly number[] };
  readonly 'ports-listened-on': {
    readonly port: number;
    readonly targetPort: number;
    readonly listensOn: readonly number[];
  };
  readonly 'target-port-not-declared': { readonly targetPort: number };
  readonly 'ports-declared-otherwise': {
    readonly port: number;
    readonly targetPort: number;
    readonly declared: readonly number[];
  };
  /** A Service forwards another protocol than its pods declare for that port. */
  readonly 'protocol-not-served': {
    readonly forwards: string;
    readonly serves: readonly string[];
    readonly targetPort: number;
  };
  readonly 'protocols-differ': {
    readonly port: number;
    readonly forwards: string;
    readonly targetPort: number;
    readonly serves: readonly string[];
  };
  /** The pods behind a Service are well, the way to them is not. */
  readonly 'pods-behind-ready': { readonly pods: Share };
  readonly 'service-called-by': { readonly callers: readonly string[] };
  readonly 'service-without-caller': NoFacts;

  /** A proxy answers every request to a route with 404. */
  readonly 'route-leads-nowhere': { readonly proxy: string; readonly method: string; readonly path: string };
  /** Requests to the route, and those to other routes that succeeded. */
  readonly 'route-answers-404': {
    readonly proxy: string;
    readonly method: string;
    readonly path: string;
    readonly requests: number;
    readonly others: number;
  };
  readonly 'service-named-by-path': { readonly service: string; readonly readyEndpoints: number };
  /** Whether a route ever worked is not known. */
  readonly 'route-history-unknown': NoFacts;
}
