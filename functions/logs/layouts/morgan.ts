import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** morgan's "dev", "tiny" and "short" (https://github.com/expressjs/morgan#predefined-formats), Next.js, and many like them:
 * GET /x 200 12.3 ms - 12 */
export const MORGAN: RequestLayout = {
  format: 'morgan',
  marks: [' '],
  pattern: new RegExp(
    `^(?:(?<client>[\\da-fA-F.:]{3,45}) \\S{1,40} |(?:\\S{0,40} ){0,3}?)(?<method>${METHODS}) (?<path>/\\S{0,8000})(?: HTTP/[\\d.]{1,3})? \\(?(?<status>[1-5]\\d\\d)\\)?(?:(?: [\\d-]{1,12} -| in)? ${TOOK}(?:\\s|$)| [\\d-]{1,12} - )`,
    'd',
  ),
};
