// Compiles log-scan.ts and writes it as a module, so that running firstnote needs no build: npm run build:wasm
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));
/** 64 KiB pages; every place in the memory is fixed (see the source). */
const PAGES = 496;

/** The compiled bytes. */
async function compile() {
  const files = new Map();
  const { error, stderr } = await asc.main(
    [
      'log-scan.ts',
      '--outFile',
      'scan.wasm',
      '--runtime',
      'stub',
      '--optimizeLevel',
      '3',
      '--shrinkLevel',
      '0',
      '--noAssert',
      '--enable',
      'simd',
      '--enable',
      'bulk-memory',
      '--initialMemory',
      String(PAGES),
      '--maximumMemory',
      String(PAGES),
      '--baseDir',
      here,
    ],
    { writeFile: (name, contents) => void files.set(name, contents) },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return files.get('scan.wasm');
}

/** Says which source the module was compiled from, so that a test can tell without the compiler. */
const source = createHash('sha256')
  .update(readFileSync(`${here}log-scan.ts`))
  .digest('hex');
const bytes = Buffer.from(await compile()).toString('base64');
writeFileSync(
  `${here}../functions/logs/scan/module.ts`,
  `/** Made from wasm/log-scan.ts by npm run build:wasm; do not edit. Source: sha256 ${source} */\nexport const LOG_SCAN_WASM =\n  '${bytes}';\n`,
);
