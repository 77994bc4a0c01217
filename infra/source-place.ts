import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';

/** "at f (file:///var/task/handler.mjs:3:1234)": file of the bundle, line and column from 1. */
export const PLACE = /([\w-]+\.mjs):(\d+):(\d+)/;

/**
 * The source's place for a place in a bundle: a function has no source map with it, since it would pay for it in each
 * cold start. `maps` is the folder of one function's maps ("dist-maps/report"). undefined for what is no place of it.
 */
export function sourceOf(place: string, maps: string): string | undefined {
  const [, file = '', line = '', column = ''] = PLACE.exec(place) ?? [];
  const path = join(maps, `${file}.map`);
  if (file === '' || !existsSync(path)) return undefined;
  const map = new SourceMap(JSON.parse(readFileSync(path, 'utf8')));
  const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
  if (!('originalSource' in entry)) return undefined;
  const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '');
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}
