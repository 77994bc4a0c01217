import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://tomcat.apache.org/tomcat-10.1-doc/config/valve.html#Access_Log_Valve: `%t %a %r %s (%D microseconds)`, without quotes. */
export const TOMCAT: RequestLayout = {
  format: 'tomcat',
  marks: [' HTTP/'],
  pattern: new RegExp(
    `^\\[(?<time>\\d[^\\]]{18,30})\\] (?<client>[\\da-fA-F.:]{3,45}) (?<method>${METHODS}) (?<path>/\\S{0,8000}) HTTP/[\\d.]{1,3} (?<status>\\d{3})(?= |$)(?: \\(${TOOK}\\))?`,
    'd',
  ),
};
