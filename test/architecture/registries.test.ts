import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COLLECTORS } from '../../functions/collectors/index.ts';
import { LAMBDAS } from '../../functions/contracts/lambdas.ts';
import { ANALYZERS } from '../../functions/diagnosis/mechanisms/index.ts';
import { ROOT } from './sources.ts';

/** Everything that the files of a folder and those below it export, by file; templates for new files are compiled, not registered. */
async function exportsOf(folder: string): Promise<readonly { file: string; value: object }[]> {
  const files = (readdirSync(`${ROOT}functions/${folder}`, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts') && !name.startsWith('_'))
    .map((name) => `functions/${folder}/${name}`);
  const modules = await Promise.all(
    files.map(async (file) => ({
      file,
      module: (await import(`${ROOT}${file}`)) as Record<string, unknown>,
    })),
  );
  return modules.flatMap(({ file, module }) =>
    Object.values(module).flatMap((value) =>
      (Array.isArray(value) ? value : [value])
        .filter((entry): entry is object => typeof entry === 'object' && entry !== null)
        .map((entry) => ({ file, value: entry })),
    ),
  );
}

const unregistered = (
  found: readonly { file: string; value: object }[],
  registry: readonly object[],
  mark: string,
) => found.filter(({ value }) => mark in value && !registry.includes(value)).map(({ file }) => file);

describe('the registries', () => {
  it('have every collector that is written', async () => {
    const found = await exportsOf('collectors');
    expect(found.filter(({ value }) => 'collect' in value).length).toBeGreaterThan(10);
    expect(unregistered(found, COLLECTORS, 'collect')).toEqual([]);
  });

  it('have every analyzer that is written', async () => {
    const found = await exportsOf('diagnosis/mechanisms');
    expect(found.filter(({ value }) => 'analyze' in value).length).toBeGreaterThan(5);
    expect(unregistered(found, ANALYZERS, 'analyze')).toEqual([]);
  });

  it('name each entry once', () => {
    for (const registry of [COLLECTORS, ANALYZERS]) {
      const names = registry.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('the Lambdas', () => {
  it.each(LAMBDAS)('%s has its folder and exports the handler that is deployed', async (name) => {
    const file = `${ROOT}functions/${name}/handler.ts`;
    expect(existsSync(file)).toBe(true);
    const { handler } = (await import(file)) as { handler: unknown };
    expect(typeof handler).toBe('function');
  });
});
