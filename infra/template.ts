import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { noCode } from './code.ts';
import { type Config, loadConfig } from './config.ts';
import { FirstnoteStack } from './stack.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A CloudFormation template, as far as tests and the local host look into it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** Without the CDK's own rules for templates, which take 5 s of CPU to load: `npm run synth` and `cdk deploy` apply them. */
export const UNJUDGED = { analyticsReporting: false, builtinCloudFormationValidation: false } as const;

/** Synthesizes the stack of an environment in this process, offline and without bundles; about half a second. */
export const synthesize = (environment = 'example'): Template => synthesizeConfig(loadConfig(environment));

/** The same of a configuration that no file holds. */
export function synthesizeConfig(config: Config): Template {
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-synth-'));
  try {
    const app = new App({ ...UNJUDGED, outdir: folder });
    const stack = new FirstnoteStack(app, config, noCode);
    return app.synth().getStackByName(stack.stackName).template as Template;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
