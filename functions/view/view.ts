import { filesOf, type OccurrenceFiles } from '../actions/files.ts';
import { LINK_DAYS, opensUntil } from '../actions/report-link.ts';
import { isKey } from '../clients/store/port.ts';
import { callsOf } from '../runtime/calls.ts';
import type { HttpReply, HttpRequest } from '../runtime/http.ts';
import type { TaskPorts } from '../runtime/open.ts';
import { withCalls } from '../writing/page/calls-part.ts';
import { withLinkLife } from '../writing/page/link-life.ts';

export type ViewPorts = Pick<TaskPorts, 'now' | 'logger' | 'metrics' | 'store' | 'minuteMs' | 'mode'>;

/** An occurrence's name (functions/incidents/occurrence). */
const OCCURRENCE = /^\w{1,30}-\d{1,10}$/;

/** One answer for a wrong occurrence, a wrong key and an expired one: a stranger learns nothing. */
const NOT_FOUND: HttpReply = {
  statusCode: 404,
  type: 'text/plain; charset=utf-8',
  body: `There is no report at this address, or its link has expired: a link works for ${LINK_DAYS} days.\n`,
};

/** The report page or the time line of an occurrence, for whoever has the link. */
export async function view(request: HttpRequest, ports: ViewPorts): Promise<HttpReply> {
  const occurrence = request.pathParameters?.occurrence ?? '';
  const { key = '', document = 'report' } = request.queryStringParameters ?? {};
  if (!OCCURRENCE.test(occurrence) || !isKey(occurrence)) return NOT_FOUND;
  const until = await opensUntil(ports, occurrence, key);
  if (until === undefined) return NOT_FOUND;
  const files = filesOf(ports.store, occurrence);
  if (document === 'timeline') {
    const markdown = await files.readTimeline();
    return markdown === undefined
      ? NOT_FOUND
      : { statusCode: 200, type: 'text/plain; charset=utf-8', body: markdown };
  }
  const page = await files.readPage();
  if (page === undefined) return NOT_FOUND;
  const body = withLinkLife(await withCallsNow(page, occurrence, files, ports), until);
  return { statusCode: 200, type: 'text/html; charset=utf-8', body };
}

/** The page with the calls as they are now; without them where they cannot be read. */
async function withCallsNow(
  page: string,
  occurrence: string,
  files: OccurrenceFiles,
  ports: ViewPorts,
): Promise<string> {
  // An occurrence is named after the second that it began in.
  const createdAt = new Date(Number(occurrence.split('-')[1]) * 1_000).toISOString();
  try {
    const plan = await files.readPlan();
    const known = { createdAt, playbook: plan?.playbook, timersRun: true };
    return withCalls(page, await callsOf(known, files, ports));
  } catch (error) {
    ports.logger.warn('the page lacks the calls', { occurrence, why: String(error) });
    return page;
  }
}
