import { createLogReader } from '../../../functions/logs/reader.ts';
import { SAMPLES } from '../../unit/logs/samples.ts';
import { mutatedText } from '../mutate.ts';
import { Breach, type Target } from '../target.ts';

/** Lines in known formats, changed, cut into chunks anywhere. */
export const logs: Target = {
  name: 'logs',
  open: () => ({
    attempt(random) {
      const lines = Array.from({ length: 1 + random.below(30) }, () => mutatedText(SAMPLES, random));
      const log = Buffer.from(`${lines.join('\n')}\n`);
      const reader = createLogReader({ patterns: 'all', reference: '2026-11-25T00:00:00Z' });
      const chunk = 1 + random.below(900);
      for (let at = 0; at < log.length; at += chunk) reader.push(log.subarray(at, at + chunk));
      const { summary } = reader.end();
      const expected = log.filter((byte) => byte === 10).length;
      if (summary.lines !== expected) throw new Breach('crash', `${summary.lines} lines of ${expected}`);
    },
  }),
};
