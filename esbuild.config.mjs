import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { LAMBDAS } from './functions/contracts/lambdas.ts';
import { overBudget } from './infra/bundle-budgets.ts';
import { ConfigError } from './infra/config-error.ts';
import { checkEnvironments } from './infra/playbooks.ts';

/**
 * One bundle for each Lambda: dist/NAME/ is what its zip holds. Source maps lie apart, in dist-maps/NAME/: a function
 * that loads its map pays for it in each cold start.
 */
const out = resolve(process.argv[2] ?? 'dist');
const maps = `${out}-maps`;
const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * CommonJS packages inside an ES module need `require`, and for Node's own modules alone, since all else is bundled:
 * `createRequire` would load node:module and what reads source maps for that. It throws where there is none: packages
 * try what they can do without (bufferutil of ws).
 */
const REQUIRE =
  'const require = (name) => { const found = process.getBuiltinModule(name); ' +
  "if (found === undefined) throw new Error('there is no module ' + name); return found; };";

/**
 * Node's own modules by `require`: an import of one in an ES module reads all its exports, getters too, and node:http has
 * one (WebSocket) that loads Node's whole fetch, 40 ms of CPU in each cold start
 * (https://github.com/nodejs/node/blob/main/lib/http.js); node:crypto has web crypto.
 */
const requireBuiltins = {
  name: 'require-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[\w:/]+$/ }, ({ path, kind }) => {
      if (!isBuiltin(path)) return undefined;
      return kind === 'require-call' ? { path, external: true } : { path, namespace: 'required' };
    });
    onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** Of ws, compression stays out: functions/clients/exec turns it off, and only its name is asked for. */
const withoutDeflate = {
  name: 'without-deflate',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/permessage-deflate$/ }, ({ path }) => ({ path, namespace: 'without-deflate' }));
    onLoad({ filter: /.*/, namespace: 'without-deflate' }, () => ({
      contents: "module.exports = { extensionName: 'permessage-deflate' };",
    }));
  },
};

/**
 * Of zod's helpers only those that are called: one call of them through two namespaces (`core.util`), which esbuild
 * does not see through, keeps all 13 KB. The file has the same helpers by one name already.
 */
const zodByOneName = {
  name: 'zod-by-one-name',
  setup({ onLoad }) {
    onLoad({ filter: /\/zod\/v4\/mini\/schemas\.js$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      const hasName = contents.includes('import * as util from "../core/util.js"');
      return hasName ? { contents: contents.replaceAll('core.util.', 'util.') } : undefined;
    });
  },
};

async function bundle(name) {
  const folder = `${out}/${name}`;
  await Promise.all([folder, `${maps}/${name}`].map((made) => rm(made, { recursive: true, force: true })));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { handler: `functions/${name}/handler.ts` },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported late lies in a file of its own, which is not compiled until then.
    splitting: true,
    chunkNames: '[name]-[hash]',
    minify: true,
    // Short names, a twentieth of the code: errors name themselves, and the maps know where a stack's lines are from.
    sourcemap: 'external',
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE },
    // pdjs brings node-fetch 2, which prefers Node's own URL and carries 290 KB of another in vain.
    // Of ws, the client without the server.
    alias: { 'whatwg-url': 'node:url', ws: `${root}node_modules/ws/lib/websocket.js` },
    plugins: [requireBuiltins, withoutDeflate, zodByOneName],
    logLevel: 'warning',
    write: false,
  });
  for (const { path, contents } of outputFiles) {
    const file = path.endsWith('.map') ? path.replace(folder, `${maps}/${name}`) : path;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  return { name, bytes: await bytesOf(folder) };
}

/** Bytes of all that lies in a folder. */
async function bytesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const stats = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return stats.reduce((sum, { size }) => sum + size, 0);
}

try {
  checkEnvironments();
  const bundles = await Promise.all(LAMBDAS.map(bundle));
  for (const { name, bytes } of bundles) {
    process.stdout.write(`${name.padEnd(9)} ${(bytes / 1024).toFixed(0).padStart(4)} KB\n`);
  }
  for (const fault of overBudget(bundles)) {
    process.stderr.write(`firstnote: ${fault}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  const isUsers = error instanceof ConfigError;
  // esbuild has already said where and why.
  const why = isUsers ? error.message : `the bundles could not be built: ${error.message.split('\n')[0]}`;
  process.stderr.write(`firstnote: ${why}\n`);
  process.exitCode = isUsers ? 2 : 1;
}
