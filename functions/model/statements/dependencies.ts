import type { NamedBy } from '../named-by.ts';
import type { FailedEndpoint, ServerSays } from './servers.ts';
import type { SlownessStatements } from './slowness.ts';
import type { NoFacts } from './stated.ts';

/** What a caller does not get: a connection, an answer in time, or TLS that both sides accept. */
export type Unreached = 'not-reached' | 'no-answer' | 'no-tls';

/** A host as lines or settings name it; `port` is null where they do not. */
export interface NamedHost {
  readonly host: string;
  readonly port: number | null;
}

/** A port that a workload is told, or seen, to call and that the Service does not have; `via` is what names it. */
interface WrongPort {
  readonly service: string;
  readonly port: number;
  readonly via: NamedBy;
  readonly has: readonly number[];
}

/** An endpoint of a workload that answers slowly; p95 in ms. */
export interface SlowEndpoint {
  readonly workload: string;
  readonly method: string;
  readonly path: string;
  readonly p95: number;
  readonly requests: number;
}

/** What the mechanisms of the family `dependencies` state. */
export interface DependencyStatements extends ServerSays, SlownessStatements {
  readonly 'calls-wrong-port': WrongPort;
  readonly 'setting-names-wrong-port': WrongPort & { readonly caller: string };
  readonly 'host-unreached': { readonly how: Unreached; readonly to: NamedHost };
  /** Calls fail, and no line says which. */
  readonly 'some-calls-fail': { readonly said: string };
  readonly 'host-not-named': NoFacts;
  /** The caller's own pods fail. */
  readonly 'pods-unwell': NoFacts;
  /** The caller takes its failure for no error, and serves. */
  readonly 'caller-copes': NoFacts;
  /** Callers cannot reach a workload that has no ready pod. */
  readonly 'unreached-without-pod': NoFacts;
  /** Ready addresses of a Service and pods of the workload behind it; null where there is none, or it is not known. */
  readonly 'service-addresses': {
    readonly service: string;
    readonly ready: number;
    readonly behind: {
      readonly workload: string;
      readonly ready: number;
      readonly desired: number | null;
    } | null;
  };
  /** One of several callers alone fails. */
  readonly 'unreached-by-one': { readonly how: Unreached; readonly service: string };
  /** A variable by which it is reached was changed by the newest revision. */
  readonly 'unreached-by-changed-setting': {
    readonly how: Unreached;
    readonly service: string;
    readonly setting: string;
  };
  readonly 'reached-by-others': { readonly service: string; readonly callers: readonly string[] };
  /** Callers fail though the pods are ready; `caller` names it where there is but one. */
  readonly 'unreached-though-ready': {
    readonly how: Unreached;
    readonly callers: number;
    readonly caller: string | null;
  };
  readonly 'service-ready': { readonly service: string; readonly ready: number };
  /** Only one workload is known to call it. */
  readonly 'one-caller-known': NoFacts;

  /** What the playbook calls a server that fails, null where it does not name it; `alone` are the endpoints that fail by it. */
  readonly 'server-fails': {
    readonly name: string | null;
    readonly does: ServerDoes;
    readonly said: string;
    readonly alone: readonly FailedEndpoint[];
  };
  /** What a workload calls fails; `host` is null where no line or setting names it. */
  readonly 'upstream-fails': {
    readonly host: string | null;
    readonly does: ServerDoes;
    readonly said: string;
    readonly alone: readonly FailedEndpoint[];
  };
  readonly 'server-refuses-caller': {
    readonly server: string;
    readonly does: ServerDoes;
    readonly said: string;
    readonly alone: readonly FailedEndpoint[];
  };
  /** A client that holds the connections of a server, which has none left for the others, or for more of its own. */
  readonly 'takes-connections': { readonly server: string; readonly said: string };
  /** A variable of a workload names the user that a server refuses. */
  readonly 'logs-in-as': { readonly workload: string; readonly user: string; readonly setting: string };
  /** The server and its other clients, none of which was changed when it began. */
  readonly 'not-changed-then': { readonly workloads: readonly string[] };
  /** Which client holds a server's connections, and since when. */
  readonly 'holders-unknown': NoFacts;
  /** Endpoints of a caller that fail while its others work, with the requests to those. */
  readonly 'only-endpoints-fail': {
    readonly caller: string;
    readonly endpoints: readonly FailedEndpoint[];
    readonly others: { readonly failed: number; readonly requests: number };
  };
  /** What only its callers say of a host outside. */
  readonly 'seen-by-callers-alone': NoFacts;
  /** It is the only server of its kind that was found. */
  readonly 'server-guessed': NoFacts;

  /** It closes connections that a caller keeps open: lines that say so, of the caller's requests. */
  readonly 'closes-kept-connections': {
    readonly caller: string;
    readonly resets: number;
    readonly requests: number;
  };
  /** It is reached, and answers all requests that it logs. */
  readonly 'answers-what-it-sees': {
    readonly callee: string;
    readonly answered: number;
    readonly service: string;
  };
  /** How long either side keeps a connection open is not in the evidence. */
  readonly 'time-outs-not-read': NoFacts;

  readonly 'queries-slow': { readonly said: string };
  readonly 'slow-and-waited-for': SlowEndpoint;
  readonly 'endpoint-slow': SlowEndpoint;
  readonly 'slow-along-with-it': { readonly others: readonly SlowEndpoint[] };
  /** Which of the slow ones calls which is not known. */
  readonly 'slow-order-unknown': NoFacts;
  readonly 'slow-from-the-start': NoFacts;
}

export type ServerDoes =
  | 'refuses-connections'
  | 'refuses-credentials'
  | 'is-read-only'
  | 'has-no-room'
  | 'rejects-request'
  | 'limits-calls'
  | 'has-no-credit'
  | 'is-not-reached'
  | 'does-not-answer'
  | 'accepts-no-tls'
  | 'shows-expired-certificate'
  | 'answers-with-error';
