import { METHODS, type RequestLayout } from './layout.ts';

/** https://docs.haproxy.org/3.0/configuration.html#8.2.3 (times Tq/Tw/Tc/Tr/Ta, ms). Captured headers, or a dash in the
 * termination state ("----", "SC--", "--VN"), tell such lines from others. */
export const HAPROXY: RequestLayout = {
  format: 'haproxy',
  marks: ['} "', '-- ', ' --'],
  pattern: new RegExp(
    `(?<client>[\\da-fA-F.:]{3,45}):\\d{1,5} \\[(?<time>[^\\]]{10,40})\\] \\S{1,200} \\S{1,200} -?\\d+/-?\\d+/-?\\d+/-?\\d+/\\+?(?<duration>\\d+) (?<status>\\d{3}) [^"]{0,1000}"(?<method>${METHODS}) (?<path>[^" ]{0,8000})`,
    'd',
  ),
  unit: 1,
};
