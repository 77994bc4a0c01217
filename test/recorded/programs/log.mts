type Level = 'info' | 'warn' | 'error';

/** JSON=1 logs a JSON object a line, as pino does with its labels; else a line of text, as log4j's usual pattern does. */
export const log = (level: Level, message: string, more: Record<string, unknown> = {}): void => {
  const time = new Date().toISOString();
  const { SERVICE = 'app', JSON: json } = process.env;
  const text = Object.entries(more).map(([key, value]) => ` ${key}=${value}`);
  console.log(
    json === '1'
      ? JSON.stringify({ level, time, service: SERVICE, msg: message, ...more })
      : `${time} ${level.toUpperCase().padEnd(5)} [${SERVICE}] ${message}${text.join('')}`,
  );
};

/** What a failed call says of itself: Node hides the reason of a failed fetch in its cause. */
export const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
};
