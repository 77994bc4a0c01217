import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadKubeconfig } from '../../../../functions/local/kubeconfig/load.ts';
import { UsageError } from '../../../../functions/local/usage-error.ts';
import { HOSTILE_YAML } from '../../../fuzz/hostile-yaml.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

const refusalOf = async (text: string): Promise<unknown> => {
  const file = join(folder, 'config');
  writeFileSync(file, text);
  return loadKubeconfig({ file, env: {} }).catch((error: unknown) => error);
};

describe('hostile YAML is no kubeconfig', () => {
  it.each(Object.entries(HOSTILE_YAML))('for a reason that is one sentence: %s', async (_, text) => {
    const refusal = await refusalOf(text);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as UsageError).message).not.toContain('\n');
  });

  it.each([
    ['a JavaScript function', /not valid YAML: tag resolve failed at line 1/],
    ['an alias bomb', /not valid YAML: .*too many$/],
    ['several documents', /not valid YAML: multiple docs at line 2/],
  ] as const)('and says where: %s', async (name, message) => {
    expect(await refusalOf(HOSTILE_YAML[name])).toHaveProperty('message', expect.stringMatching(message));
  });
});
