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
  const good = 'version: 1\nname: API\ntarget: { namespace: production }\nservices: [PAAAA1]\n';

  it('are all read, other files are not', async () => {
    const path = folder({
      'b.yaml': good.replace('API', 'B').replace('A1', 'A2'),
      'a.yml': good,
      'schema.json': '{',
    });
    expect((await loadPlaybooks(path)).map(({ name }) => name)).toEqual(['API', 'B']);
  });

  it('with faults are named, each with its place', async () => {
    const path = folder({ 'a.yaml': good, 'bad.yaml': 'version: 2\nname: B\n' });
    await expect(loadPlaybooks(path)).rejects.toThrow(
      /have faults:\n {2}bad\.yaml:1:1: .*\n {2}bad\.yaml:1:10: /,
    );
  });

  it('must not claim the same name or service', async () => {
    await expect(loadPlaybooks(folder({ 'a.yaml': good, 'b.yaml': good }))).rejects.toThrow(
      `have faults:
  b.yaml:2:7: name: is the name of another playbook, too: a.yaml:2:7
  b.yaml:4:12: services[0]: PAAAA1 is also answered for at a.yaml:4:12, and neither lists alerts to tell them by`,
    );
  });

  it('must be there', async () => {
    await expect(loadPlaybooks(folder({}))).rejects.toThrow('holds no playbook');
    await expect(loadPlaybooks('/nowhere')).rejects.toThrow("the playbooks' folder /nowhere cannot be read");
  });
});
