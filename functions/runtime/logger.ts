import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';

/** What functions say to their operators; JSON lines in CloudWatch. */
export interface Logger {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

/** The logger of a function on AWS. */
export function lambdaLogger(name: string): Logger {
  const logger = new PowertoolsLogger({ serviceName: `firstnote-${name}` });
  return {
    info: (message, details) => logger.info(message, details ?? {}),
    warn: (message, details) => logger.warn(message, details ?? {}),
    error: (message, details) => logger.error(message, details ?? {}),
  };
}

/** Says nothing. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
