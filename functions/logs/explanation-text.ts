import type { Explanation } from './explain.ts';

const LEVEL_FROM = { line: 'the line says so', trace: 'it carries a trace', words: 'by its words' };
const TIME_FROM = { runtime: 'the stamp before the line', line: 'of the line' };

/** How a line was read, for people: a part a line, and what is not there is said to be none. */
export function explanationText(found: Explanation): string {
  const { unwrapped, format, time, timeFrom, level, levelFrom, message, template, request } = found;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['inside', unwrapped],
    ['format', format],
    ['time', time === undefined ? 'none' : `${time} (${TIME_FROM[timeFrom ?? 'line']})`],
    ['level', levelFrom === undefined ? 'none' : `${level} (${LEVEL_FROM[levelFrom]})`],
    ['message', message || 'none'],
    ['template', template || undefined],
    ['request', request === undefined ? 'none' : requestText(request)],
  ];
  return rows
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(9)} ${value}\n`]))
    .join('');
}

function requestText({ method, path, status, ms, client }: NonNullable<Explanation['request']>): string {
  const took = ms === undefined ? '' : `, ${Math.round(ms * 1000) / 1000} ms`;
  return `${method} ${path} ${status}${took}${client === undefined ? '' : `, client ${client}`}`;
}
