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
  /** Whether it was ever moved to another level, as its log says; undefined when that is not known. */
  readonly wasMoved?: boolean;
}

/**
 * The levels that an incident may be at, the lowest first, never none: an assignment names people, not their level, and a
 * person may stand on several. Those where all whom it is assigned to are on call, else where any of them is.
 */
export function possibleLevels({ assignments, onCalls = [], wasMoved }: OwnEscalation): readonly number[] {
  const assigned = [...new Set(assignments.map(({ person }) => person.id))];
  const levels = [...new Set(onCalls.map(({ level }) => level))].sort((a, b) => a - b);
  const isOn = (id: string, at: number) =>
    onCalls.some(({ person, level }) => person.id === id && level === at);
  const ofAll = assigned.length === 0 ? [] : levels.filter((at) => assigned.every((id) => isOn(id, at)));
  const fits = ofAll.length > 0 ? ofAll : levels.filter((at) => assigned.some((id) => isOn(id, at)));
  const [lowest = 1] = fits;
  if (wasMoved === false) return [lowest];
  return fits.length === 0 ? [1] : fits;
}

/** The level that an incident counts at: taken for higher than it is, somebody would not be called. */
export const currentLevel = (own: OwnEscalation): number => possibleLevels(own)[0] ?? 1;

/**
 * When PagerDuty itself reached or will reach a person whose incident is at this level, epoch ms: by assignment, by the
 * next escalation, and by the levels after that one with their rules' delays.
 */
export function reachTimes(
  own: OwnEscalation,
  current: number,
  personId: string,
  minuteMs: number,
): readonly number[] {
  const reached = own.assignments
    .filter(({ person }) => person.id === personId)
    .map(({ at }) => Date.parse(at));
  let at = own.climbs && own.escalatesAt !== undefined ? Date.parse(own.escalatesAt) : Number.NaN;
  const rules = own.rules ?? [];
  for (let level = current + 1; level <= Math.max(rules.length, current + 1); level += 1) {
    if (own.onCalls?.some((on) => on.person.id === personId && on.level === level) === true) reached.push(at);
    at += (rules[level - 1]?.delayMinutes ?? Number.NaN) * minuteMs;
  }
  return reached.filter((time) => !Number.isNaN(time));
}
