import { createHash } from 'node:crypto';
import { transform, transformSync, version } from 'esbuild';

/**
 * Globals that no test replaces (one adds to them, at most). Jest's modules run in a context whose every look at a global
 * asks an interceptor, a hundred times what a variable costs: a module looks each of these up once, as it loads.
 */
const GLOBALS = [
  ...['Array', 'BigInt', 'Boolean', 'Buffer', 'Error', 'Intl', 'JSON', 'Map', 'Math', 'Number', 'Object'],
  ...['Promise', 'Proxy', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'TextDecoder', 'TextEncoder'],
  ...['TypeError', 'URL', 'URLSearchParams', 'Uint8Array', 'WeakMap', 'WeakSet'],
  ...['decodeURIComponent', 'encodeURIComponent', 'parseInt'],
];
const OPTIONS = {
  ...{ loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'external' },
  // Only where the name is the global's: esbuild knows the scopes.
  define: Object.fromEntries(GLOBALS.map((name) => [name, `$${name}`])),
};

function optionsFor(source, file) {
  const used = GLOBALS.filter((name) => source.includes(name)).map((name) => `${name}: $${name}`);
  return { ...OPTIONS, sourcefile: file, banner: `const { ${used.join(', ')} } = globalThis;` };
}

/** Jest transform by esbuild: types go, the rest stays what production runs; stacks lead to the sources' lines. */
export default {
  process: (source, file) => transformSync(source, optionsFor(source, file)),
  processAsync: (source, file) => transform(source, optionsFor(source, file)),
  getCacheKey: (source, file) =>
    createHash('sha256')
      .update(`${version}\0${JSON.stringify(OPTIONS)}\0${file}\0${source}`)
      .digest('hex'),
};
