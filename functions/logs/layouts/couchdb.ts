import { METHODS, type RequestLayout } from './layout.ts';

/** https://github.com/apache/couchdb/blob/main/src/chttpd/src/chttpd.erl, log_request: peer, user, request, code, ok, ms. */
export const COUCHDB: RequestLayout = {
  format: 'couchdb',
  marks: ['[notice] '],
  pattern: new RegExp(
    `^\\[notice\\] (?<time>\\S{20,35}) \\S{1,200} <[\\d.]{3,20}> \\S{1,40} \\S{1,255} (?<client>[\\da-fA-F.:]{3,45}) \\S{1,200} (?<method>${METHODS}) (?<path>/\\S{0,8000}) (?<status>\\d{3}) \\S{1,40} (?<duration>\\d{1,9})$`,
    'd',
  ),
  unit: 1,
};
