import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, normalize } from 'node:path/posix';
import { describe, expect, it } from '@jest/globals';
import { LAMBDAS } from '../../functions/contracts/lambdas.ts';
import { type Import, ROOT, readSource, type Source } from './sources.ts';

/** Folders with sources; those with a package.json of their own are first, since each of them is in another one. */
const OWN_PACKAGES = ['test/browser', 'wasm'];
const FOLDERS = ['functions', 'infra', 'bin', 'bench', 'test', 'wasm', '.ci'];

const sources: readonly Source[] = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((path) => !path.includes('node_modules/'))
      .map((path) => `${folder}/${path}`),
  ),
  ...readdirSync(ROOT),
]
  .filter((path) => /\.m?[tj]s$/.test(path))
  .map((path) => readSource(path, readFileSync(`${ROOT}${path}`, 'utf8')));

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly bin?: string | Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(`${ROOT}${folder}/package.json`, 'utf8')) as Manifest;

/** "@jest/globals" of "@jest/globals", "zod" of "zod/mini". */
const packageOf = (name: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;

/** "@types/ws" for ws, "@types/d3__x" for "@d3/x". */
const typesOf = (name: string): string => `@types/${name.replace(/^@([^/]+)\//, '$1__')}`;

const isPackage = ({ of, ours }: Import): boolean => !ours && !isBuiltin(of);

describe.each(['', ...OWN_PACKAGES])('the packages of "%s/package.json"', (folder) => {
  const manifest = manifestOf(folder);
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const mine = sources.filter(
    ({ path }) => (OWN_PACKAGES.find((own) => path.startsWith(`${own}/`)) ?? '') === folder,
  );
  const imported = new Set(
    mine.flatMap(({ imports }) => imports.filter(isPackage).map(({ of }) => packageOf(of))),
  );

  it('are each imported, or called by a script', () => {
    const { scripts } = manifestOf('');
    const commands = [...Object.values(scripts ?? {}), ...Object.values(manifest.scripts ?? {})].join('\n');
    const isCalled = (name: string): boolean => {
      const { bin = {} } = manifestOf(`node_modules/${name}`);
      const names = typeof bin === 'string' ? [packageOf(name)] : Object.keys(bin);
      return (
        commands.includes(`node_modules/${name}/`) ||
        names.some((called) => new RegExp(`(?:^|&& )${called}\\b`, 'm').test(commands))
      );
    };
    const typed = new Set(['node', ...imported].map(typesOf));
    const unused = declared.filter(
      (name) => !imported.has(name) && !typed.has(name) && !(folder === '' && isCalled(name)),
    );
    expect(declared.length).toBeGreaterThan(0);
    expect(unused).toEqual([]);
  });

  it('are all that is imported', () => {
    const outer = Object.keys({ ...manifestOf('').dependencies, ...manifestOf('').devDependencies });
    const known = new Set([...declared, ...outer]);
    expect([...imported].filter((name) => !known.has(name) && !known.has(typesOf(name)))).toEqual([]);
  });
});

/** esbuild.config.mjs bundles these by their place. */
const ENTRIES = LAMBDAS.map((name) => `functions/${name}/handler.ts: handler`);

const VALUES = /^export (?:async )?(?:abstract )?(?:const|let|function\*?|class) (\w+)/gm;
const TYPES = /^export (?:interface|type) (\w+)/gm;
const NAMED = /^(import|export)\s+(?:type\s)?(?:\w+,\s*)?\{([^}]*)\}(?:\s+from\s+'(\.[^']+)')?/gm;
const WHOLE = /^(?:import|export)\s+(?:type\s)?\*(?: as (\w+))?\s+from\s+'(\.[^']+)'/gm;
/** What is declared within another file's types finds those by their names alone. */
const WITHIN = /^declare module '(\.[^']+)' \{([\s\S]*?)^\}/gm;
const LATE = /\bimport\(\s*'(\.[^']+)'\s*,?\s*\)/g;

/** "{ a, type b as c }" as [["a", "a"], ["b", "c"]]: its name there, its name here. */
const pairsOf = (listed: string): readonly (readonly [string, string])[] =>
  listed
    .split(',')
    .map((item) => item.trim().replace(/^type /, ''))
    .filter((item) => item !== '')
    .map((item) => {
      const [there = '', here = there] = item.split(' as ');
      return [there, here];
    });

const placeOf = (path: string, from: string): string => normalize(`${dirname(path)}/${from}`);

/**
 * "functions/model/cause.ts: causeIds" of each name that a file lets others use. A type that the file itself uses may be
 * part of a function's signature, so that a caller can name it.
 */
function exportsOf({ path, bare }: Source): readonly string[] {
  const types = [...bare.matchAll(TYPES)].map(([, name = '']) => name);
  const declared = [
    ...[...bare.matchAll(VALUES)].map(([, name = '']) => name),
    ...types.filter((name) => [...bare.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length === 1),
  ];
  const listed = [...bare.matchAll(NAMED)].flatMap(([, what, names = '']) =>
    what === 'export' ? pairsOf(names).map(([, here]) => here) : [],
  );
  return [...declared, ...listed].map((name) => `${path}: ${name}`);
}

/** What a file uses of others, in the same form; "functions/model/cause.ts: *" where it may be anything of it. */
function usesOf({ path, bare }: Source): readonly string[] {
  const named = [...bare.matchAll(NAMED)].flatMap(([, , names = '', from]) =>
    from === undefined ? [] : pairsOf(names).map(([there]) => `${placeOf(path, from)}: ${there}`),
  );
  const whole = [...bare.matchAll(WHOLE)].flatMap(([, name, from = '']) => {
    const members = [...bare.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(([, member]) => member);
    const used = name === undefined || members.length === 0 ? ['*'] : members;
    return used.map((member) => `${placeOf(path, from)}: ${member}`);
  });
  const within = [...bare.matchAll(WITHIN)].flatMap(([, from = '', body = '']) =>
    [...body.matchAll(/\w+/g)].map(([name]) => `${placeOf(path, from)}: ${name}`),
  );
  const late = [...bare.matchAll(LATE)].map(([, from = '']) => `${placeOf(path, from)}: *`);
  return [...named, ...whole, ...within, ...late];
}

describe('what a source of functions/ or infra/ exports', () => {
  const used = new Set([...ENTRIES, ...sources.flatMap(usesOf)]);
  const exported = sources
    .filter(({ path }) => /^(?:functions|infra)\//.test(path) && !path.endsWith('/_template.ts'))
    .flatMap(exportsOf);

  it('is used outside of its file', () => {
    expect(exported.length).toBeGreaterThan(1000);
    const unused = exported.filter((name) => !used.has(name) && !used.has(name.replace(/ \w+$/, ' *')));
    expect(unused).toEqual([]);
  });
});
