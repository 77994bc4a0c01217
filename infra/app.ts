import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { chosenEnvironment } from './choice.ts';
import { loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { checkPlaybooks } from './playbooks.ts';
import { FirstnoteStack } from './stack.ts';

/** `cdk synth -c environment=NAME` reads infra/environments/NAME.yaml. */
try {
  const app = new App();
  const config = loadConfig(chosenEnvironment(app.node.getAllContext()));
  checkPlaybooks(config);
  new FirstnoteStack(app, config);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`firstnote: ${error.message}\n`);
  process.exitCode = 2;
}
