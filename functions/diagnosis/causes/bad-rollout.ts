import { badRollout as remedy } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';
import { isByCallee, isByCallers, isChange, isOfCalls } from './says-less.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'bad-rollout': {
      /** What was changed: the pod template, or a ConfigMap or Secret that it reads, which a rollback does not restore. */
      readonly changed: 'template' | 'configuration';
      /**
       * By errors of its own that its pods tell of; by what differs alone: since when, where, who else; or by what
       * differs at its callers, while it says nothing itself.
       */
      readonly by: 'own-errors' | 'differences' | 'callers';
    };
  }
}

export const badRollout: CauseSpec<'bad-rollout'> = {
  depth: 8,
  isSymptom: true,
  // That it began with a change says when; what fails says more.
  saysLessThan: (finding, other) => isChange(finding) && other.cause !== 'bad-rollout' && !isChange(other),
  // What a caller says of itself in so many words is not the doing of a change that only came before it; what it says of
  // whom it calls, or of what that answers, may well be.
  saysLessThanExplained: (finding, other) => isByCallers(finding) && !isOfCalls(other) && !isByCallee(other),
  topics: [],
  remedy,
};

export const badRolloutGuide: CauseGuide = {
  what: 'The newest revision, or a ConfigMap or Secret that was changed before it, brought the failure.',
  object: 'the workload',
  high: 'rolled out within 30 minutes before the onset, its pods fail by errors of their own, and pods of older revisions do not since then, or were well up to it (their last logs, or Prometheus)',
  medium:
    'as above, but nothing tells of the old pods; configuration that it reads was changed as well; it has been failing since such a change, and it alone though others serve, or at whom the changed setting names; its callers have been failing since then, name it or fail at the endpoints that lead to it',
  low: 'it has been failing, or slow, since a change of its template or of what it reads, and nothing else that differs speaks for it; the other callers of a server that it calls have been failing since it was rolled out',
  notTakenFor:
    'old pods that fail too (a rollback will not help); errors that name somebody else who fails or was changed itself; failures that ended while its pods run on; a mere restart; a revision that ran well before',
  standsThere: 'it is when and where errors began, not what they are',
  symptomOf: 'a dependency that pods of every revision fail by',
  runbook: ['2.2', 'R3'],
};
