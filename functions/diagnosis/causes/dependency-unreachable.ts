import { orOutside } from '../remedy/outside.ts';
import { dependencyUnreachable as remedy } from '../remedy/rules-dependency.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';
import { seenByCallers } from './says-less.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'dependency-unreachable': DependencyFacts;
  }
}

export const dependencyUnreachable: CauseSpec<'dependency-unreachable'> = {
  depth: 14,
  isSymptom: true,
  saysLessThan: seenByCallers,
  topics: [],
  remedy: orOutside(remedy),
};

export const dependencyUnreachableGuide: CauseGuide = {
  what: 'Calls fail before they are answered: refused, no answer in time, a certificate that is not trusted.',
  object:
    'the caller when its settings are wrong or it fails alone; else the dependency, or the host outside that it is',
  high: 'the caller is told a port that the Service does not have; a server that was changed, or whose clients got more pods, lets its own readiness probe in no more than them',
  medium:
    'all callers fail; the dependency has no ready pod; one caller fails and others do not; the host is outside',
  low: 'few lines, lines that name no host, the dependency itself shows why it is down, or the caller takes it for no error and its requests succeed',
  notTakenFor:
    'failures that ended; clients that hung up; lines that name nobody, where others do; a wrong port for a failure of another host',
  standsThere: 'a caller sees that no answer comes, not why',
  symptomOf: 'the cause for which the dependency is down',
  runbook: ['3.2a', '4.1', '4.2', '4.3', 'R1', 'R4'],
};
