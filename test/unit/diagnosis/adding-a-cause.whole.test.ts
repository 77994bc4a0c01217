import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const ROOT = new URL('../../../', import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), 'firstnote-cause-'));
const CAUSES = 'functions/diagnosis/causes';
afterAll(() => rmSync(copy, { recursive: true }));

function rewrite(file: string, edit: (text: string) => string, from = file): void {
  writeFileSync(join(copy, file), edit(readFileSync(join(copy, from), 'utf8')));
}

/** The lines of `paused`, each followed by the same for `madeup`. */
const registered = (text: string): string =>
  text.replace(/^.*\bpaused.*$/gm, (line) => [line, line.replaceAll('paused', 'madeup')].join('\n'));

/** What the compiler says of all that the causes concern. */
function typecheck(): string {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', 'causes.json'], {
    cwd: copy,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('a cause that is added as docs/adding-a-cause.md says', () => {
  for (const part of ['functions', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const files = [`${CAUSES}/index.ts`, 'functions/diagnosis/mechanisms/index.ts'];
  writeFileSync(
    join(copy, 'causes.json'),
    JSON.stringify({ extends: './tsconfig.json', include: [], files }),
  );

  it('is asked for by the compiler, its ranking and its words, while it has an id alone', () => {
    rewrite('functions/model/cause.ts', registered);
    const errors = typecheck()
      .split('\n')
      .filter((line) => line !== '');
    expect(errors).toHaveLength(2);
    for (const error of errors)
      expect(error).toMatch(/^functions\/diagnosis\/causes\/index\.ts.*Property 'madeup' is missing/);
  });

  it('type-checks with one file and its lines in the index', () => {
    rewrite(`${CAUSES}/madeup.ts`, (text) => text.replaceAll('paused', 'madeup'), `${CAUSES}/paused.ts`);
    rewrite(`${CAUSES}/index.ts`, registered);
    expect(typecheck()).toBe('');
  });
});
