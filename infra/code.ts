import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { LambdaName } from '../functions/contracts/lambdas.ts';
import { ConfigError } from './config-error.ts';

/** Where the code of a function comes from: its bundle, or nothing real where only the template is wanted. */
export type CodeOf = (name: LambdaName) => Code;

/** The bundles are not needed to read a template; Lambda takes no empty code. */
export const noCode: CodeOf = () => Code.fromInline('// bundled when it is deployed');

/** What `npm run build` left in dist/. Throws a ConfigError where that is missing. */
export const bundledCode: CodeOf = (name) => {
  const folder = fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
  if (!existsSync(folder)) throw new ConfigError(`dist/${name}`, ['is missing; run: npm run build']);
  return Code.fromAsset(folder);
};
