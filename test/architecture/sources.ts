import { readdirSync, readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path/posix';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** "functions/model/cause.ts" for a file of ours, "node:fs" or "zod/mini" for anything else. */
  readonly of: string;
  readonly ours: boolean;
  /** True when nothing is left of it at run time. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** "functions/model/cause.ts". */
  readonly path: string;
  readonly text: string;
  /** The text without comments. */
  readonly bare: string;
  /** The text without comments and the insides of strings, for looking at what it does. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const STATIC = /^(?:import|export)\s+(type\s)?([^'"();=]*?)\sfrom\s+'([^']+)'/gm;
const FOR_EFFECT = /^import\s+'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*,?\s*\)/g;

export function readSource(path: string, text: string): Source {
  const bare = withoutComments(text);
  const found = [
    ...[...bare.matchAll(STATIC)].map(([, type, names = '', of = '']) => ({
      of,
      typeOnly: type !== undefined || onlyTypes(names),
    })),
    ...[...bare.matchAll(FOR_EFFECT)].map(([, of = '']) => ({ of, typeOnly: false })),
    ...[...bare.matchAll(DYNAMIC)].map(([, of = '']) => ({ of, typeOnly: false })),
  ];
  return {
    path,
    text,
    bare,
    code: bare.replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''"),
    imports: found.map(({ of, typeOnly }) => {
      const ours = of.startsWith('.');
      return { of: ours ? normalize(`${dirname(path)}/${of}`) : of, ours, typeOnly };
    }),
  };
}

/** "{ type A, type B }": each name is a type. */
function onlyTypes(names: string): boolean {
  const listed = /^\{([\s\S]*)\}$/
    .exec(names.trim())?.[1]
    ?.split(',')
    .map((name) => name.trim());
  return listed?.filter((name) => name !== '').every((name) => name.startsWith('type ')) ?? false;
}

/** Block and line comments that begin a line or follow a space; "/incidents/*" in a string is none. */
const withoutComments = (text: string): string =>
  text.replaceAll(/(^|\s)\/\*[\s\S]*?\*\//gm, '$1').replaceAll(/(^|\s)\/\/.*$/gm, '$1');

/** Which of the rooms a file lives in, the innermost one ("diagnosis/rank", "infra"); '' where it is none of them. */
export function roomIn(rooms: readonly string[], path: string): string {
  const inside = path.replace(/^functions\//, '');
  const around = rooms.filter((room) => inside.startsWith(`${room}/`));
  return around.reduce((innermost, room) => (room.length > innermost.length ? room : innermost), '');
}

/** Every TypeScript source of functions/ and infra/, formatted as Biome does. */
export const SOURCES: readonly Source[] = ['functions', 'infra']
  .flatMap((top) =>
    (readdirSync(`${ROOT}${top}`, { recursive: true }) as string[]).map((path) => `${top}/${path}`),
  )
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => readSource(path, readFileSync(`${ROOT}${path}`, 'utf8')));
