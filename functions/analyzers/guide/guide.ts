import type { CauseId } from '../../core/cause.ts';
import { RUNTIME_GUIDE } from './runtime.ts';
import { WORKLOAD_GUIDE } from './workload.ts';

/** What makes a cause high, medium or low; `never` says why it does not get so far. */
export interface CauseGuide {
  readonly what: string;
  readonly object: string;
  readonly high: string;
  readonly medium: string;
  readonly low: string;
  readonly notTakenFor: string;
}

/** One entry a cause: docs/causes.md is made of it. */
export const GUIDE: Readonly<Record<CauseId, CauseGuide>> = { ...WORKLOAD_GUIDE, ...RUNTIME_GUIDE };
