import type { Finding, Strength } from '../finding.ts';
import { refKey } from '../object-ref.ts';
import { coverageBy, type Symptom } from '../view/symptoms.ts';
import { timeOf } from '../view/time.ts';
import { DEPTH } from './depth.ts';

/** Points by how directly the evidence states the mechanism; see docs/causes.md. */
const STRENGTH: Readonly<Record<Strength, number>> = { proof: 30, strong: 22, hint: 0 };
const COVERAGE_POINTS = 20;
const OTHERS_POINTS = 10;
const TIME_POINTS = 6;
const AGAINST_POINTS = 2;

export interface Scored {
  readonly finding: Finding;
  readonly score: number;
  readonly coverage: number;
}

/** A finding's weight against the others; only the order matters. */
export function score(
  finding: Finding,
  context: { readonly symptoms: readonly Symptom[]; readonly onset: number | undefined },
): Scored {
  const coverage = coverageBy(context.symptoms, finding.explains);
  const points =
    STRENGTH[finding.strength] +
    DEPTH[finding.cause] +
    coverage * COVERAGE_POINTS +
    feltByOthers(finding, context.symptoms) * OTHERS_POINTS +
    timePoints(finding, context.onset) -
    finding.against.length * AGAINST_POINTS;
  return { finding, score: points, coverage };
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
