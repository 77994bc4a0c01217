import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { defined } from '../functions/model/present.ts';

/** What all parts of an installation have in common. */
export interface Installation {
  readonly name: string;
  readonly retention: RetentionDays;
  /** Undefined: the keys of AWS. */
  readonly key: IKey | undefined;
}

/** A log group that empties itself, and goes with the installation. */
export const defineLogGroup = (
  scope: Construct,
  id: string,
  logGroupName: string,
  { retention, key }: Installation,
): LogGroup =>
  new LogGroup(scope, id, {
    ...{ logGroupName, retention, removalPolicy: RemovalPolicy.DESTROY },
    ...defined({ encryptionKey: key }),
  });
