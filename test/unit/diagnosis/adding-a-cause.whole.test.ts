import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { registers } from '../../registers/registers.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), 'firstnote-cause-'));
afterAll(() => rmSync(copy, { recursive: true }));

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const write = (file: string, text: string): void => writeFileSync(join(copy, file), text);

function register(): void {
  for (const { path, text } of registers(copy)) write(path, text);
}

/** What the compiler says of all that the causes concern. */
function typecheck(): string {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', 'causes.json'], {
    cwd: copy,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** The two files of a cause that is called `madeup`. */
const CAUSE = read('functions/diagnosis/causes/quota-exceeded.ts')
  .replaceAll('quota-exceeded', 'madeup')
  .replaceAll('quotaExceeded', 'madeup')
  .replace('remedy: quota,', 'remedy: nothingMore,')
  .replace(
    "import { quota } from '../remedy/rules-workload.ts'",
    "import { nothingMore } from '../remedy/rules-cluster.ts'",
  );
const MECHANISM = read('functions/diagnosis/mechanisms/_template.ts')
  .replaceAll('crash-app-error', 'madeup')
  .replaceAll('template', 'madeup')
  .replaceAll("'../analysis", "'../../analysis")
  .replaceAll("'../../model", "'../../../model")
  .replaceAll("'./shared", "'../shared")
  .replace('{ started: true }', "{ refused: 'no-room' }");

describe('a cause that is added as docs/adding-a-cause.md says', () => {
  for (const part of ['functions', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const files = ['functions/triage/build-report.ts'];
  write('causes.json', JSON.stringify({ extends: './tsconfig.json', include: [], files }));

  /** Puts a cause called `name` there, with what is left out of its two files. */
  function add(name: string, cause = CAUSE, mechanism = MECHANISM): void {
    write(`functions/diagnosis/causes/${name}.ts`, cause.replaceAll('madeup', name));
    write(`functions/diagnosis/mechanisms/pods/${name}.ts`, mechanism.replaceAll('madeup', name));
  }

  it('type-checks with two files, and is registered by itself', () => {
    add('whole');
    register();
    expect(typecheck()).toBe('');
    expect(readFileSync(join(copy, 'functions/model/cause-ids.ts'), 'utf8')).toContain("'whole'");
    expect(readFileSync(join(copy, 'functions/diagnosis/mechanisms/index.ts'), 'utf8')).toMatch(
      /^ {2}whole,$/m,
    );
  });

  it('is asked by the compiler for what it lacks', () => {
    add('unplaced', CAUSE.replace(/ {2}depth: .*\n/, ''));
    add('helpless', CAUSE.replace(/ {2}remedy: .*\n/, ''));
    add('unguided', CAUSE.replace('export const madeupGuide', 'const madeupGuide'));
    add('undescribed', CAUSE.replace(/ {2}notTakenFor:.*\n/, ''));
    add('factless', CAUSE, MECHANISM.replace(/ {10}facts: .*\n/, ''));
    add('wordless', CAUSE, MECHANISM.replace("'kubelet-said'", "'never-said'"));
    register();
    const errors = typecheck();
    expect(errors).toMatch(/causes\/unplaced\.ts.*Property 'depth' is missing/);
    expect(errors).toMatch(/causes\/helpless\.ts.*Property 'remedy' is missing/);
    expect(errors).toMatch(/causes\/index\.ts.*'unguidedGuide'/);
    expect(errors).toMatch(/causes\/undescribed\.ts.*Property 'notTakenFor' is missing/);
    expect(errors).toMatch(/pods\/factless\.ts[\s\S]*?Property 'facts' is missing/);
    expect(errors).toMatch(/pods\/wordless\.ts.*"never-said"/);
  });
});
