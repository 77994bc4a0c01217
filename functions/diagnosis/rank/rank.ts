import { distinctHosts } from '../../model/called-host.ts';
import { compare } from '../../model/canonical.ts';
import type { Confidence } from '../../model/cause.ts';
import { type CollectorName, type EvidenceSet, isComplete } from '../../model/evidence.ts';
import { type CauseFacts, peersOf } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import { present } from '../../model/present.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { Fate, GaveWay } from '../../model/ranking.ts';
import type { Statement } from '../../model/statement.ts';
import { CAUSES } from '../causes/index.ts';
import type { Symptom } from '../view/symptoms.ts';
import { type Scored, score } from './score.ts';
import { standingOf } from './standing.ts';

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

export interface Ranked {
  readonly causes: readonly RankedCause[];
  /** What the first cause explains: itself, and whoever fails with it. */
  readonly explained: readonly ObjectRef[];
  /** What all causes that are more than a guess account for. */
  readonly accountedFor: readonly ObjectRef[];
  /** What became of each finding, best first: none vanishes without a reason. */
  readonly findings: readonly JudgedFinding[];
}

/** A finding with its score, and what became of it. */
export interface JudgedFinding extends Scored {
  readonly fate: Fate;
}

/**
 * The smallest set of causes that explains the symptoms, best first. A finding gives way to a better one that explains
 * its object, and one that a failing dependency would bring about gives way to that dependency's.
 */
export function rank(findings: readonly Finding[], context: RankContext): Ranked {
  const scored = findings
    .map((finding) => score(finding, context, isLinked(finding, context.target)))
    .sort((a, b) => b.score - a.score || compare(orderKey(a.finding), orderKey(b.finding)));
  const gaveWay = symptomsAmong(scored);
  const chosen: Scored[] = [];
  const fates = new Map<Scored, GivenWay>();
  for (const entry of scored) {
    const fate = gaveWay.get(entry) ?? isTaken(entry, chosen);
    if (fate === undefined) chosen.push(entry);
    else fates.set(entry, fate);
  }
  const causes = chosen.map((entry) => toCause(withAgreeing(entry, scored), context));
  return {
    causes,
    explained: chosen[0]?.finding.explains ?? [],
    accountedFor: chosen.flatMap(({ finding }, index) =>
      causes[index]?.confidence === 'low' ? [] : finding.explains,
    ),
    findings: scored.map((entry) => {
      const confidence = causes[chosen.indexOf(entry)]?.confidence ?? 'low';
      return { ...entry, fate: fates.get(entry) ?? { became: 'cause', confidence } };
    }),
  };
}

type GivenWay = Extract<Fate, { readonly became: 'nothing' }>;

const givenWay = (why: GaveWay, { finding: { cause, object } }: Scored): GivenWay => ({
  became: 'nothing',
  why,
  to: { cause, object },
});

/** Why a finding adds nothing to the causes that are better; undefined where it does. */
function isTaken(entry: Scored, chosen: readonly Scored[]): GivenWay | undefined {
  for (const other of chosen) {
    if (other.key === entry.key)
      return givenWay(sameThing(other.finding, entry.finding) ? 'same' : 'same-object', other);
    if (other.finding.strength !== 'hint' && explains(other, entry)) return givenWay('explained', other);
  }
  const last = chosen[MAX_CAUSES - 1];
  return last && givenWay('no-room', last);
}

const explains = ({ explained }: Scored, entry: Scored): boolean => explained.has(entry.key);

/**
 * What gives way: first what says less of an object than another finding of it, then the mere symptoms. Where findings
 * bring each other about, in a pair or in a ring, each gives way to better ones only: one of them stands.
 */
