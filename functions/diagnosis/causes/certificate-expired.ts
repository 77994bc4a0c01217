import { orOutside } from '../remedy/outside.ts';
import { certificate } from '../remedy/rules-cluster.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'certificate-expired': CallFacts;
  }
}

export const certificateExpired: CauseSpec<'certificate-expired'> = {
  depth: 21,
  isSymptom: false,
  topics: ['certificates'],
  remedy: orOutside(certificate),
};

export const certificateExpiredGuide: CauseGuide = {
  what: "A certificate's time is over.",
  object: 'the one that serves it, a host outside among them, else the one that says so',
  high: "the TLS library's words, as the last words of a program that fails, or on at least 20 lines beside failed requests",
  medium: 'the same words on three lines or more, while pods and requests are well',
  low: 'one or two lines',
  notTakenFor: 'warnings that one will expire; a client that comes with an old one; lines that have stopped',
  standsThere: 'each connection is refused, whatever stands behind it',
  symptomOf: null,
  runbook: ['3.2d'],
};
