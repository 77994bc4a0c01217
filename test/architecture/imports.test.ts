import { describe, expect, it } from '@jest/globals';
import { LAMBDAS } from '../../functions/contracts/lambdas.ts';
import { folderOf, type Import, readSource, SOURCES, type Source } from './sources.ts';

/** Libraries below the Lambdas, in the order that they build on one another. */
const SHARED = ['contracts', 'core', 'logs', 'analyzers', 'clients', 'collectors', 'actions', 'runtime'];

/** Which folders each folder's files may import from, beside its own (docs/architecture.md). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  contracts: ['core'],
  logs: ['core'],
  analyzers: ['core'],
  clients: ['core'],
  collectors: ['core', 'logs'],
  actions: ['core', 'logs', 'contracts'],
  runtime: ['contracts', 'core', 'clients', 'actions'],
  ...Object.fromEntries(LAMBDAS.map((lambda) => [lambda, SHARED])),
  local: [...SHARED, ...LAMBDAS, 'infra'],
  infra: ['contracts', 'core'],
};
/** These know clients by their ports, so that a test or a host can give its own; store/json.ts needs a port alone. */
const BY_PORT = ['collectors', 'actions'];
const PORT = /^functions\/clients\/(\w+\/port|store\/json)\.ts$/;

/** What the pure folders may take from elsewhere: parsers, shapes for plots, and hashes (dice are found by purity.test.ts). */
const PURE = ['core', 'logs', 'analyzers'];
const PURE_PACKAGES = ['zod/mini', 'yaml', 'd3-scale', 'd3-shape', 'node:crypto'];

function mayImport(source: Source, imported: Import): boolean {
  const from = folderOf(source.path);
  if (!imported.ours) {
    return !PURE.includes(from) || imported.typeOnly || PURE_PACKAGES.includes(imported.of);
  }
  const to = folderOf(imported.of);
  return (
    to === from || (MAY_IMPORT[from] ?? []).includes(to) || (BY_PORT.includes(from) && PORT.test(imported.of))
  );
}

const forbidden = (sources: readonly Source[]): string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter((imported) => !mayImport(source, imported))
      .map((imported) => `${source.path} imports ${imported.typeOnly ? 'types of ' : ''}${imported.of}`),
  );

/** The files of one cycle, undefined when there is none. Types make no cycle: nothing is left of them. */
function findCycle(sources: readonly Source[]): readonly string[] | undefined {
  const targets = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ ours, typeOnly }) => ours && !typeOnly).map(({ of }) => of),
    ]),
  );
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of targets.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of targets.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe('who imports whom', () => {
  it('knows every folder', () => {
    const folders = new Set(SOURCES.map(({ path }) => folderOf(path)));
    expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
    expect(SOURCES.length).toBeGreaterThan(100);
  });

  it('is as docs/architecture.md says', () => {
    expect(forbidden(SOURCES)).toEqual([]);
  });

  it('has no cycle', () => {
    expect(findCycle(SOURCES)).toBeUndefined();
  });

  it('names files that exist', () => {
    const known = new Set(SOURCES.map(({ path }) => path));
    const missing = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter(({ ours, of }) => ours && of.endsWith('.ts') && !known.has(of))
        .map(({ of }) => `${path} -> ${of}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    ['functions/core/a.ts', "import { x } from '../logs/b.ts';"],
    ['functions/core/a.ts', "import { readFileSync } from 'node:fs';"],
    ['functions/analyzers/a.ts', "import type { A } from '../clients/kubernetes/port.ts';"],
    ['functions/collectors/a.ts', "import type { X } from '../clients/kubernetes/http.ts';"],
    ['functions/plan/a.ts', "import { x } from '../report/b.ts';"],
    ['functions/runtime/a.ts', "const x = await import('../collectors/b.ts');"],
    ['infra/a.ts', "import {\n  x,\n  type Y,\n} from '../functions/actions/b.ts';"],
  ])('finds in %s: %s', (path, text) => {
    expect(forbidden([readSource(path, text)])).toHaveLength(1);
  });

  it.each([
    ['functions/collectors/a.ts', "import type { X } from '../clients/kubernetes/port.ts';"],
    ['functions/collectors/a.ts', "import { type X, type Y } from '../clients/kubernetes/port.ts';"],
    ['functions/core/a.ts', "// import { x } from '../logs/b.ts';\n/* import 'node:fs' */"],
    ['functions/local/a.ts', "export { x } from '../plan/b.ts';"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(forbidden([readSource(path, text)])).toEqual([]);
  });

  it('finds a cycle over three files, and takes none of types', () => {
    const cycle = (type: string) => [
      readSource('functions/core/a.ts', "import { b } from './b.ts';"),
      readSource('functions/core/b.ts', "import { c } from './c.ts';"),
      readSource('functions/core/c.ts', `import ${type}{ a } from './a.ts';`),
    ];
    expect(findCycle(cycle(''))).toHaveLength(4);
    expect(findCycle(cycle('type '))).toBeUndefined();
  });
});
