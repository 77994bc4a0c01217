import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run as replay } from '../../../functions/cli/replay.ts';
import { CAUSE_IDS } from '../../../functions/model/cause.ts';
import { INCIDENTS } from '../../golden/incidents.ts';
import { keptIo } from '../../support/io.ts';
import { bundleOf, playbook } from '../diagnosis/mechanisms/cluster.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COMMAND = 'kubectl -n shop get pods --server=https://stranger.example';
const WORDS = "from the bundle's playbook, not checked: ";

async function replayed(text: string, ...options: string[]): Promise<string> {
  const [incident] = Object.values(INCIDENTS) as [(typeof INCIDENTS)[string]];
  const bundle = bundleOf(incident.parts, incident.target);
  const actions = [{ kind: 'look', text, command: COMMAND, causes: [...CAUSE_IDS] }];
  const file = join(folder, 'bundle.json');
  writeFileSync(file, JSON.stringify({ bundle, playbook: { ...playbook(), actions } }));
  const { io, out } = keptIo();
  expect(await replay([file, ...options], io)).toBe(0);
  return out.stdout;
}

describe("a stranger's bundle", () => {
  it.each([1, 1000])('is said to have written a command, behind a text of %i words', async (count) => {
    const text = 'who holds them '.repeat(count);
    const lines = (await replayed(text)).split('\n');
    const at = lines.findIndex((line) => line.includes(COMMAND));
    expect(at).toBeGreaterThan(0);
    expect(lines[at - 1]).toContain(WORDS);
    expect(lines.filter((line) => line.includes(WORDS))).toHaveLength(1);
  });
  it('is replayed in JSON without a word more', async () => {
    const json = await replayed('who holds them', '--json');
    expect(json).toContain(COMMAND);
    expect(json).not.toContain(WORDS);
  });
});
