import { filesOf } from '../../../functions/actions/files.ts';
import { reportLink } from '../../../functions/actions/report-link.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { createHandler } from '../../../functions/view/handler.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { mutatedText } from '../mutate.ts';
import { ODD_TEXTS } from '../odd.ts';
import { Breach, type Target } from '../target.ts';

const NAMES = ['Q1-1764079400', 'Q2-1764079400'] as const;

/** Links to reports: only the whole link of an occurrence opens it. */
export const view: Target = {
  name: 'view',
  async open() {
    const store = memoryStore();
    const now = () => 0;
    const handler = createHandler(async () => ({
      ...{ now, logger: silentLogger, metrics: silentMetrics, store },
      minuteMs: 60_000,
      mode: async () => 'full' as const,
    }));
    const links = new Map<string, string>();
    for (const name of NAMES) {
      await filesOf(store, name).writePage('<p>the page</p><footer>firstnote</footer>');
      const link = await reportLink({ store, now }, 'https://view.example', { name });
      links.set(name, new URL(link).searchParams.get('key') ?? '');
    }
    const [first = '', second = ''] = links.values();
    return {
      async attempt(random) {
        const isName = random.next() < 0.5;
        const occurrence = isName
          ? random.pick(NAMES)
          : mutatedText([...NAMES, 'claims/x', '../link'], random);
        const isKey = random.next() < 0.3;
        const key = isKey ? random.pick([first, second]) : mutatedText([first, second], random);
        const document = random.pick(['report', 'timeline', ...ODD_TEXTS]);
        const answer = await handler(
          {
            headers: null,
            pathParameters: { occurrence },
            queryStringParameters: random.pick<Record<string, string>>([
              { key },
              { key, document },
              { document },
              {},
            ]),
          },
          {},
        );
        if (answer.statusCode >= 500) throw new Breach('5xx', `${occurrence} ${key} ${document}`);
        const isRight = links.get(occurrence) === key;
        if (answer.statusCode === 200 && !isRight) throw new Breach('forgery', `${occurrence} ${key}`);
      },
    };
  },
};
