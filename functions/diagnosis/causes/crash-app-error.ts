import type { Finding } from '../../model/finding.ts';
import { crash } from '../remedy/rules-workload.ts';
import type { CauseGuide, CauseSpec } from './cause-spec.ts';

declare module '../../model/facts.ts' {
  interface FactsOf {
    'crash-app-error': {
      /** False where the runtime never got it going: there is no run that could end the same way. */
      readonly started: boolean;
      /** By which mechanism it ends, where one is known; absent where only its own words are. */
      readonly because?: CrashReason;
    };
  }
}

export const crashAppError: CauseSpec<'crash-app-error'> = {
  depth: 5,
  isSymptom: true,
  saysLessThan: (finding, other) =>
    other.cause !== 'crash-app-error' &&
    !isBeginning(other) &&
    (!isExplained(finding) || other.strength === 'proof'),
  topics: ['pods'],
  remedy: crash,
};

/** A change that a failure began with says when, not why. */
const isBeginning = (finding: Finding): boolean =>
  finding.cause === 'bad-rollout' && finding.facts.by !== 'own-errors';

/** Whether its mechanism is known, and not only its words. */
const isExplained = (finding: Finding): boolean =>
  finding.cause === 'crash-app-error' && finding.facts.because !== undefined;

export const crashAppErrorGuide: CauseGuide = {
  what: 'A container keeps exiting by its own doing, or cannot be started.',
  object: 'the workload, or the CronJob of a failed Job',
  high: 'the runtime says why it cannot start (Windows line ends, an absent interpreter or library, another architecture, a file that is not executable), it ends over a variable that Kubernetes sets for a Service, or a line of the run that ended names a fault of the program itself',
  medium: 'it ends, and no line says so; a Job has given up and its pods are gone',
  low: 'the kubelet killed it for its probe',
  notTakenFor:
    'exit code 143 (told to end); old restarts; a run of a Job or CronJob that failed before another succeeded; anything that another cause explains on the same workload',
  standsThere: 'a program ends by most of the above, too',
  symptomOf: 'whatever its program needs and does not get',
  runbook: ['2.1', 'R3'],
};
