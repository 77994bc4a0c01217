import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLACE, sourceOf } from './source-place.ts';

/** `npm run where -- FUNCTION < STACK`: the stack of a log with the places of the sources, by the maps of this build. */
function main([name = '']: readonly string[]): void {
  const maps = join('dist-maps', name);
  if (name === '' || !existsSync(maps)) {
    process.stderr.write(
      `firstnote: there is no ${maps}; usage: npm run where -- FUNCTION < STACK, after npm run build\n`,
    );
    process.exitCode = 2;
    return;
  }
  for (const line of readFileSync(0, 'utf8').replaceAll('\\n', '\n').split('\n')) {
    process.stdout.write(`${line.replace(PLACE, (place) => sourceOf(place, maps) ?? place)}\n`);
  }
}
main(process.argv.slice(2));
