import { createHash } from 'node:crypto';
import { buildSync, version } from 'esbuild';

const OPTIONS = { bundle: true, format: 'esm', target: 'node20', platform: 'node', minify: true };

/**
 * Jest transform that makes one module of a package with many: each test file loads a package anew, and what that costs
 * goes by modules. A package must not change without its version for this, as for npm.
 */
export default {
  process: (_source, file) => {
    const [output] = buildSync({ ...OPTIONS, entryPoints: [file], write: false }).outputFiles;
    return { code: output.text };
  },
  getCacheKey: (source, file) =>
    createHash('sha256')
      .update(`${version}\0${JSON.stringify(OPTIONS)}\0${file}\0${source}`)
      .digest('hex'),
};
