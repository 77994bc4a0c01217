import { GetBucketPolicyCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';

/** Denies a bucket's objects to everybody, whatever their role allows; answers with how to take that back. */
export async function denyObjects(bucket: string): Promise<() => Promise<void>> {
  const s3 = new S3Client({ forcePathStyle: true });
  const { Policy = '{}' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
  const put = (policy: string) => s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
  const document = JSON.parse(Policy) as { Statement: readonly unknown[] };
  const denied = {
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: `arn:aws:s3:::${bucket}/*`,
  };
  await put(JSON.stringify({ ...document, Statement: [...document.Statement, denied] }));
  return async () => void (await put(Policy));
}
