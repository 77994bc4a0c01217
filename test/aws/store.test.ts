import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { s3Store } from '../../functions/clients/store/s3.ts';
import { openAws } from '../../functions/runtime/open-aws.ts';
import { storeContract } from '../contract/store/contract.ts';

// moto has no DNS name for each bucket.
const client = new S3Client({ forcePathStyle: true });

storeContract('S3', async () => {
  const bucket = `firstnote-${randomUUID()}`;
  await client.send(
    new CreateBucketCommand({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    }),
  );
  return s3Store(openAws(process.env), bucket);
});

describe('a store whose bucket is gone', () => {
  it('is no passing trouble, and is not taken for an empty one', async () => {
    const store = s3Store(openAws(process.env), `firstnote-${randomUUID()}`);
    await expect(store.put('a', '1', 'application/json')).rejects.toMatchObject({ kind: 'rejected' });
    await expect(store.create('a', '1')).rejects.toMatchObject({ kind: 'rejected' });
    await expect(store.get('a')).rejects.toMatchObject({ kind: 'rejected' });
  });
});
