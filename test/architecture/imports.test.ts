import { describe, expect, it } from '@jest/globals';
import { LAMBDAS } from '../../functions/contracts/lambdas.ts';
import { type Import, readSource, roomIn, SOURCES, type Source } from './sources.ts';

const FAMILIES = [
  'pods',
  'scheduling',
  'storage',
  'network',
  'dependencies',
  'load',
  'rollout',
  'cluster',
  'cloud',
  'differences',
];
const WRITERS = ['note', 'page', 'terminal', 'time-line'];

/** What is computed from evidence alone, from the nouns up. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  text: [],
  model: ['text'],
  redaction: ['text'],
  playbook: ['model', 'text'],
  servers: ['model', 'playbook'],
  incidents: ['model', 'text', 'redaction', 'playbook'],
  'logs/figures': ['model'],
  logs: ['model', 'text', 'redaction', 'servers', 'logs/figures'],
  'diagnosis/view': ['model', 'text', 'redaction', 'playbook', 'servers', 'logs/figures'],
  'diagnosis/as-of': ['model', 'text', 'diagnosis/view'],
  'diagnosis/changes': ['model', 'text', 'logs/figures', 'diagnosis/view'],
  // What compares knows no words, no cause and no mechanism.
  'diagnosis/differences': ['model', 'text', 'logs/figures', 'diagnosis/view', 'diagnosis/changes'],
  'diagnosis/analysis': ['model', 'diagnosis/view'],
  'diagnosis/mechanisms/shared': [...mechanism(), 'diagnosis/differences'],
  ...Object.fromEntries(
    FAMILIES.map((family) => [
      `diagnosis/mechanisms/${family}`,
      [...mechanism(), 'diagnosis/changes', 'diagnosis/differences', 'diagnosis/mechanisms/shared'],
    ]),
  ),
  'diagnosis/mechanisms': [
    ...mechanism(),
    'diagnosis/mechanisms/shared',
    ...FAMILIES.map((family) => `diagnosis/mechanisms/${family}`),
  ],
  'diagnosis/causes': ['model', 'diagnosis/remedy'],
  'diagnosis/rank': ['model', 'text', ...inDiagnosis('view', 'causes', 'analysis')],
  'diagnosis/advice': ['model', 'playbook', ...inDiagnosis('view', 'causes', 'remedy')],
  'diagnosis/remedy': ['model', 'text', 'playbook', 'servers', 'diagnosis/view', 'diagnosis/changes'],
  'diagnosis/recovery': ['model'],
  'diagnosis/symptoms': [
    'model',
    'text',
    'logs/figures',
    ...inDiagnosis('view', 'differences', 'mechanisms/shared'),
  ],
  'diagnosis/sections': [
    'model',
    'text',
    'playbook',
    'logs/figures',
    ...inDiagnosis('view', 'changes', 'analysis', 'causes'),
  ],
  diagnosis: [
    'model',
    'text',
    'playbook',
    ...inDiagnosis(
      'as-of',
      'view',
      'changes',
      'differences',
      'analysis',
      'rank',
      'advice',
      'sections',
      'symptoms',
    ),
  ],
  'writing/statements': ['model', 'text'],
  'writing/report': ['model', 'text', 'writing/statements'],
  ...Object.fromEntries(
    WRITERS.map((writer) => [
      `writing/${writer}`,
      [
        'model',
        'text',
        'redaction',
        'playbook',
        'incidents',
        'diagnosis/recovery',
        'writing',
        'writing/note',
        'writing/statements',
      ],
    ]),
  ),
  triage: ['model', 'playbook', 'diagnosis', 'diagnosis/as-of', 'diagnosis/mechanisms', 'writing/report'],
};

function mechanism(): readonly string[] {
  return ['model', 'text', 'playbook', 'servers', 'logs/figures', 'diagnosis/view', 'diagnosis/analysis'];
}
function inDiagnosis(...rooms: readonly string[]): readonly string[] {
  return rooms.map((room) => `diagnosis/${room}`);
}

/** What acts: below the Lambdas, in the order that they build on one another. */
const BELOW = ['text', 'model', 'redaction', 'playbook', 'incidents'];
const WRITING = WRITERS.map((writer) => `writing/${writer}`);
const LAMBDA = [
  ...BELOW,
  ...WRITING,
  'triage',
  'diagnosis/recovery',
  'contracts',
  'clients',
  'collectors',
  'actions',
  'runtime',
];
/** What runs on a person's machine. */
const MACHINE = [...LAMBDA, ...LAMBDAS, 'local'];

