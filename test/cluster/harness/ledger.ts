import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of the suite's table. */
export interface Entry {
  readonly fault: string;
  readonly way: 'webhook' | 'triage';
  readonly cause: string;
  readonly confidence: string;
  readonly object: string;
  readonly seconds: number;
}

const entries: Entry[] = [];

export const enter = (entry: Entry): void => void entries.push(entry);

/** The table of what was named, in Markdown. */
export const table = (): string =>
  [
    '| fault | by | cause | confidence | object | seconds |',
    '|---|---|---|---|---|---|',
    ...entries.map(
      (one) =>
        `| ${one.fault} | ${one.way} | ${one.cause} | ${one.confidence} | ${one.object} | ${one.seconds.toFixed(1)} |`,
    ),
    '',
  ].join('\n');

/** Keeps a text in NOTES_DIR, for those who want to read the notes; does nothing where that is not set. */
export const keep = (name: string, text: string): void => {
  const { NOTES_DIR } = process.env;
  if (NOTES_DIR === undefined) return;
  mkdirSync(NOTES_DIR, { recursive: true });
  writeFileSync(join(NOTES_DIR, name), text);
};
