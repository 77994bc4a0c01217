export { LONGEST_ESCALATION_MINUTES, MAX_ESCALATION_STEPS } from '../playbook/limits.ts';

/**
 * ms that a call is tried for which cannot be made, counted from its first try: longer than any outage of PagerDuty's, and
 * than a night in which nobody puts a revoked token right. infra/retries.ts and the execution's limit hold it.
 */
export const CALL_TRIED_FOR_MS = 24 * 60 * 60_000;
