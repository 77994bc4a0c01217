import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { operatorAws } from '../../../functions/local/operator-aws.ts';

let folder = '';
const before = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstnote-aws-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  process.env.AWS_CONFIG_FILE = join(folder, 'config');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
  process.env.AWS_PROFILE = 'on-call';
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.env = { ...before };
});

describe("AWS as the operator's machine has it", () => {
  it('is the profile that is chosen, its region and keys', async () => {
    writeFileSync(join(folder, 'config'), '[profile on-call]\nregion = eu-west-3\n');
    // AWS's own example key pair, good for nothing.
    writeFileSync(
      join(folder, 'credentials'),
      '[on-call]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
    );
    const aws = await operatorAws(process.env);
    expect(aws.region).toBe('eu-west-3');
    expect(await aws.credentials()).toMatchObject({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
  });

  it('is refused where there is no region', async () => {
    await expect(operatorAws(process.env)).rejects.toThrow(/region/i);
  });
});
