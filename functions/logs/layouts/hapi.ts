import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://github.com/hapijs/good-console */
export const HAPI: RequestLayout = {
  format: 'hapi',
  marks: ['[response'],
  pattern: new RegExp(
    `\\[response[^\\]]{0,80}\\] \\S{1,300} (?<method>${METHODS.toLowerCase()}) (?<path>/\\S{0,8000}) (?:\\{[^{}]{0,2000}\\} )?(?<status>\\d{3}) \\(${TOOK}\\)`,
    'd',
  ),
};