/** Which rooms each room may import from, beside itself (docs/architecture.md). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...PURE,
  contracts: BELOW,
  clients: ['text', 'model', 'redaction'],
  collectors: [...BELOW, 'servers', 'logs'],
  outlets: ['model', 'incidents', 'writing/note'],
  actions: [...BELOW, 'writing/note', 'contracts', 'outlets'],
  runtime: [...BELOW, 'writing/note', 'contracts', 'clients', 'actions', 'outlets'],
  ...Object.fromEntries(LAMBDAS.map((lambda) => [lambda, LAMBDA])),
  local: [...BELOW, 'clients', 'runtime', 'doctor'],
  console: ['incidents', 'local'],
  recordings: [...BELOW, 'clients', 'actions', 'local'],
  host: [...MACHINE, 'console', 'recordings', 'infra'],
  cli: [...MACHINE, 'recordings', 'logs', 'diagnosis/analysis', 'diagnosis/mechanisms', 'infra'],
  infra: ['contracts', ...BELOW],
};
const ROOMS = Object.keys(MAY_IMPORT);
const roomOf = (path: string): string => roomIn(ROOMS, path);

/** These know clients by their ports, so that a test or a host can give its own; store/json.ts needs a port alone. */
const BY_PORT = ['collectors', 'actions', 'outlets'];
const PORT = /^functions\/clients\/(\w+\/port|store\/json)\.ts$/;

/** What the pure rooms may take from elsewhere: parsers, shapes for plots, and hashes (dice are found by purity.test.ts). */
const PURE_PACKAGES = ['zod/mini', 'yaml', 'd3-scale', 'd3-shape', 'd3-time', 'node:crypto'];

function mayImport(source: Source, imported: Import): boolean {
  const from = roomOf(source.path);
  if (!imported.ours) return !(from in PURE) || imported.typeOnly || PURE_PACKAGES.includes(imported.of);
  const to = roomOf(imported.of);
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

/** The nodes of one cycle, undefined when there is none. */
function findCycle(targets: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const target of targets.get(node) ?? []) {
      const cycle = visit(target, [...trail, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of targets.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Which file imports which. Types make no cycle: nothing is left of them. */
const byFile = (sources: readonly Source[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ ours, typeOnly }) => ours && !typeOnly).map(({ of }) => of),
    ]),
  );

/** Which room imports which, types too: a room that needs another's types stands above it. */
const byRoom = (sources: readonly Source[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    ROOMS.map((room) => {
      const imported = sources
        .filter(({ path }) => roomOf(path) === room)
        .flatMap(({ imports }) => imports.filter(({ ours }) => ours).map(({ of }) => roomOf(of)));
      return [room, [...new Set(imported)].filter((to) => to !== room)];
    }),
  );

describe('who imports whom', () => {
  it('knows every room, and no room that is not there', () => {
    expect(SOURCES.filter(({ path }) => roomOf(path) === '').map(({ path }) => path)).toEqual([]);
    const used = new Set(SOURCES.map(({ path }) => roomOf(path)));
    expect(ROOMS.filter((room) => !used.has(room))).toEqual([]);
    expect(SOURCES.length).toBeGreaterThan(100);
  });

  it('is as docs/architecture.md says', () => {
    expect(forbidden(SOURCES)).toEqual([]);
  });

  it('has no cycle of files', () => {
    expect(findCycle(byFile(SOURCES))).toBeUndefined();
  });

  it('has no cycle of rooms', () => {
    expect(findCycle(byRoom(SOURCES))).toBeUndefined();
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
    ['functions/model/a.ts', "import { x } from '../logs/b.ts';"],
    ['functions/model/a.ts', "import { readFileSync } from 'node:fs';"],
    [
      'functions/diagnosis/mechanisms/pods/a.ts',
      "import type { A } from '../../../clients/kubernetes/port.ts';",
    ],
    ['functions/diagnosis/mechanisms/pods/a.ts', "import { a } from '../network/b.ts';"],
    ['functions/diagnosis/rank/a.ts', "import { a } from '../mechanisms/pods/b.ts';"],
    ['functions/diagnosis/view/a.ts', "import type { A } from '../changes/b.ts';"],
    ['functions/writing/note/a.ts', "import { a } from '../../diagnosis/rank/b.ts';"],
    ['functions/writing/note/a.ts', "import type { A } from '../../diagnosis/mechanisms/shared/b.ts';"],
    ['functions/console/a.ts', "import { a } from '../host/b.ts';"],
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
    ['functions/model/a.ts', "// import { x } from '../logs/b.ts';\n/* import 'node:fs' */"],
    ['functions/host/a.ts', "export { x } from '../plan/b.ts';"],
    ['functions/diagnosis/mechanisms/pods/a.ts', "import { a } from '../shared/b.ts';"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(forbidden([readSource(path, text)])).toEqual([]);
  });

  it('finds a cycle over three files, and takes none of types', () => {
    const cycle = (type: string) => [
      readSource('functions/model/a.ts', "import { b } from './b.ts';"),
      readSource('functions/model/b.ts', "import { c } from './c.ts';"),
      readSource('functions/model/c.ts', `import ${type}{ a } from './a.ts';`),
    ];
    expect(findCycle(byFile(cycle('')))).toHaveLength(4);
    expect(findCycle(byFile(cycle('type ')))).toBeUndefined();
  });

  it('finds a cycle of rooms in types as well', () => {
    const cycle = [
      readSource('functions/text/a.ts', "import type { B } from '../model/b.ts';"),
      readSource('functions/model/b.ts', "import type { A } from '../text/a.ts';"),
    ];
    expect(findCycle(byRoom(cycle))).toHaveLength(3);
  });
});
