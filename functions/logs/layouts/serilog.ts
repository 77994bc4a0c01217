import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://github.com/serilog/serilog-aspnetcore#request-logging */
export const SERILOG: RequestLayout = {
  format: 'serilog',
  marks: [' responded '],
  pattern: new RegExp(
    `HTTP (?<method>${METHODS}) (?<path>\\S{1,8000}) responded (?<status>\\d{3}) in ${TOOK}`,
    'd',
  ),
};
