import type { NoFacts, Stated } from './stated.ts';

/** An endpoint with its failed requests and all. */
export interface FailedEndpoint {
  readonly method: string;
  readonly path: string;
  readonly failed: number;
  readonly requests: number;
}

/** What a server's own numbers say is wrong. */
export interface ServerTroubles {
  /** Redis cannot save to disk, and so takes no writes. */
  readonly 'cannot-save': NoFacts;
  readonly 'loading-its-data': NoFacts;
  readonly 'replica-without-master': NoFacts;
  /** bytes, as it counts them. */
  readonly 'own-memory-full': { readonly used: number; readonly limit: number };
}

export type ServerTrouble = Stated<ServerTroubles>;

/** What a server says when it is asked how it is. */
export interface ServerAnswers extends ServerTroubles {
  readonly 'connections-taken': { readonly taken: number; readonly limit: number };
  readonly 'asked-and-answered': { readonly said: string };
  readonly 'sessions-wait-for-lock': { readonly waiting: number };
  readonly 'sessions-wait-and-idle': { readonly waiting: number; readonly idle: number };
}

export type ServerAnswer = Stated<ServerAnswers>;

/** What is stated of what servers say themselves. */
export interface ServerSays extends ServerAnswers {
  /** `asked` is what, `from` is where its client ran. */
  readonly 'server-asked': { readonly answer: ServerAnswer; readonly asked: string; readonly from: string };
  readonly 'asked-and-refused': { readonly said: string };
  /** Lines of its own log; `from` is the first, ms UTC, null where they bear no time. */
  readonly 'own-log-says': { readonly lines: number; readonly from: number | null; readonly said: string };
  readonly 'own-probe-answered': { readonly said: string };
}
