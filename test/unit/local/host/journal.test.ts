import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionInput } from '../../../../functions/contracts/states.ts';
import { openJournal } from '../../../../functions/local/host/journal.ts';
import { lockFolder } from '../../../../functions/local/host/lock.ts';
import { UsageError } from '../../../../functions/local/usage-error.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstnote-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const input = { kind: 'triage', occurrence: { name: 'Q1-1' } } as unknown as ExecutionInput;
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
