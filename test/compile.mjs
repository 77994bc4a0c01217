import { createHash } from 'node:crypto';
import { transform, transformSync, version } from 'esbuild';

const OPTIONS = { loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'inline' };

/** Jest transform by esbuild: types go, the rest stays what production runs; stacks lead to the sources' lines. */
export default {
  process: (source, file) => transformSync(source, { ...OPTIONS, sourcefile: file }),
  processAsync: (source, file) => transform(source, { ...OPTIONS, sourcefile: file }),
  getCacheKey: (source, file) =>
    createHash('sha256')
      .update(`${version}\0${JSON.stringify(OPTIONS)}\0${file}\0${source}`)
      .digest('hex'),
};
