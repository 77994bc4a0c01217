import { existsSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { ConfigError, loadConfig } from './config.ts';
import { checkPlaybooks } from './playbooks.ts';
import { FirstnoteStack } from './stack.ts';

/** `cdk synth -c environment=NAME` reads infra/environments/NAME.yaml; without it, the example. */
const DEFAULT_ENVIRONMENT = 'example';

try {
  const app = new App();
  const environment: unknown = app.node.tryGetContext('environment') ?? DEFAULT_ENVIRONMENT;
  const config = loadConfig(String(environment));
  checkPlaybooks(config);
  new FirstnoteStack(app, config, (name) => {
    const folder = `dist/${name}`;
    if (!existsSync(folder)) {
      throw new ConfigError(folder, ['is missing; run: npm run build']);
    }
    return Code.fromAsset(folder);
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`firstnote: ${error.message}\n`);
  process.exitCode = 2;
}
