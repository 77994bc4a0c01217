/** What functions say to their operators; JSON lines in CloudWatch. */
export interface Logger {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

type Level = 'INFO' | 'WARN' | 'ERROR';

/**
 * The logger of a function on AWS: one line of JSON each, past the console that Lambda's runtime wraps, as the metrics
 * are. `write` gets one line without its end.
 */
export function lambdaLogger(
  name: string,
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Logger {
  const log =
    (level: Level) =>
    (message: string, details: Record<string, unknown> = {}): void => {
      const timestamp = new Date().toISOString();
      const fixed = { level, message, timestamp, service: `firstnote-${name}` };
      // First for the reader, and last so that no detail takes their place.
      write(JSON.stringify({ ...fixed, ...details, ...fixed }));
    };
  return { info: log('INFO'), warn: log('WARN'), error: log('ERROR') };
}

/** Says nothing. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
