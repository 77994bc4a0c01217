import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://docs.gofiber.io/api/middleware/logger */
export const FIBER: RequestLayout = {
  format: 'fiber',
  marks: [' | '],
  pattern: new RegExp(
    `^\\[?\\d\\d:\\d\\d:\\d\\d\\]? \\| (?<status>\\d{3}) \\| {1,12}${TOOK} \\| {1,20}(?<client>[\\w.:]{2,45}) \\| (?<method>${METHODS}) {1,9}\\| (?<path>/\\S{0,8000})`,
    'd',
  ),
};
