/** Steps of an escalation path: what the tries of so many calls write fits an execution's history (infra/retries.ts). */
export const MAX_ESCALATION_STEPS = 7;

/** Minutes after an incident's start that the last step may be due: a day. */
export const LONGEST_ESCALATION_MINUTES = 1440;
