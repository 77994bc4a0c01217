import { filesOf } from '../actions/files.ts';
import { opens } from '../actions/report-link.ts';
import { isKey } from '../clients/store/port.ts';
import type { HttpReply, HttpRequest } from '../runtime/http.ts';
import type { TaskPorts } from '../runtime/open.ts';

export type ViewPorts = Pick<TaskPorts, 'now' | 'logger' | 'metrics' | 'store'>;

/** An occurrence's name (functions/core/occurrence). */
const OCCURRENCE = /^\w{1,30}-\d{1,10}$/;

/** One answer for a wrong occurrence, a wrong key and an expired one: a stranger learns nothing. */
const NOT_FOUND: HttpReply = {
  statusCode: 404,
  type: 'text/plain; charset=utf-8',
  body: 'There is no report at this address, or its link has expired.\n',
};

/** The report page or the time line of an occurrence, for whoever has the link. */
export async function view(request: HttpRequest, ports: ViewPorts): Promise<HttpReply> {
  const occurrence = request.pathParameters?.occurrence ?? '';
  const { key = '', document = 'report' } = request.queryStringParameters ?? {};
  if (!OCCURRENCE.test(occurrence) || !isKey(occurrence)) return NOT_FOUND;
  if (!(await opens(ports, occurrence, key))) return NOT_FOUND;
  const files = filesOf(ports.store, occurrence);
  if (document === 'timeline') {
    const markdown = await files.readTimeline();
    return markdown === undefined
      ? NOT_FOUND
      : { statusCode: 200, type: 'text/plain; charset=utf-8', body: markdown };
  }
  const page = await files.readPage();
  return page === undefined ? NOT_FOUND : { statusCode: 200, type: 'text/html; charset=utf-8', body: page };
}