function symptomsAmong(scored: readonly Scored[]): ReadonlyMap<Scored, GivenWay> {
  const sayingMore = new Map(
    scored.flatMap((entry) => {
      const more = scored.find((other) => saysLess(entry, other));
      return more ? [[entry, more] as const] : [];
    }),
  );
  const saidBest = (entry: Scored, left = scored.length): Scored => {
    const more = sayingMore.get(entry);
    return more && left > 0 ? saidBest(more, left - 1) : entry;
  };
  const causesOf = new Map(
    scored.map((entry) => {
      const others = scored.filter((other) => isSymptom(entry, other)).map((other) => saidBest(other));
      return [entry, others.filter((other) => other !== entry)];
    }),
  );
  const leadsBack = (from: Scored, to: Scored, seen = new Set<Scored>()): boolean =>
    (causesOf.get(from) ?? []).some((next) => {
      if (next === to) return true;
      return !seen.has(next) && leadsBack(next, to, seen.add(next));
    });
  return new Map(
    scored.flatMap((entry) => {
      const more = sayingMore.get(entry);
      if (more) return [[entry, givenWay('says-less', more)] as const];
      const cause = causesOf
        .get(entry)
        ?.find((other) => other.score > entry.score || !(explains(entry, other) || leadsBack(other, entry)));
      return cause ? [[entry, givenWay('symptom', cause)] as const] : [];
    }),
  );
}

/** Whether another finding of the same object, or of one that it would explain, says more of it. */
function saysLess(entry: Scored, other: Scored): boolean {
  const { saysLessThan, saysLessThanExplained } = CAUSES[entry.finding.cause];
  if (entry === other || other.finding.strength === 'hint') return false;
  if (entry.key === other.key) return saysLessThan?.(entry.finding, other.finding) === true;
  return explains(entry, other) && saysLessThanExplained?.(entry.finding, other.finding) === true;
}

/** Whether it is of a kind that others bring about, on an object that the other one explains. */
const isSymptom = (entry: Scored, other: Scored): boolean =>
  standingOf(entry.finding).isSymptom &&
  other.finding.strength !== 'hint' &&
  entry.key !== other.key &&
  explains(other, entry);

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
  const evidence = [...entry.finding.evidence, ...added];
  return { ...entry, finding: { ...agreeing.reduce(withFacts, entry.finding), evidence } };
}

const withFacts = (finding: Finding, other: Finding): Finding =>
  withPeers(withRefusal(finding, other), other);

/** Whom either is about, both are about. */
function withPeers(finding: Finding, other: Finding): Finding {
  if (finding.facts === undefined || !('peers' in finding.facts)) return finding;
  const peers = distinctHosts([...finding.facts.peers, ...peersOf(other)]);
  return { ...finding, facts: { ...finding.facts, peers } } as Finding;
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
const isLinked = ({ object, explains }: Finding, target: ObjectRef | undefined): boolean =>
  target === undefined ||
  (object.namespace === '' && explains.length <= 1) ||
  [object, ...explains].some((ref) => refKey(ref) === refKey(target));

/** What is alike in score, object and cause keeps the order of its facts, then that in which it was found. */
const orderKey = ({ object, cause, facts, since = '' }: Finding): string =>
  `${refKey(object)}/${cause}/${since}/${JSON.stringify(facts ?? {})}`;

/** What tells a caller's failure from its dependency's: without these, whose fault it is stays open. */
const TELL_APART = ['pods', 'events', 'services', 'deployments'] as const satisfies readonly CollectorName[];

/** Evidence that a finding rests on, or that could name another culprit, and that was not read whole. */
function lackingFor(finding: Finding, evidence: EvidenceSet): readonly CollectorName[] {
  const rivals = standingOf(finding).isSymptom ? TELL_APART.filter((name) => evidence[name]) : [];
  return [...new Set([...finding.basis, ...rivals])].filter((name) => !isComplete(evidence[name]));
}

function toCause({ finding }: Scored, context: RankContext): RankedCause {
  const lacking = lackingFor(finding, context.evidence);
  const linked = isLinked(finding, context.target);
  const { cause, facts } = finding;
  return {
    ...({ cause, facts } as CauseFacts),
    confidence: linked ? confidenceOf(finding, lacking.length > 0) : 'low',
    object: finding.object,
    title: finding.title,
    evidence: finding.evidence,
    against: present<Statement>(
      ...finding.against,
      ...lacking.map(
        (collector): Statement => ({
          says: 'not-read-whole',
          collector,
          status: context.evidence[collector]?.status ?? null,
        }),
      ),
      !linked && { says: 'not-linked-to-target' },
    ),
    actions: finding.actions,
  };
}

/** `high` only for what is stated in so many words, on whole evidence, with nothing against it. */
function confidenceOf(finding: Finding, incomplete: boolean): Confidence {
  if (finding.strength === 'hint') return 'low';
  return finding.strength === 'proof' && !incomplete && finding.against.length === 0 ? 'high' : 'medium';
}
