import type { TemplateDifference } from '../../template-difference.ts';
import type { Share } from '../share.ts';
import type { Stated } from '../stated.ts';

/** A port's number, or a name that no port of the container bears. */
export type Port = number | string;

/** How a probe asks: the protocol, or a command. */
export type ProbeScheme = 'HTTP' | 'HTTPS' | 'TCP' | 'gRPC' | 'exec';

/** A probe as it was asked for, the API's defaults filled in; times in seconds. */
export interface ProbeSettings {
  readonly scheme: ProbeScheme;
  /** Of a probe by command, else null. */
  readonly command: string | null;
  readonly port: Port | null;
  readonly path: string | null;
  readonly initialDelay: number;
  readonly period: number;
  readonly timeout: number;
  /** Failures in a row until it acts. */
  readonly failures: number;
  /** From the container's start until it acts. */
  readonly budget: number;
}

/** What is stated of probes that fail. */
export interface ProbeStatements extends ProbeFaultStatements {
  /** The kubelet kills a container because a probe fails; the first fault of the probe, null where it has none. */
  readonly 'killed-by-probe': {
    readonly container: string;
    readonly probe: 'liveness' | 'startup';
    readonly fault: ProbeFault | null;
  };
  /** How often the kubelet killed it, null where no event tells. */
  readonly 'kills-by-kubelet': { readonly kills: number | null; readonly restarts: number };
  /** Pods run and their readiness probe fails; the first fault of the probe, null where it has none. */
  readonly 'readiness-fails': { readonly fault: ProbeFault | null };
  /** `unmade` pods of a StatefulSet are made only when these are ready. */
  readonly 'running-not-ready': { readonly pods: Share; readonly unmade: number };
  /** Pods of the newest revision alone are not ready; `at` in ms UTC is when it was rolled out. */
  readonly 'only-new-revision-unready': {
    readonly revision: number;
    readonly at: number | null;
    readonly differences: readonly TemplateDifference[];
    readonly older: Share;
  };
  /** How often a probe failed; `at` of the last time in ms UTC, null where not known. */
  readonly 'probe-failed': { readonly times: number; readonly at: number | null; readonly said: string };
  readonly 'probe-settings': ProbeSettings;
  /** A container that restarts is not ready for another reason than its probe. */
  readonly 'restarts-beside-probe': { readonly container: string; readonly restarts: number };
}

/** What is wrong with a probe. */
export interface ProbeFaultStatements {
  /** It asks a port that the container does not declare. */
  readonly 'probe-asks-undeclared-port': { readonly port: Port; readonly declared: readonly number[] };
  /** The container answers, and not in the protocol that the probe speaks. */
  readonly 'probe-in-other-protocol': { readonly scheme: ProbeScheme };
  /** The container answers with an HTTP status of the 400s. */
  readonly 'probe-answered-with-status': { readonly path: string; readonly status: number };
  /** The container's other probe speaks another protocol. */
  readonly 'other-probe-speaks': { readonly scheme: ProbeScheme };
  /** The container's other probe asks another port. */
  readonly 'other-probe-asks': { readonly port: Port; readonly other: Port };
  /** It asks one port, and the program's own log names others. */
  readonly 'listens-elsewhere': { readonly asked: number; readonly ports: readonly number[] };
  /** A variable had the number of the port that is asked, and has another since the newest revision. */
  readonly 'port-moved': {
    readonly variable: string;
    readonly from: string;
    readonly to: string | null;
  };
  readonly 'probe-command-fails': { readonly command: string };
  /** It acts so many seconds after the start, before the container was ever ready. */
  readonly 'probe-acts-before-ready': { readonly seconds: number };
  /** A startup probe's seconds pass before the program answers. */
  readonly 'startup-takes-longer': { readonly seconds: number };
}

export type ProbeFault = Stated<ProbeFaultStatements>;
