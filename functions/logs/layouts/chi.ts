import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://github.com/go-chi/chi/blob/master/middleware/logger.go */
export const CHI: RequestLayout = {
  format: 'chi',
  marks: ['" from '],
  pattern: new RegExp(
    `"(?<method>${METHODS}) (?<path>\\S{1,8000}) HTTP/[\\d.]{1,3}" from (?<client>[\\w.:[\\]]{2,60}?)(?::\\d{1,5})? - (?<status>\\d{3}) \\d{1,15}B in ${TOOK}`,
    'd',
  ),
};
