import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Why nothing is traced: cdk-nag would have X-Ray for every function and state machine. */
export const NO_TRACES =
  "Without an SDK of its own in the bundles, which costs cold starts, X-Ray shows the functions' time alone: own metrics and the execution's history have it, for nothing.";

/** Accepts one finding of cdk-nag on one construct, for a reason that a reviewer can judge. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}
