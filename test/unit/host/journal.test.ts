import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionInput } from '../../../functions/contracts/states.ts';
import { openJournal } from '../../../functions/host/journal.ts';
import { lockFolder } from '../../../functions/host/lock.ts';
import { UsageError } from '../../../functions/local/usage-error.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstnote-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const input = {
  ...{ kind: 'triage', occurrence: { name: 'Q1-1', incidentId: 'Q1' }, escalations: [] },
} as unknown as ExecutionInput;
const open = (now = Date.now()) => openJournal(folder, () => now);
const AT = '2026-11-25T14:00:00.000Z';
const WEEK_MS = 7 * 24 * 60 * 60_000;

describe('the journal of executions', () => {
  it('gives back what was accepted and not ended, in order, with the answers of its tasks', async () => {
    const before = await open();
    await before.accept({ name: 'Q2-1', input }, '2026-11-25T14:00:01.000Z');
    await before.accept({ name: 'Q1-1', input }, AT);
    await before.accept({ name: 'Q3-1', input }, AT);
    await before.answered('Q1-1', 'Plan 1', { lead: true });
    await before.ended('Q3-1');
    const left = await (await open()).unfinished();
    expect(left.map(({ name }) => name)).toEqual(['Q1-1', 'Q2-1']);
    expect(left[0]).toMatchObject({ input, acceptedAt: AT });
    expect([...(left[0]?.answers ?? [])]).toEqual([['Plan 1', { lead: true }]]);
  });

  it('accepts a name once, also after it ended and after a restart', async () => {
    const journal = await open();
    expect(await journal.accept({ name: 'Q1-1', input }, AT)).toBe('accepted');
    await journal.ended('Q1-1');
    const again = await open();
    expect(await again.unfinished()).toEqual([]);
    expect(await again.accept({ name: 'Q1-1', input }, AT)).toBe('exists');
  });

  it('reads past a line that a dying process left half', async () => {
    const journal = await open();
    await journal.accept({ name: 'Q1-1', input }, AT);
    await appendFile(join(folder, 'Q1-1.jsonl'), '\n{"task":"Plan 1","ans');
    await journal.answered('Q1-1', 'Report 2', { outcome: 'done' });
    const [left] = await (await open()).unfinished();
    expect([...(left?.answers.keys() ?? [])]).toEqual(['Report 2']);
  });

  it('forgets an ended one after a week, a draft at once, and one that goes on never', async () => {
    const journal = await open();
    await journal.accept({ name: 'Q1-1', input }, AT);
    await journal.accept({ name: 'Q2-1', input }, AT);
    await journal.ended('Q1-1');
    await appendFile(join(folder, 'Q3-1.jsonl.draft~'), '{');
    await (await open()).unfinished();
    expect((await readdir(folder)).sort()).toEqual(['Q1-1.jsonl', 'Q2-1.jsonl']);
    await (await open(Date.now() + WEEK_MS + 1_000)).unfinished();
    expect(await readdir(folder)).toEqual(['Q2-1.jsonl']);
  });

  describe('a file that nothing of ours can have written', () => {
    it.each<[string, (file: string) => Promise<unknown>, string]>([
      ['is too large', (file) => truncate(file, 16 * 1024 * 1024 + 1), 'is larger than 16 MiB'],
      ['is no file', async (file) => [await rm(file), await mkdir(file)], 'is no file'],
      [
        'leads to nothing',
        async (file) => [await rm(file), await symlink('gone', file)],
        'cannot be read (ENOENT)',
      ],
      [
        'nests too deep',
        (file) => appendFile(file, `\n{"task":"Plan 1","answer":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
        'nests deeper than 100 levels',
      ],
      ['begins with nothing', (file) => writeFile(file, ''), 'does not begin with an execution'],
      ['begins with a number', (file) => writeFile(file, '5\n'), 'does not begin with an execution'],
      [
        'begins with a task',
        (file) => writeFile(file, '{"task":"Plan 1"}'),
        'does not begin with an execution',
      ],
      [
        'has no timers',
        (file) =>
          writeFile(file, JSON.stringify({ acceptedAt: AT, input: { ...input, escalations: undefined } })),
        'does not begin with an execution',
      ],
      ['is about nothing', (file) => writeFile(file, '{"input":null}'), 'does not begin with an execution'],
    ])('%s: it is told, stays, and keeps no other back', async (_, spoil, why) => {
      const journal = await open();
      await journal.accept({ name: 'Q1-1', input }, AT);
      await journal.accept({ name: 'Q2-1', input }, AT);
      const spoilt = join(folder, 'Q1-1.jsonl');
      await spoil(spoilt);
      const told: string[] = [];
      const again = await openJournal(
        folder,
        () => Date.now() + WEEK_MS,
        (path, says) => void told.push(`${path} ${says}`),
      );
      expect((await again.unfinished()).map(({ name }) => name)).toEqual(['Q2-1']);
      expect(told).toEqual([`${spoilt} ${why}`]);
      expect((await readdir(folder)).sort()).toEqual(['Q1-1.jsonl', 'Q2-1.jsonl']);
      expect(await again.accept({ name: 'Q1-1', input }, AT)).toBe('exists');
    });

    it('is read up to the largest that is ours', async () => {
      const journal = await open();
      await journal.accept({ name: 'Q1-1', input }, AT);
      const file = join(folder, 'Q1-1.jsonl');
      const { size } = await stat(file);
      await appendFile(file, `\n${' '.repeat(16 * 1024 * 1024 - size - 1)}`);
      expect((await (await open()).unfinished()).map(({ name }) => name)).toEqual(['Q1-1']);
    });
  });

  it('leaves alone what is not its own', async () => {
    const journal = await open();
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'notes.txt'), 'mine');
    expect(await journal.unfinished()).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['notes.txt', 'other']);
  });

  it("is its owner's alone", async () => {
    const journal = await openJournal(join(folder, 'a/b'), Date.now);
    await journal.accept({ name: 'Q1-1', input }, AT);
    expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'a/b/Q1-1.jsonl'))).mode & 0o777).toBe(0o600);
  });
});

describe('the lock of a state folder', () => {
  it('keeps a second one out until the first gives it up', async () => {
    const unlock = await lockFolder(folder);
    const second: unknown = await lockFolder(folder).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(UsageError);
    expect(String(second)).toContain(`process ${process.pid}`);
    await unlock();
    await (await lockFolder(folder))();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, began: '1' })],
    ['another process of the same id', JSON.stringify({ pid: process.pid, began: 'before' })],
    ['half a line', '{"pid":'],
  ])('is taken over from %s', async (_, left) => {
    await appendFile(join(folder, 'lock'), left);
    await (await lockFolder(folder))();
  });
});
