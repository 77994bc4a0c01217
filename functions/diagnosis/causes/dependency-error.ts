import { orOutside } from '../remedy/outside.ts';
import { dependencyError as remedy } from '../remedy/rules-dependency.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';
import { seenByCallers } from './says-less.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'dependency-error': DependencyFacts;
  }
}

export const dependencyError: CauseSpec<'dependency-error'> = {
  depth: 18,
  isSymptom: true,
  saysLessThan: seenByCallers,
  topics: [],
  remedy: orOutside(remedy),
};

export const dependencyErrorGuide: CauseGuide = {
  what: 'The dependency answers with an error: no connection left, wrong password, read-only, no room left, a 401, 403 or 5xx; or it rejects what it is asked.',
  object:
    'the dependency, or the host outside that it is; the caller whose password alone is refused, or that asks for what is not there (a table, a column, 404); the one client that was changed when a server ran out of connections',
  high: "the server's own words, on at least 20 lines that go on or as the last words of a program that fails; of a server without a connection left only where it was changed itself, or a client was given more pods",
  medium:
    'the same words on fewer lines; errors of one table or object; a server that only its port points to, and that says nothing of it itself; connections whose holder is not known, or is told by its change alone; one pod of three or more that alone answers with 5xx; a host outside that the new lines of its callers name, in whatever words, where nothing of theirs was changed',
  low: 'the caller takes it for no error and its requests succeed; a host outside that is all that a caller calls, which fails though nothing of its own was changed',
  notTakenFor:
    "a server's log of its clients' failures; requests that are rejected, where the caller's own do not fail by it; a user's failed login; a status that names no host; errors that ended",
  standsThere: 'the server answers: it is nearer to the root than whoever hears it',
  symptomOf: 'the cause for which the dependency fails, or is full',
  runbook: ['3.2a', '3.2b', '3.2d', '4.1', '4.2', 'R1', 'R4'],
};
