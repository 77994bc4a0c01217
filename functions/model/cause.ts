import { CAUSE_IDS } from './cause-ids.ts';

export { CAUSE_IDS };
export type CauseId = (typeof CAUSE_IDS)[number];
export type Confidence = 'high' | 'medium' | 'low';
