import type { Action } from './command/action.ts';
import type { CollectorName } from './evidence.ts';
import type { CauseFacts } from './facts.ts';
import type { ObjectRef } from './object-ref.ts';
import type { Statement } from './statement.ts';

/**
 * How directly the evidence states the mechanism.
 * `proof`: the control plane or the program says so in so many words (OOMKilled, "exceeded quota", ErrImagePull).
 * `strong`: two independent observations agree (probe port differs from every containerPort, and the probe fails).
 * `hint`: fits, but other mechanisms fit as well.
 */
export type Strength = 'proof' | 'strong' | 'hint';

/** What one analyzer concludes of one object. Findings compete in the ranking; none is a verdict. */
export type Finding = CauseFacts & Concluded;

interface Concluded {
  /** What has to be changed or looked at: the workload, Service, PVC, Node, or the quota's Namespace. */
  readonly object: ObjectRef;
  /** What is wrong, without the object's name: `PostgreSQL refuses connections, "too many clients already"`. */
  readonly title: Statement;
  readonly strength: Strength;
  /** For, most convincing first; each with its numbers, times and their source. */
  readonly evidence: readonly Statement[];
  readonly against: readonly Statement[];
  readonly actions: readonly Action[];
  /** The workloads, Services or Nodes whose symptoms this would explain, itself included. */
  readonly explains: readonly ObjectRef[];
  /** When it was first seen, RFC 3339 UTC; undefined when not known. */
  readonly since?: string;
  /** The collectors that the conclusion rests on: not high when one of them was incomplete. */
  readonly basis: readonly CollectorName[];
}
