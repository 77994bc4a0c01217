import { DocumentLines } from '../../../functions/logs/documents.ts';
import { createLogReader } from '../../../functions/logs/reader.ts';
import { Unwrapper } from '../../../functions/logs/wrappers/unwrapper.ts';
import { mutatedText } from '../mutate.ts';
import { Breach, type Target } from '../target.ts';

const T = '2026-11-24T14:03:22.123456789Z';
/** A line in each kind of wrapper. */
const WRAPPED: readonly [string, ...string[]] = [
  JSON.stringify({ log: 'Error: it broke\n', stream: 'stderr', time: T }),
  JSON.stringify({ message: 'it broke', source_type: 'file', timestamp: T }),
  JSON.stringify({ MESSAGE: [105, 116], PRIORITY: '3', __REALTIME_TIMESTAMP: '1795529002123000' }),
  JSON.stringify({ labels: { a: 'b' }, line: 'it broke', timestamp: T }),
  `${T} stdout P a part`,
  `${T} stdout F and its end`,
  '[pod/api-1/api] it broke',
  'api-1  | it broke',
  'api-6d4cf56db6-x2x9k api it broke',
  '0|api      | it broke',
  `${T} {app="api"} it broke`,
  '<14>1 2026-11-24T14:03:22Z node-1 api 12 - [a@1 b="c"] it broke',
  'Nov 24 14:03:22 node-1 api[12]: {"level":50,"msg":"it broke"}',
];
const DOCUMENTS: readonly [string, ...string[]] = [
  JSON.stringify({ events: [{ timestamp: 1795529002123, message: 'it broke', eventId: 'e' }] }, null, 4),
  JSON.stringify([{ textPayload: 'it broke', insertId: 'a', resource: { labels: { b: '[{' } } }], null, 2),
];

/** Wrapped lines and JSON documents, changed, cut into chunks anywhere: what is read is never more than what came in. */
export const wrappedLogs: Target = {
  name: 'wrapped-logs',
  open: () => ({
    attempt(random) {
      const lines = Array.from({ length: 1 + random.below(30) }, () => mutatedText(WRAPPED, random));
      const document = random.below(3) === 0 ? mutatedText(DOCUMENTS, random) : undefined;
      const log = Buffer.from(document ?? `${lines.join('\n')}\n`);
      const entries = document === undefined ? undefined : DocumentLines.of(log);
      const reader = createLogReader({ unwrap: new Unwrapper(), reference: '2026-11-25T00:00:00Z' });
      const chunk = 1 + random.below(900);
      for (let at = 0; at < log.length; at += chunk) {
        const piece = log.subarray(at, at + chunk);
        reader.push(entries?.push(piece) ?? piece);
      }
      const { summary } = reader.end();
      if (summary.lines > log.length + 1)
        throw new Breach('crash', `${summary.lines} lines of ${log.length} bytes`);
    },
  }),
};
