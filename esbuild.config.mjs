import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { LAMBDAS } from './functions/contracts/lambdas.ts';

/** One bundle for each Lambda: dist/NAME/handler.mjs with its source map and the playbooks beside it. */
const out = resolve(process.argv[2] ?? 'dist');
const root = fileURLToPath(new URL('.', import.meta.url));

/** CommonJS packages inside an ES module need `require` for Node's own modules. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

async function bundle(name) {
  const folder = `${out}/${name}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}/handler.ts`],
    outfile: `${folder}/handler.mjs`,
    bundle: true,
    minify: true,
    // Error names and class names are read by the state machine and by people.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE },
    // pdjs brings node-fetch 2, which prefers Node's own URL and carries 290 KB of another in vain.
    alias: { 'whatwg-url': 'node:url' },
    // The SDK is part of Lambda's runtime.
    external: ['@aws-sdk/*'],
    logLevel: 'warning',
  });
  await cp(`${root}playbooks`, `${folder}/playbooks`, {
    recursive: true,
    filter: (source) => !/\.(json|md)$/.test(source),
  });
  return { name, bytes: (await stat(`${folder}/handler.mjs`)).size };
}

try {
  for (const { name, bytes } of await Promise.all(LAMBDAS.map(bundle))) {
    process.stdout.write(`${`${name}/handler.mjs`.padEnd(24)} ${(bytes / 1024).toFixed(0).padStart(6)} KB\n`);
  }
} catch (error) {
  // esbuild has already said where and why.
  process.stderr.write(`firstnote: the bundles could not be built: ${error.message.split('\n')[0]}\n`);
  process.exitCode = 1;
}
