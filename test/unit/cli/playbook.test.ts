import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { run } from '../../../functions/cli/playbook.ts';
import { keptIo } from '../../support/io.ts';

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

async function firstnote(...argv: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const { io, out } = keptIo();
  return { status: await run(argv, io), ...out };
}

describe('firstnote playbook', () => {
  it('lists every fault as FILE:LINE:COLUMN and exits 2', async () => {
    const file = path('test/fixtures/playbooks/twelve-faults.yaml');
    const { status, stderr } = await firstnote('check', file);
    const lines = stderr.trimEnd().split('\n');
    expect(status).toBe(2);
    expect(lines).toHaveLength(13);
    expect(lines[1]).toBe(`${file}:3:1: targt: unknown key "targt"; did you mean "target"?`);
    expect(lines[12]).toBe(`${file}: 12 faults`);
  });

  it('says that the playbooks of this project are right, and exits 0', async () => {
    const files = [path('playbooks/dojopool.yaml'), path('playbooks/examples/minimal.yaml')];
    const { status, stdout } = await firstnote('check', ...files);
    expect(status).toBe(0);
    expect(stdout).toContain('right, playbook "DojoPool API"');
  });

  it('prints the JSON schema', async () => {
    const { status, stdout } = await firstnote('schema');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ title: 'firstnote playbook', type: 'object' });
  });

  it.each([
    [['check'], 'which playbook?'],
    [['chek', 'x'], 'unknown verb "chek"; did you mean "check"?'],
    [[], 'what to do is missing; firstnote playbook --help says what there is'],
    [['check', '--strict', 'x'], 'unknown option --strict'],
    [['check', '/nowhere/x.yaml'], 'cannot read the playbook /nowhere/x.yaml: there is no such file'],
    [['check', path('playbooks')], 'it is a directory; name the file in it'],
  ])('%j is a mistake that it explains', async (argv, message) => {
    await expect(firstnote(...argv)).rejects.toThrow(message);
  });
});
