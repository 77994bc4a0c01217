import type { ReachabilityProbe } from '../../model/evidence.ts';

/** Tries TCP connections from where firstnote runs. */
export interface ReachPort {
  /** Where that is, for a reader: "this machine", "the VPC". */
  readonly from: string;
  /** Connects and closes; sends nothing. */
  connect(host: string, port: number, signal: AbortSignal): Promise<ReachabilityProbe>;
}

/** Reads a small public page: a service's status page. */
export interface PagePort {
  /** The page's text, at most 64 KiB of it; null when it cannot be had. */
  read(url: string, signal: AbortSignal): Promise<string | null>;
}
