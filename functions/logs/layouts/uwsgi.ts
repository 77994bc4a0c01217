import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html */
export const UWSGI: RequestLayout = {
  format: 'uwsgi',
  marks: [' => generated '],
  pattern: new RegExp(
    `^\\[pid: [^\\]]{1,60}\\] (?<client>[\\da-fA-F.:]{3,45}) [^\\n]{1,80}?\\} \\[(?<time>[^\\]]{20,30})\\] (?<method>${METHODS}) (?<path>\\S{1,8000}) => generated \\d{1,15} bytes in ${TOOK} \\(HTTP/[\\d.]{1,3} (?<status>\\d{3})\\)`,
    'd',
  ),
};
