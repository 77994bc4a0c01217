import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A register: a file that lists what the files of a folder export. */
export interface Register {
  /** "functions/model/cause-ids.ts". */
  readonly path: string;
  readonly text: string;
}

interface Entry {
  /** "./scheduling/paused.ts". */
  readonly from: string;
  /** What is imported of it: "pausedGuide". */
  readonly names: readonly string[];
}

/** Biome's line width. */
const WIDTH = 110;

const HEAD = '// Made by `npm run registers` of the files beside it.\n';

/** Every file of a folder and those below it that is no template, in the order that Biome wants of imports. */
const filesOf = (root: string, folder: string): readonly { readonly from: string; readonly text: string }[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts' && !name.startsWith('_'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()
    .map((name) => ({
      from: `./${name}.ts`,
      text: readFileSync(join(root, folder, `${name}.ts`), 'utf8'),
    }));

function importOf({ from, names }: Entry, type = ''): string {
  const line = `import ${type}{ ${names.join(', ')} } from '${from}';`;
  if (line.length <= WIDTH) return line;
  return [`import ${type}{`, ...names.map((name) => `  ${name},`), `} from '${from}';`].join('\n');
}

/** "  'bad-rollout': badRollout,"; "  paused," where both are the same word. */
function memberOf(id: string, value: string): string {
  if (id === value) return `  ${id},`;
  return `  ${/^\w+$/.test(id) ? id : `'${id}'`}: ${value},`;
}

interface CauseFile {
  readonly id: string;
  readonly name: string;
  readonly from: string;
}

const causesOf = (root: string): readonly CauseFile[] =>
  filesOf(root, 'functions/diagnosis/causes').flatMap(({ from, text }) =>
    [...text.matchAll(/^export const (\w+): CauseSpec<'([\w-]+)'>/gm)].map(([, name = '', id = '']) => ({
      id,
      name,
      from,
    })),
  );

const causeIds = (
  found: readonly CauseFile[],
): string => `${HEAD.replace('beside it', 'in functions/diagnosis/causes')}
/** The causes that firstnote can name; ids are part of the report's contract. */
export const CAUSE_IDS = [
${found.map(({ id }) => `  '${id}',`).join('\n')}
] as const;
`;

function causes(found: readonly CauseFile[]): string {
  const imports = [
    ...found.map(({ from, name }) => ({ from, names: [name, `${name}Guide`], type: '' })),
    { from: './cause-spec.ts', names: ['CauseGuide', 'CauseSpec'], type: 'type ' },
  ].sort((a, b) => (a.from.slice(0, -3) < b.from.slice(0, -3) ? -1 : 1));
  return `${HEAD}
import type { CauseId } from '../../model/cause.ts';
${imports.map((entry) => importOf(entry, entry.type)).join('\n')}

/** How every cause is ranked, and what to do about it. */
export const CAUSES: { readonly [Id in CauseId]: CauseSpec<Id> } = {
${found.map(({ id, name }) => memberOf(id, name)).join('\n')}
};

/** What docs/causes.md says of each cause. No function reads it, so it is in no bundle. */
export const GUIDES: Readonly<Record<CauseId, CauseGuide>> = {
${found.map(({ id, name }) => memberOf(id, `${name}Guide`)).join('\n')}
};
`;
}

function analyzers(root: string): string {
  const found = filesOf(root, 'functions/diagnosis/mechanisms').flatMap(
    ({ from, text }): readonly Entry[] => {
      const names = [...text.matchAll(/^export const (\w+): Analyzer\b/gm)].map(([, name = '']) => name);
      return names.length === 0 ? [] : [{ from, names }];
    },
  );
  return `${HEAD}
import type { Analyzer } from '../analysis/analyzer.ts';
${found.map((entry) => importOf(entry)).join('\n')}

/** Every analyzer; their order has no meaning. */
export const ANALYZERS = [
${found.flatMap(({ names }) => names.map((name) => `  ${name},`)).join('\n')}
] as const satisfies readonly Analyzer[];
`;
}

/** The parts of a server, in the order of the index: what each register is called, its type, and what is said of it. */
const PARTS = [
  {
    part: 'failures',
    register: 'FAILURES: Readonly<Record<ServerId, Failures>>',
    doc: 'What lines say of each where it fails.',
  },
  {
    part: 'reach',
    register: 'REACHES: Readonly<Partial<Record<ServerId, Reach>>>',
    doc: 'Those that URLs or programs of their own lead to.',
  },
  {
    part: 'questions',
    register: 'QUESTIONS: Readonly<Partial<Record<ServerId, () => readonly Question[]>>>',
    doc: 'What is asked of those that have a program to ask them with in their own image.',
  },
  {
    part: 'inspection',
    register: 'INSPECTIONS: Readonly<Partial<Record<ServerId, Inspection>>>',
    doc: 'What people look at in those.',
  },
];

const camel = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function servers(root: string): string {
  const found = filesOf(root, 'functions/servers')
    .filter(({ text }) => /^export const identity: Identity\b/m.test(text))
    .map(({ from, text }) => ({ id: from.slice('./'.length, -'.ts'.length), from, text }));
  const imports = [
    ...found.map(({ id, from }) => ({ from, line: `import * as ${camel(id)} from '${from}';` })),
    {
      from: './server.ts',
      line: "import type { Failures, Identity, Inspection, Question, Reach } from './server.ts';",
    },
  ].sort((a, b) => (a.from.slice(0, -3) < b.from.slice(0, -3) ? -1 : 1));
  const members = (part: string): string =>
    found
      .filter(({ text }) => part === 'failures' || new RegExp(`^export const ${part}\\b`, 'm').test(text))
      .map(({ id }) => memberOf(id, `${camel(id)}.${part}`))
      .join('\n');
  return `${HEAD}
${imports.map(({ line }) => line).join('\n')}

/**
 * Every kind of server that is known, in parts: a bundle has only the parts that it asks for (the bundler takes the
 * namespaces above apart, as long as no part calls anything when it is read).
 */
export const IDENTITIES = {
${members('identity')}
} as const satisfies Readonly<Record<string, Identity>>;

export type ServerId = keyof typeof IDENTITIES;

${PARTS.map(({ part, register, doc }) => `/** ${doc} */\nexport const ${register} = {\n${members(part)}\n};\n`).join('\n')}`;
}

/** What is made of the files of causes, mechanisms and servers of the project that is at `root`, as it should be. */
export function registers(root: string): readonly Register[] {
  const found = causesOf(root);
  return [
    { path: 'functions/model/cause-ids.ts', text: causeIds(found) },
    { path: 'functions/diagnosis/causes/index.ts', text: causes(found) },
    { path: 'functions/diagnosis/mechanisms/index.ts', text: analyzers(root) },
    { path: 'functions/servers/index.ts', text: servers(root) },
  ];
}
