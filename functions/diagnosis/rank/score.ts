import type { Finding, Strength } from '../../model/finding.ts';
import { refKey } from '../../model/object-ref.ts';
import type { ScoreParts } from '../../model/ranking.ts';
import { timeOf } from '../../text/time.ts';
import { coverageBy, type Symptom } from '../view/symptoms.ts';
import { standingOf } from './standing.ts';

/** Points by how directly the evidence states the mechanism; see docs/causes.md. */
const STRENGTH: Readonly<Record<Strength, number>> = { proof: 30, strong: 22, hint: 0 };
const COVERAGE_POINTS = 20;
const OTHERS_POINTS = 10;
const TIME_POINTS = 6;
const AGAINST_POINTS = 2;

export interface Scored {
  readonly finding: Finding;
  /** Keys of its object and of what it explains: each is asked for of every other finding. */
  readonly key: string;
  readonly explained: ReadonlySet<string>;
  readonly score: number;
  readonly parts: ScoreParts;
}

/** What a finding of something else than what was asked about is set back by: more than all other points together. */
const UNLINKED_POINTS = 100;

export interface ScoreContext {
  readonly symptoms: readonly Symptom[];
  /** ms; undefined when not known. */
  readonly onset: number | undefined;
}

/** A finding's weight against the others; only the order matters. */
export function score(finding: Finding, context: ScoreContext, isLinked: boolean): Scored {
  const parts: ScoreParts = {
    strength: STRENGTH[finding.strength],
    depth: standingOf(finding).depth,
    coverage: coverageBy(context.symptoms, finding.explains) * COVERAGE_POINTS,
    others: feltByOthers(finding, context.symptoms) * OTHERS_POINTS,
    time: timePoints(finding, context.onset),
    against: -finding.against.length * AGAINST_POINTS,
    unlinked: isLinked ? 0 : -UNLINKED_POINTS,
  };
  return {
    finding,
    key: refKey(finding.object),
    explained: new Set(finding.explains.map(refKey)),
    parts,
    score: Object.values(parts).reduce((sum, points) => sum + points, 0),
  };
}

/**
 * How much of what others show a finding explains, 0 to 1: of two independent faults the worse is the one that others
 * fail by, not the one of a workload that nobody misses. One that does not serve is enough for all of it.
 */
function feltByOthers({ object, explains }: Finding, symptoms: readonly Symptom[]): number {
  const others = new Set(explains.map(refKey));
  others.delete(refKey(object));
  const weight = symptoms.reduce((sum, { ref, weight }) => sum + (others.has(refKey(ref)) ? weight : 0), 0);
  return Math.min(1, weight);
}

/** Full points for what began before the onset or within a minute after it; half when no time is known. */
function timePoints(finding: Finding, onset: number | undefined): number {
  const since = timeOf(finding.since);
  if (since === undefined || onset === undefined) return TIME_POINTS / 2;
  return since <= onset + 60_000 ? TIME_POINTS : 0;
}
