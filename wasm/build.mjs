// Compiles log-scan.ts and writes it as a module, so that running firstnote needs no build: npm run build:wasm
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));
/** 64 KiB pages; every place in the memory is fixed (see the source). */
const PAGES = 496;

/** The compiled bytes. */
export async function compile() {
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

export const moduleText = (bytes) =>
  `/** Made from wasm/log-scan.ts by npm run build:wasm; do not edit. */\nexport const LOG_SCAN_WASM =\n  '${Buffer.from(bytes).toString('base64')}';\n`;

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(`${here}../functions/logs/scan/module.ts`, moduleText(await compile()));
