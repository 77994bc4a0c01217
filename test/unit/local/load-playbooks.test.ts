import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadPlaybooks } from '../../../functions/local/load-playbooks.ts';

describe('the playbooks of a folder', () => {
  const made: string[] = [];
  const folder = (files: Record<string, string>): string => {
    const path = mkdtempSync(join(tmpdir(), 'firstnote-playbooks-'));
    made.push(path);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return path;
  };
  afterAll(() => {
    for (const path of made) rmSync(path, { recursive: true });
  });
  const good = 'version: 1\nname: API\ntarget: { namespace: production }\n';

  it('are all read, other files are not', async () => {
    const path = folder({ 'b.yaml': good.replace('API', 'B'), 'a.yml': good, 'schema.json': '{' });
    expect((await loadPlaybooks(path)).map(({ name }) => name)).toEqual(['API', 'B']);
  });

  it('with faults are named, each with its place', async () => {
    const path = folder({ 'a.yaml': good, 'bad.yaml': 'version: 2\nname: B\n' });
    await expect(loadPlaybooks(path)).rejects.toThrow(
      /^playbooks have faults: bad\.yaml:1:1 .*; bad\.yaml:1:10 /,
    );
  });

  it('must not claim the same name or service', async () => {
    const path = folder({ 'a.yaml': `${good}services: [PAAAA1]\n`, 'b.yaml': `${good}services: [PAAAA1]\n` });
    await expect(loadPlaybooks(path)).rejects.toThrow(
      'playbooks have faults: the name "API" is in two playbooks; the service PAAAA1 is in two playbooks',
    );
  });

  it('must be there', async () => {
    await expect(loadPlaybooks(folder({}))).rejects.toThrow('holds no playbook');
    await expect(loadPlaybooks('/nowhere')).rejects.toThrow("the playbooks' folder /nowhere cannot be read");
  });
});
