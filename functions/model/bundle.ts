import type { EvidenceSet } from './evidence.ts';
import type { Target } from './report.ts';
import type { Window } from './window.ts';

/** The evidence as stored: `report(bundle, playbook)` is a pure function of it, byte for byte. */
export interface Bundle {
  readonly version: '1';
  readonly generatedAt: string;
  readonly target: Target;
  /** The window that was asked for; logs are also read for the time before the onset as their baseline. */
  readonly window: Window;
  /** Set where the window's end was asked for (`--at`), RFC 3339: nothing from after it counts. */
  readonly at?: string;
  readonly evidence: EvidenceSet;
  readonly timings: Readonly<Record<string, number>>;
}
