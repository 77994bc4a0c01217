import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://devcenter.heroku.com/articles/http-routing#heroku-router-log-format */
export const HEROKU: RequestLayout = {
  format: 'heroku',
  marks: ['router]: '],
  pattern: new RegExp(
    `router\\]: at=[^\\n]{1,300}? method=(?<method>${METHODS}) path="(?<path>[^"]{1,8000})" [^\\n]{0,600}?fwd="(?<client>[^",]{2,45})[^\\n]{1,200}? service=${TOOK} status=(?<status>\\d{3})`,
    'd',
  ),
};
