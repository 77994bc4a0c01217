import type { CauseId } from './cause.ts';
import type { JudgedBy } from './statements/judged.ts';
import type { Innocence, RuledOutBy } from './statements/ruled-out.ts';

/** What a responder thinks of first: ruled out as a whole, in this order. */
export const TOPICS = [
  'pods',
  'memory',
  'images, configuration',
  'scheduling, volumes',
  'quota, admission',
  'Services',
  'nodes',
  'DNS',
  'certificates',
  'autoscaling',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Something that was judged not to be the cause, as data. */
export type KnownRuledOut = { readonly causes: readonly CauseId[] } & (
  | { readonly kind: 'topic'; readonly topic: Topic; readonly by: RuledOutBy }
  | { readonly kind: 'dependency'; readonly name: string; readonly by: readonly JudgedBy[] }
  /** The last rollout of a workload; `at` in ms UTC. */
  | {
      readonly kind: 'rollout';
      readonly workload: string;
      readonly revision: number;
      readonly at: number;
      readonly why: Innocence;
    }
);
