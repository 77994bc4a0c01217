import type { Share } from '../share.ts';
import type { NoFacts } from '../stated.ts';

/** What is stated of containers that end again and again, or cannot be started. */
export interface CrashStatements {
  /** The runtime does not start it, or its postStart hook fails: the innermost message. */
  readonly 'container-not-started': {
    readonly container: string;
    readonly failing: 'start' | 'post-start-hook';
    readonly said: string;
  };
  /** It ends again and again; `exitCode` is null where it is not known, `said` where its log says nothing. */
  readonly 'container-crashes': {
    readonly container: string;
    readonly exitCode: number | null;
    readonly said: string | null;
  };
  /** How its last run ended: what it waits for since, null where it waits for nothing; `at` in ms UTC, null where not known. */
  readonly 'container-ended': {
    readonly pods: Share;
    readonly container: string;
    readonly init: boolean;
    readonly waiting: string | null;
    readonly restarts: number;
    readonly at: number | null;
    readonly exitCode: number | null;
  };
  /** The line that best says why it ended. */
  readonly 'run-said': { readonly run: 'previous' | 'present'; readonly said: string };
  /** The last lines of the run, of which one says why. */
  readonly 'run-ended-saying': { readonly said: readonly string[] };
  /** No line of it says why; `read` is false where its log was not read. */
  readonly 'log-explains-nothing': { readonly read: boolean };
  /** The kubelet killed it after its liveness probe had failed. */
  readonly 'killed-after-probe': NoFacts;
}
