import type { LogReaderOptions, LogReading } from '../../../functions/logs/reader.ts';
import { createLogReader } from '../../../functions/logs/reader.ts';

/** Reads a text as one log, in chunks of a size that cuts lines anywhere. */
export function read(text: string | Uint8Array, options: LogReaderOptions = {}, chunk = 4096): LogReading {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const reader = createLogReader(options);
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
  return reader.end();
}

export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
