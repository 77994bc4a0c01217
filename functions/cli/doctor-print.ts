import { isFault, type Line, type Status } from '../doctor/line.ts';
import type { Io } from '../local/io.ts';
import { present } from '../model/present.ts';
import { jsonText, visibleLine } from '../text/plain.ts';

const MARKS: Readonly<Record<Status, string>> = { ok: 'ok', fault: 'FAULT', unknown: '-' };
const WIDTH = 6;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Prints the lines, faults last, or as one JSON document; answers the exit status. */
export function printLines(lines: readonly Line[], json: boolean, io: Pick<Io, 'stdout'>): 0 | 1 {
  const faults = lines.filter(isFault);
  if (json) {
    io.stdout(`${jsonText({ version: '1', faults: faults.length, lines }, 2)}\n`);
    return faults.length === 0 ? 0 : 1;
  }
  const shown = [...lines.filter((line) => !isFault(line)), ...faults];
  const text = shown.flatMap(({ what, status, says, fix }) =>
    present(`${MARKS[status].padEnd(WIDTH)}${what}: ${says}`, fix !== '' && `${' '.repeat(WIDTH)}-> ${fix}`),
  );
  const unchecked = lines.filter(({ status }) => status === 'unknown').length;
  const rest = unchecked === 0 ? '' : `, ${unchecked} not checked`;
  io.stdout(`${text.map(visibleLine).join('\n')}\n${counted(faults.length, 'fault', 'faults')}${rest}\n`);
  return faults.length === 0 ? 0 : 1;
}
