import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { FunctionName } from '../functions/contracts/lambdas.ts';
import { MODE_KEY, PLAYBOOKS_FOLDER } from '../functions/contracts/store.ts';
import { STORE_RIGHTS } from '../functions/contracts/store-rights.ts';
import { acknowledge } from './acknowledge.ts';
import { grantKey } from './encryption.ts';
import type { Installation } from './installation.ts';

/**
 * How the keys of what is kept of incidents begin. Playbooks stay, and a rule can name what it deletes only, not what
 * it leaves (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html): an occurrence begins
 * with its incident's id, which PagerDuty writes in upper case.
 */
const EXPIRING = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 'claims/', 'incidents/'];

/**
 * The only state of an installation: claims, intents and outcomes (small objects), evidence, reports and pages.
 * Encrypted, reached by TLS alone, never public; lifecycle rules delete what is old.
 */
export function defineStorage(
  scope: Construct,
  { retention, key }: Installation,
  logicalId: string | undefined,
): Bucket {
  const bucket = new Bucket(scope, 'Store', {
    ...encryptionBy(key),
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { id: 'abort-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...EXPIRING.map((prefix) => ({
        id: `delete-old-${prefix}`,
        prefix,
        expiration: Duration.days(retention),
      })),
    ],
  });
  if (logicalId !== undefined) resourceOf(bucket).overrideLogicalId(logicalId);
  acknowledge(
    bucket,
    'AwsSolutions-S1',
    'Objects are read and written by these functions alone, whose logs name every occurrence; a second bucket of access logs would tell nothing more.',
  );
  return bucket;
}

/** A bucket key asks KMS seldom instead of once an object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html). */
const encryptionBy = (key: IKey | undefined) =>
  key === undefined
    ? { encryption: BucketEncryption.S3_MANAGED }
    : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };

function resourceOf(bucket: Bucket): CfnBucket {
  const resource = bucket.node.defaultChild;
  if (resource instanceof CfnBucket) return resource;
  throw new Error(`${bucket.node.path} is no bucket of CloudFormation`);
}

/**
 * What the table gives a function of the store, object by object; ListBucket makes a missing object answer 404 instead of
 * 403.
 */
export function grantStore(
  bucket: Bucket,
  role: IRole,
  name: FunctionName,
  { key: encryptedBy }: Installation,
): void {
  const { reads, writes } = STORE_RIGHTS[name];
  const objects = (keys: readonly string[]) => keys.map((key) => bucket.arnForObjects(key));
  const allow = (action: string, resources: string[]) =>
    role.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources }));
  allow('s3:GetObject', objects(reads));
  if (writes.length > 0) {
    allow('s3:PutObject', objects(writes));
    // Playbooks become commands and calls: no pattern above may come to mean one of them, nor the switch.
    const resources = objects([`${PLAYBOOKS_FOLDER}/*`, MODE_KEY]);
    role.addToPrincipalPolicy(
      new PolicyStatement({ effect: Effect.DENY, actions: ['s3:PutObject'], resources }),
    );
  }
  allow('s3:ListBucket', [bucket.bucketArn]);
  grantKey(encryptedBy, role, { service: 's3', may: writes.length > 0 ? 'write' : 'read' });
  const arn = `<${Stack.of(bucket).getLogicalId(resourceOf(bucket))}.Arn>`;
  for (const key of new Set(
    [...reads, ...writes, `${PLAYBOOKS_FOLDER}/*`].filter((each) => each.includes('*')),
  )) {
    acknowledge(
      role,
      `AwsSolutions-IAM5[Resource::${arn}/${key}]`,
      "The bucket holds nothing but this installation's own objects; a key begins with an occurrence's name.",
    );
  }
}
