/** What PagerDuty's own escalation is known to do with an incident. */
export interface OwnEscalation {
  readonly assignments: readonly { readonly person: { readonly id: string }; readonly at: string }[];
  /** A directly assigned incident does not climb. */
  readonly climbs: boolean;
  /** When the next level is called, undefined when it will not be. */
  readonly escalatesAt?: string;
  /** By level, the first one is level 1; undefined when it could not be read. */
  readonly rules?: readonly { readonly delayMinutes: number }[];
  /** Who is on call at which level; undefined when it could not be read. */
  readonly onCalls?: readonly { readonly person: { readonly id: string }; readonly level: number }[];
}

/** The highest level that somebody of is assigned, 1 when it cannot be told. */
export function currentLevel({ assignments, onCalls }: OwnEscalation): number {
  const assigned = new Set(assignments.map(({ person }) => person.id));
  const levels = (onCalls ?? []).filter(({ person }) => assigned.has(person.id)).map(({ level }) => level);
  return Math.max(1, ...levels);
}

/**
 * When PagerDuty itself reached or will reach a person, epoch ms: by assignment, by the next escalation, and by the
 * levels after that one with their rules' delays.
 */
export function reachTimes(own: OwnEscalation, personId: string, minuteMs: number): number[] {
  const reached = own.assignments
    .filter(({ person }) => person.id === personId)
    .map(({ at }) => Date.parse(at));
  const next = own.climbs && own.escalatesAt !== undefined ? Date.parse(own.escalatesAt) : Number.NaN;
  let at = next;
  const rules = own.rules ?? [];
  for (
    let level = currentLevel(own) + 1;
    level <= Math.max(rules.length, currentLevel(own) + 1);
    level += 1
  ) {
    if (own.onCalls?.some((on) => on.person.id === personId && on.level === level) === true) reached.push(at);
    at += (rules[level - 1]?.delayMinutes ?? Number.NaN) * minuteMs;
  }
  return reached.filter((time) => !Number.isNaN(time));
}
