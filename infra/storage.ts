import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/**
 * The only state of an installation: claims, intents and outcomes (small objects), evidence, reports and pages.
 * Encrypted, reached by TLS alone, never public; lifecycle rules delete what is old.
 */
export function defineStorage(scope: Construct, retentionDays: number): Bucket {
  const bucket = new Bucket(scope, 'Store', {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      {
        id: 'delete-old',
        expiration: Duration.days(retentionDays),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
  acknowledge(
    bucket,
    'AwsSolutions-S1',
    'Objects are read and written by these functions alone, whose logs and traces name every key; a second bucket of access logs would tell nothing more.',
  );
  return bucket;
}

/** What the page reader reads of an occurrence, and nothing else of it (functions/view). */
const PAGES = ['*/link.json', '*/report.html', '*/timeline.md'];

/** Objects of the store, one by one; ListBucket makes a missing object answer 404 instead of 403. */
export function grantStore(bucket: Bucket, role: IRole, may: 'read pages' | 'read and write'): void {
  const actions = may === 'read pages' ? ['s3:GetObject'] : ['s3:GetObject', 's3:PutObject'];
  const keys = may === 'read pages' ? PAGES : ['*'];
  const resources = keys.map((key) => bucket.arnForObjects(key));
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  );
  const arn = `<${Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>`;
  for (const key of keys) {
    acknowledge(
      role,
      `AwsSolutions-IAM5[Resource::${arn}/${key}]`,
      "The bucket holds nothing but this installation's own objects; a key begins with an occurrence's name.",
    );
  }
}
