import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The programs of DojoPool; `NAME.mjs` is what a container runs. */
export const PROGRAMS = ['api', 'worker', 'geocoder', 'traffic', 'outside'] as const;
export type Program = (typeof PROGRAMS)[number];

/** What a ConfigMap may hold: https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const CONFIG_MAP_LIMIT_BYTES = 1024 * 1024;

/**
 * Bundles every program with its libraries: file name -> source, small enough to travel in one ConfigMap, so that
 * any cluster can run DojoPool without a registry to push to.
 */
export const bundlePrograms = async (): Promise<Record<string, string>> => {
  const { outputFiles } = await build({
    entryPoints: PROGRAMS.map((name) => fileURLToPath(new URL(`app/${name}.ts`, import.meta.url))),
    outdir: '/',
    bundle: true,
    splitting: true,
    outExtension: { '.js': '.mjs' },
    // Not minified further: an uncaught error prints its whole source line.
    minifySyntax: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node22',
    format: 'esm',
    write: false,
    logLevel: 'error',
    external: ['pg-native'],
    banner: {
      js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.filename);",
    },
  });
  const bytes = outputFiles.reduce((sum, file) => sum + file.contents.byteLength, 0);
  if (bytes > CONFIG_MAP_LIMIT_BYTES)
    throw new Error(`the programs are ${bytes} bytes, too many for a ConfigMap`);
  return Object.fromEntries(outputFiles.map((file) => [basename(file.path), file.text]));
};
