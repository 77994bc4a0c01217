import './node-20.mjs';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/firstnote');
/** Packages that are read at each start: bundled, they are read in half the time. The others are left to Node. */
const BUNDLED = ['@middy/core', 'd3-scale', 'd3-shape', 'yaml', 'zod'];
/** What says which packages are installed, and how they are bundled. */
const MANIFESTS = ['package.json', 'package-lock.json', 'bin/sources.mjs'];
/** ms: how long a bundle that is no longer the newest is kept, for a process that still loads parts of it. */
const KEPT_MS = 24 * 60 * 60 * 1000;
/** ms: a file's time is that of the kernel's last tick, which lies behind the clock. */
const TICK_MS = 10;

/**
 * Runs a source file (`functions/cli/cli.ts`, from the root) on Node 20 and newer, which strips no types, and answers
 * what it exports. esbuild bundles it, in 0.2 s, when a file that went into its last bundle has changed since.
 * Throws esbuild's error, whose faults have been printed, for a source that cannot be compiled.
 */
export async function load(entry) {
  const list = join(CACHE, `${entry.replaceAll('/', '-')}.json`);
  const main = newest(list) ?? (await bundle(entry, list));
  return import(pathToFileURL(join(CACHE, main)).href);
}

/** The main file of the last bundle; undefined when there is none, or a source is newer. */
function newest(list) {
  try {
    const { begunMs, main, inputs } = JSON.parse(readFileSync(list, 'utf8'));
    const isOld = (file) => statSync(join(ROOT, file)).mtimeMs <= begunMs;
    return [...MANIFESTS, ...inputs].every(isOld) && statSync(join(CACHE, main)).isFile() ? main : undefined;
  } catch {
    return undefined;
  }
}

async function bundle(entry, list) {
  const begunMs = Date.now() - TICK_MS;
  mkdirSync(CACHE, { recursive: true });
  const prefix = `${entry.replaceAll('/', '-')}-`;
  const outdir = mkdtempSync(join(CACHE, prefix));
  const { metafile } = await bundleInto(outdir, entry);
  const inputs = Object.keys(metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
  const main = `${relative(CACHE, outdir)}/main.mjs`;
  // By a rename: of two processes that build at the same time, each reads a whole list.
  writeFileSync(`${list}.${process.pid}`, JSON.stringify({ begunMs, main, inputs }));
  renameSync(`${list}.${process.pid}`, list);
  forget(prefix, dirname(main));
  return main;
}

/** Bundles a source file as it is run, to `main.mjs` in a folder below the root; `plugins` are esbuild's. */
export async function bundleInto(outdir, entry, plugins = []) {
  // Late: only a build pays for it.
  const { build } = await import('esbuild');
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const packages = Object.keys({ ...dependencies, ...devDependencies });
  return build({
    absWorkingDir: ROOT,
    entryPoints: { main: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // A command that is not asked for is not compiled.
    splitting: true,
    chunkNames: '[name]-[hash]',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Its build for Node is CommonJS, of which nothing can be left out.
    alias: { yaml: join(ROOT, 'node_modules/yaml/browser/index.js') },
    external: packages.filter((name) => !BUNDLED.includes(name)),
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    plugins: [...plugins, ownPlaces(outdir)],
  });
}

/** A source that reads a file beside itself, by `import.meta`, finds it from the bundle as well. */
const ownPlaces = (outdir) => ({
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.m?[tj]s$/ }, async ({ path }) => {
      if (path.includes(`${sep}node_modules${sep}`)) return undefined;
      const place = JSON.stringify(relative(outdir, path).split(sep).join('/'));
      const text = await readFile(path, 'utf8');
      return {
        contents: text
          .replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`)
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(resolve(path)))),
        loader: path.endsWith('ts') ? 'ts' : 'js',
      };
    });
  },
});

/** Removes the bundles that nothing loads any more. */
function forget(prefix, newestName) {
  const isOld = (name) => Date.now() - statSync(join(CACHE, name)).mtimeMs > KEPT_MS;
  for (const name of readdirSync(CACHE)) {
    const isBundle = name.startsWith(prefix) && !name.includes('.json');
    if (isBundle && name !== newestName && isOld(name))
      rmSync(join(CACHE, name), { recursive: true, force: true });
  }
}
