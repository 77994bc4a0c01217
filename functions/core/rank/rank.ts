import type { CauseId, Confidence } from '../cause.ts';
import { type CollectorName, type EvidenceSet, isComplete } from '../evidence.ts';
import type { CauseFacts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { type ObjectRef, refKey } from '../object-ref.ts';
import { compare } from '../view/canonical.ts';
import type { Symptom } from '../view/symptoms.ts';
import { SYMPTOMATIC } from './depth.ts';
import type { RankedCause } from './ranked-cause.ts';
import { type Scored, score } from './score.ts';

/** Causes that a note can hold. */
const MAX_CAUSES = 5;

export interface RankContext {
  readonly evidence: EvidenceSet;
  readonly symptoms: readonly Symptom[];
  /** ms; undefined when not known. */
  readonly onset: number | undefined;
  /** The workload that is asked about; undefined for the whole namespace. */
  readonly target: ObjectRef | undefined;
}

export interface Ranking {
  readonly causes: readonly RankedCause[];
  /** What the first cause explains: itself, and whoever fails with it. */
  readonly explained: readonly ObjectRef[];
}

/**
 * The smallest set of causes that explains the symptoms, best first. A finding gives way to a better one that explains
 * its object, and one that a failing dependency would bring about gives way to that dependency's.
 */
export function rank(findings: readonly Finding[], context: RankContext): Ranking {
  const scored = findings
    .map((finding) => score(finding, context))
    .map((entry) =>
      isRelevant(entry.finding, context.target) ? entry : { ...entry, score: entry.score - 100 },
    )
    .sort((a, b) => b.score - a.score || compare(orderKey(a.finding), orderKey(b.finding)));
  const standing = scored.filter((entry) => !scored.some((other) => isCausedBy(entry, other)));
  const chosen: Scored[] = [];
  const explained = new Set<string>();
  for (const entry of standing) {
    if (chosen.length >= MAX_CAUSES) break;
    const key = refKey(entry.finding.object);
    if (explained.has(key) || chosen.some(({ finding }) => sameThing(finding, entry.finding))) continue;
    chosen.push(entry);
    if (entry.finding.strength !== 'hint')
      for (const ref of entry.finding.explains) explained.add(refKey(ref));
    explained.add(key);
  }
  return {
    causes: chosen.map((entry) => toCause(withAgreeing(entry, scored), context)),
    explained: chosen[0]?.finding.explains ?? [],
  };
}

/** Whether `entry` is what `other` brings about: it stands on an object that `other` explains, and not the reverse. */
function isCausedBy(entry: Scored, other: Scored): boolean {
  const { finding } = entry;
  if (entry === other || !SYMPTOMATIC.has(finding.cause) || other.finding.strength === 'hint') return false;
  const object = refKey(finding.object);
  if (object === refKey(other.finding.object)) return saysLess(finding, other.finding);
  if (!other.finding.explains.some((ref) => refKey(ref) === object)) return false;
  const mutual = finding.explains.some((ref) => refKey(ref) === refKey(other.finding.object));
  return !mutual || other.score > entry.score;
}

const SEEN_BY_CALLERS: readonly CauseId[] = ['dependency-unreachable', 'dependency-error'];

/** A plain crash says less than whatever explains it, and what ran out less than the release that proves to eat it. */
const saysLess = ({ cause, strength }: Finding, other: Finding): boolean =>
  (cause === 'crash-app-error' && other.cause !== cause) ||
  // Requests reach a release that fails them by errors of its own: what its callers see of that says less.
  (SEEN_BY_CALLERS.includes(cause) && strength !== 'proof' && other.cause === 'bad-rollout') ||
  (cause === 'resource-exhausted' && other.cause === 'bad-rollout' && other.strength === 'proof');

/** Lines that other findings of the same cause and object add. */
const MAX_ADDED = 3;

/** What other analyzers found of the same thing strengthens nothing, but belongs to the evidence. */
function withAgreeing(entry: Scored, all: readonly Scored[]): Scored {
  const agreeing = all
    .filter(
      (other) =>
        other !== entry && other.finding.strength !== 'hint' && sameThing(other.finding, entry.finding),
    )
    .map(({ finding }) => finding);
  const added = agreeing.flatMap(({ evidence }) => evidence).slice(0, MAX_ADDED);
  const evidence = [...new Set([...entry.finding.evidence, ...added])];
  return { ...entry, finding: { ...agreeing.reduce(withRefusal, entry.finding), evidence } };
}

/** A server that refuses in two ways is out of connections first: whoever asks without one is told nothing else. */
function withRefusal(finding: Finding, other: Finding): Finding {
  if (finding.cause !== 'dependency-error' || other.cause !== 'dependency-error') return finding;
  const isMore = other.facts.refuses === 'connections' || finding.facts.refuses === undefined;
  return isMore ? { ...finding, facts: { ...finding.facts, refuses: other.facts.refuses } } : finding;
}

const sameThing = (a: Finding, b: Finding): boolean =>
  a.cause === b.cause && refKey(a.object) === refKey(b.object);

/**
 * Whether a finding has to do with what was asked about. A node or a quota that hurts other workloads only has not;
 * one of the whole cluster that names nobody may have.
 */
const isRelevant = ({ object, explains }: Finding, target: ObjectRef | undefined): boolean =>
  target === undefined ||
  (object.namespace === '' && explains.length <= 1) ||
  [object, ...explains].some((ref) => refKey(ref) === refKey(target));

const orderKey = (finding: Finding): string => `${refKey(finding.object)}/${finding.cause}/${finding.title}`;

/** What tells a caller's failure from its dependency's: without these, whose fault it is stays open. */
const TELL_APART = ['pods', 'events', 'services', 'deployments'] as const satisfies readonly CollectorName[];

/** Evidence that a finding rests on, or that could name another culprit, and that was not read whole. */
function lackingFor(finding: Finding, evidence: EvidenceSet): readonly CollectorName[] {
  const rivals = SYMPTOMATIC.has(finding.cause) ? TELL_APART.filter((name) => evidence[name]) : [];
  return [...new Set([...finding.basis, ...rivals])].filter((name) => !isComplete(evidence[name]));
}

function toCause({ finding }: Scored, context: RankContext): RankedCause {
  const lacking = lackingFor(finding, context.evidence);
  const relevant = isRelevant(finding, context.target);
  const { cause, facts } = finding;
  return {
    ...({ cause, facts } as CauseFacts),
    confidence: relevant ? confidenceOf(finding, lacking.length > 0) : 'low',
    object: finding.object,
    title: finding.title,
    evidence: finding.evidence,
    against: [
      ...finding.against,
      ...lacking.map(
        (name) => `${name} were not read whole (${context.evidence[name]?.status ?? 'not asked for'})`,
      ),
      ...(relevant ? [] : ['nothing links it to the workload that was asked about']),
    ],
    actions: finding.actions,
  };
}

/** `high` only for what is stated in so many words, on whole evidence, with nothing against it. */
function confidenceOf(finding: Finding, incomplete: boolean): Confidence {
  if (finding.strength === 'hint') return 'low';
  return finding.strength === 'proof' && !incomplete && finding.against.length === 0 ? 'high' : 'medium';
}
