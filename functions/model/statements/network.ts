import type { ReachabilityProbe } from '../evidence.ts';
import type { RoutingStatements } from './routing.ts';
import type { Share } from './share.ts';
import type { NoFacts } from './stated.ts';

/** A call that no policy allows: from the pods of one workload, to another's (null where it is a lookup of names). */
export interface ForbiddenCall {
  /** Whether the caller may not send it, may not ask for names, or the other side may not receive it. */
  readonly how: 'not-sent' | 'no-lookups' | 'not-received';
  readonly from: string;
  readonly to: string | null;
  /** The pods' port; null where it is not known. */
  readonly port: number | null;
}

/** HTTP is plain HTTP/1; TLS what HTTPS begins with. */
export type Protocol = 'HTTP' | 'TLS' | 'HTTP/2';

/** What the mechanisms of the family `network` state. */
export interface NetworkStatements extends RoutingStatements {
  /** A caller speaks another protocol than the server expects at the port that it reaches. */
  readonly 'speaks-other-protocol': {
    readonly caller: string;
    readonly spoken: Protocol;
    readonly expected: Protocol;
    readonly server: string;
  };
  /** A certificate's time is over; `served` where the object that is blamed serves it. */
  readonly 'certificate-expired': { readonly served: boolean; readonly said: string };
  /** Who logs that a certificate has expired; `last` line in ms UTC, null where that is not known. */
  readonly 'certificate-refused': {
    readonly caller: string;
    readonly lines: number;
    readonly pods: Share;
    readonly last: number | null;
    readonly said: string;
  };

  /** A workload asks for a name of its own namespace that no Service has. */
  readonly 'name-of-no-service': { readonly host: string };
  /** `host` is null where no line names it, `dnsPolicy` where it is the usual one. */
  readonly 'name-unresolved': { readonly host: string | null; readonly dnsPolicy: string | null };
  /** What a Service of type ExternalName stands for does not resolve. */
  readonly 'alias-unresolved': { readonly alias: string };
  readonly 'service-is-alias': { readonly service: string; readonly alias: string };
  /** The name that does not resolve is that of a Service. */
  readonly 'unresolved-service-exists': { readonly service: string; readonly readyEndpoints: number };
  /** A dnsPolicy by which pods do not ask the cluster's DNS. */
  readonly 'dns-policy-elsewhere': { readonly dnsPolicy: string };
  /** No pod of the cluster's DNS is ready; `found` is false where none was found at all. */
  readonly 'cluster-dns-down': { readonly found: boolean };
  readonly 'names-unresolved-by-many': { readonly workloads: number };
  readonly 'dns-pods-unready': { readonly pods: number };

  /** The policy that is blamed lets a call not through. */
  readonly 'policy-forbids': ForbiddenCall;
  readonly 'named-policy-forbids': { readonly policy: string; readonly call: ForbiddenCall };
  /** Whether policies are enforced was not tried. */
  readonly 'policy-not-tried': NoFacts;

  /** Pods of one node alone cannot connect. */
  readonly 'node-cannot-connect': NoFacts;
  /** Failing pairs of caller and Service, all from one node, and the callers on other nodes that are well. */
  readonly 'calls-fail-from-node': {
    readonly node: string;
    readonly pairs: number;
    readonly well: readonly string[];
  };

  /** How a connection that was tried ended. */
  readonly 'connection-failed': {
    readonly host: string;
    readonly port: number;
    readonly result: ReachabilityProbe['result'];
  };
  /** `said` is what the try ended with, null where it says nothing. */
  readonly 'connection-tried': {
    readonly from: string;
    readonly host: string;
    readonly port: number;
    readonly result: ReachabilityProbe['result'];
    readonly said: string | null;
  };
  /** What answered from the same place. */
  readonly 'others-answered': {
    readonly others: readonly { readonly host: string; readonly port: number }[];
  };
}
