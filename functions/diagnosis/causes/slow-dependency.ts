import { slowDependency as remedy } from '../remedy/rules-dependency.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'slow-dependency': CallFacts;
  }
}

export const slowDependency: CauseSpec<'slow-dependency'> = {
  depth: 10,
  isSymptom: true,
  topics: [],
  remedy,
};

export const slowDependencyGuide: CauseGuide = {
  what: 'Requests succeed but take long, and those of their callers with them.',
  object:
    'the slow one at the end of the chain of calls, or whom its lines name with a time that became longer, a host outside among them',
  high: 'never: what it waits for itself is not seen',
  medium:
    'p95 of a second or more in two workloads or more; slow-query lines of a database that became more, or whose callers are slow or fail; requests, or what lines say that a call took, three times as long as before, as two observations show',
  low: 'slow queries that nobody feels; endpoints that were just as slow when their log begins; one observation alone; the only one that is called and of which no time is known',
  notTakenFor:
    'one slow workload alone, which may always have been so; requests that fail; times that grow by themselves; a mix of requests that changed',
  standsThere: 'a caller sees that the answer is late, not why',
  symptomOf: 'the one that the slow one waits for',
  runbook: ['4.1', '4.2', 'R1'],
};
