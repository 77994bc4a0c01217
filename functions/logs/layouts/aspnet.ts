import { METHODS, type RequestLayout, TOOK } from './layout.ts';

/** https://learn.microsoft.com/aspnet/core/fundamentals/logging/: Microsoft.AspNetCore.Hosting.Diagnostics */
export const ASPNET: RequestLayout = {
  format: 'aspnet',
  marks: ['Request finished HTTP/'],
  pattern: new RegExp(
    `Request finished HTTP/[\\d.]{1,3} (?<method>${METHODS}) (?<path>\\S{1,8000})(?: \\S{1,200} \\S{1,20})? - (?<status>\\d{3}) [^\\n]{0,200}? ${TOOK}$`,
    'd',
  ),
};
