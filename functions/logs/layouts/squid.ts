import { METHODS, type RequestLayout } from './layout.ts';

/** https://wiki.squid-cache.org/Features/LogFormat */
export const SQUID: RequestLayout = {
  format: 'squid',
  marks: ['TCP_', 'NONE', 'UDP_'],
  pattern: new RegExp(
    `^(?<time>\\d{10}\\.\\d{3}) {1,8}(?<duration>\\d{1,9}) (?<client>[\\w.:-]{2,255}) [A-Z_]{3,40}/(?<status>\\d{3}) \\d{1,15} (?<method>${METHODS}) (?<path>\\S{1,8000}) `,
    'd',
  ),
  unit: 1,
};
