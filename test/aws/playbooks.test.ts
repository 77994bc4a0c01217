import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from '@jest/globals';
import { run } from '../../functions/cli/playbook.ts';
import { silentLogger } from '../../functions/runtime/logger.ts';
import { silentMetrics } from '../../functions/runtime/metrics.ts';
import { openStore } from '../../functions/runtime/open-store.ts';
import { storedPlaybooks } from '../../functions/runtime/playbooks.ts';
import { keptIo } from '../support/io.ts';

it('playbooks are pushed into a bucket, two pushes at once lose nothing, and functions read them there', async () => {
  const bucket = `firstnote-${randomUUID()}`;
  await new S3Client({ forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    }),
  );
  const store = `s3://${bucket}`;
  const push = async (file: string) => {
    const { io, out } = keptIo(process.env);
    const status = await run(['push', '--store', store, file], io);
    return { status, ...out };
  };
  const [demo, minimal] = ['playbooks/dojopool.yaml', 'playbooks/examples/minimal.yaml'] as const;
  expect(await Promise.all([push(demo), push(minimal)])).toEqual([
    { status: 0, stdout: `${demo}: pushed, dojopool-api version 1\n`, stderr: '' },
    { status: 0, stdout: `${minimal}: pushed, my-api version 1\n`, stderr: '' },
  ]);
  expect((await push(demo)).stdout).toBe(`${demo}: is there already, dojopool-api version 1\n`);
  const runtime = { now: () => 0, logger: silentLogger, metrics: silentMetrics };
  const playbooks = await storedPlaybooks(await openStore(store), runtime)();
  expect(playbooks.map(({ name }) => name).sort()).toEqual(['DojoPool API', 'My API']);
});
