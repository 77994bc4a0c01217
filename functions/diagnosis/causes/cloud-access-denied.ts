import { cloudAccess } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'cloud-access-denied': { readonly deniedBy: 'cloud' | 'kubernetes' };
  }
}

export const cloudAccessDenied: CauseSpec<'cloud-access-denied'> = {
  depth: 20,
  isSymptom: false,
  topics: [],
  remedy: cloudAccess,
};

export const cloudAccessDeniedGuide: CauseGuide = {
  what: "The cloud's API, or Kubernetes' own, denies a workload's calls.",
  object: 'the workload',
  high: "AWS's or its SDK's words, or the API server's to the pod's own service account, as the last words of a program that fails, or on at least 20 lines beside failed requests",
  medium: 'the same words on three lines or more, while pods and requests are well',
  low: 'fewer lines of a workload that fails',
  notTakenFor:
    'a database\'s "Access denied for user"; AccessDeniedException of Java and Spring Security; lines that have stopped',
  standsThere: 'the program runs and is refused outside of the cluster',
  symptomOf: null,
  runbook: ['3.2b'],
};
