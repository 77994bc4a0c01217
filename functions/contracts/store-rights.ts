import type { FunctionName } from './lambdas.ts';
import { INDEX_KEY, LOOK_KEY, MODE_KEY } from './store.ts';

/** What a function reads and writes of the store: keys, `*` for any characters, as a policy of IAM has them. */
export interface StoreRights {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** What a note is made of, and made once by: read by whoever writes one. */
const NOTE = {
  reads: [
    ...['*/plan.json', '*/edition.json', '*/ending.json', '*/lapses.json', '*/timers.json', '*/link.json'],
    ...['*/calls/*.json', '*/effects/*.json', MODE_KEY],
  ],
  writes: ['*/effects/*.json', '*/link.json'],
} as const;

/**
 * Who reads and writes what: the roles of the functions are generated from this table (infra/storage.ts), and a test runs
 * the functions against it (test/whole/store-rights.test.ts). Nobody may write a playbook or the switch, which are
 * an operator's, and no function that reads what strangers wrote may write what another one takes for decided.
 */
export const STORE_RIGHTS: Readonly<Record<FunctionName, StoreRights>> = {
  webhook: { reads: [INDEX_KEY, MODE_KEY], writes: [] },
  plan: {
    reads: [INDEX_KEY, 'claims/*.json', 'incidents/*.json'],
    writes: ['*/plan.json', 'claims/*.json', 'incidents/*.json'],
  },
  collect: { reads: ['*/plan.json'], writes: ['*/evidence-*-fast.json'] },
  'collect-logs': {
    reads: ['*/plan.json'],
    writes: ['*/evidence-*-logs.json', '*/evidence-*-all.json'],
  },
  'collect-exec': { reads: ['*/plan.json'], writes: ['*/evidence-*-exec.json'] },
  report: {
    reads: [...NOTE.reads, '*/evidence-*.json'],
    writes: [...NOTE.writes, '*/edition.json', '*/report.html', '*/lapses.json', '*/timers.json'],
  },
  escalate: {
    reads: [...NOTE.reads, 'claims/*.json', 'incidents/*.json'],
    writes: [...NOTE.writes, '*/calls/*.json', 'claims/*.json'],
  },
  recover: {
    reads: [...NOTE.reads, '*/evidence-*.json', 'claims/*.json', 'incidents/*.json'],
    writes: [...NOTE.writes, '*/report.html', '*/ending.json', 'claims/*.json'],
  },
  view: {
    reads: [
      ...['*/link.json', '*/report.html', '*/ending.json', '*/timeline.md', '*/plan.json', '*/lapses.json'],
      ...['*/calls/*.json', MODE_KEY],
    ],
    writes: [],
  },
  doctor: { reads: [INDEX_KEY, LOOK_KEY, MODE_KEY], writes: [LOOK_KEY] },
};

/** Whether a key is one of these. */
export const matchesKey = (patterns: readonly string[], key: string): boolean =>
  patterns.some((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(key),
  );
