import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run } from '../../../functions/cli/mode.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { modeOf } from '../../../functions/runtime/mode.ts';
import { openStore } from '../../../functions/runtime/open-store.ts';
import { keptIo } from '../../support/io.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-mode-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(name: string) {
  const store = pathToFileURL(join(folder, name)).href;
  const firstnote = async (...argv: string[]) => {
    const { io, out } = keptIo({}, () => new Date('2026-11-25T14:00:00Z'));
    const status = await run([...argv, '--store', store], io);
    return { status, ...out };
  };
  const functionsSee = async () =>
    modeOf(await openStore(store), 'full', { now: () => 0, logger: silentLogger })();
  return { firstnote, functionsSee };
}

describe('firstnote mode', () => {
  it('sets what the functions do, and shows it', async () => {
    const { firstnote, functionsSee } = open('set');
    expect((await firstnote()).stdout).toBe('nothing is set: "mode" of its environment holds\n');
    expect(await firstnote('notes-only')).toEqual({
      status: 0,
      stdout: 'notes-only, within half a minute\n',
      stderr: '',
    });
    expect(await functionsSee()).toBe('notes-only');
    expect((await firstnote()).stdout).toBe('notes-only, set 2026-11-25T14:00:00.000Z\n');
    await firstnote('full');
    expect(await functionsSee()).toBe('full');
  });

  it('refuses what is no mode, and a store that is none', async () => {
    const { firstnote } = open('wrong');
    await expect(firstnote('note-only')).rejects.toThrow(
      '"note-only" is not a mode; did you mean "notes-only"?',
    );
    await expect(firstnote('x')).rejects.toThrow('"x" is not a mode; there are full, notes-only, off');
    await expect(run(['off'], keptIo().io)).rejects.toThrow('which store?');
    await expect(run(['off', '--store', 'bucket'], keptIo().io)).rejects.toThrow('must be s3://BUCKET');
  });
});
