import { ConfigError } from './config-error.ts';
import { checkEnvironments } from './playbooks.ts';

/** What `npm run synth` runs first: a user's mistake ends with exit status 2, which the CDK would make a 1. */
try {
  checkEnvironments();
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`firstnote: ${error.message}\n`);
  process.exitCode = 2;
}
