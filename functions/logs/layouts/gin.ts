import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://github.com/gin-gonic/gin/blob/master/logger.go */
export const GIN: RequestLayout = {
  format: 'gin',
  marks: ['[GIN]'],
  pattern: new RegExp(
    `^\\[GIN\\] (?<time>\\d{4}/\\d\\d/\\d\\d - \\d\\d:\\d\\d:\\d\\d) \\| +(?<status>\\d{3}) \\| +${TOOK}\\S{0,12} \\| +(?<client>[\\w.:]+) \\| +(?<method>${METHODS}) +"?(?<path>[^"\\s]{1,8000})`,
    'd',
  ),
};
