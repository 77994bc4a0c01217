import fc from 'fast-check';
import { CAUSE_IDS } from '../../functions/model/cause.ts';
import type { CollectorName } from '../../functions/model/evidence.ts';
import { PATTERN_KINDS } from '../../functions/model/log-summary.ts';
import type { Report } from '../../functions/model/report.ts';
import type { NoteContext } from '../../functions/writing/note/context.ts';
import { COLLECTOR_WORDS } from '../../functions/writing/note/words.ts';
import { character } from './character.ts';
import { playbookOf } from './report.ts';

/** Text as hostile as a cluster's: control sequences, line breaks, bidirectional overrides, markup, lone surrogates. */
export const hostileText = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: character, maxLength: 60 }),
  fc.constantFrom(
    '\u001b[31mred\u001b[0m',
    '\u001b]0;title\u0007rest',
    'a\r\nfirstnote X-1\nDO NEXT',
    '\u202egnp.exe',
    '</script><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    '\ud800',
    '\u2028line',
    'x'.repeat(3000),
  ),
);
const amount = fc.oneof(fc.nat({ max: 3_000_000 }), fc.constant(0));
const time = fc.oneof(
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constant(''),
  hostileText,
);
const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 6 });
const maybe = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(item, { freq: 3 });
const object = fc.record({ kind: hostileText, namespace: hostileText, name: hostileText });
const window = fc.record({ from: time, to: time });
const action = fc.record(
  { command: hostileText, text: hostileText, kind: fc.constantFrom('look', 'change', 'avoid') },
  { requiredKeys: ['text', 'kind'] },
);
const counts = fc.dictionary(fc.constantFrom('200', '404', '500', '503', '\u001b[1m', '__proto__'), amount);
const minute = fc.record({
  at: time,
  requests: amount,
  errors5xx: amount,
  errors4xx: amount,
  byMethod: counts,
});
const useOf = fc.record({ used: maybe(amount), request: maybe(amount), limit: maybe(amount) });

const cause = fc.record({
  cause: fc.constantFrom(...CAUSE_IDS),
  confidence: fc.constantFrom('high', 'medium', 'low'),
  object,
  title: hostileText,
  evidence: few(hostileText),
  why: few(hostileText),
  against: few(hostileText),
  actions: few(action),
});
const endpoint = fc.record({
  method: hostileText,
  path: hostileText,
  requests: amount,
  errors5xx: amount,
  errors4xx: amount,
  p50: maybe(amount),
  p95: maybe(amount),
  byStatus: counts,
});
const pattern = fc.record({
  template: hostileText,
  count: amount,
  first: time,
  last: time,
  level: fc.constantFrom('fatal', 'error', 'warn', 'info', 'debug', 'unknown'),
  kind: fc.constantFrom(...PATTERN_KINDS),
  peers: few(hostileText),
  example: hostileText,
  minutes: counts,
  pods: amount,
  workload: hostileText,
  isNew: maybe(fc.boolean()),
});
const traffic = fc.record({
  window,
  podsRead: amount,
  podsTotal: amount,
  requests: amount,
  errors5xx: amount,
  byStatus: counts,
  byMethod: fc.dictionary(hostileText, amount),
  minutes: few(minute),
  clients: few(
    fc.record({
      client: hostileText,
      requests: amount,
      errors4xx: amount,
      agent: hostileText,
      kind: fc.constantFrom('person', 'bot', 'monitoring', 'scanner'),
    }),
  ),
  abuse: fc.record({
    verdict: fc.constantFrom('none', 'scanner', 'single-client', 'unknown'),
    why: few(hostileText),
    requests429: amount,
    rateLimitLines: amount,
  }),
  ratioToBaseline: maybe(fc.double({ min: 0, max: 1000, noNaN: true })),
});
const change = fc.record({
  kind: fc.constantFrom('rollout', 'scaling', 'created', 'fields', 'announced'),
  at: time,
  object,
  what: hostileText,
  who: hostileText,
  beforeOnsetMs: maybe(fc.integer()),
  reached: fc.constantFrom('yes', 'no', 'unknown'),
  why: hostileText,
});
const collectors = Object.keys(COLLECTOR_WORDS) as CollectorName[];

/** Any report at all, most of it senseless. */
export const arbitraryReport = fc.record({
  version: fc.constant('1'),
  generatedAt: time,
  target: fc.record(
    { cluster: hostileText, namespace: hostileText, workload: object },
    { requiredKeys: ['cluster', 'namespace'] },
  ),
  window,
  onset: maybe(fc.record({ at: time, uncertaintyMs: amount, by: hostileText })),
  headline: hostileText,
  outcome: fc.constantFrom('cause', 'unexplained', 'unread', 'nothing-left', 'none-found'),
  causes: few(cause),
  ruledOut: few(
    fc.record({ what: hostileText, by: hostileText, causes: few(fc.constantFrom(...CAUSE_IDS)) }),
  ),
  changes: few(change),
  endpoints: few(endpoint),
  patterns: few(pattern),
  traffic: maybe(traffic),
  symptoms: few(fc.record({ object, text: hostileText, said: hostileText, fails: fc.boolean() })),
  dependencies: few(
    fc.record({
      name: hostileText,
      kind: fc.constantFrom('database', 'cache', 'service', 'external'),
      state: fc.constantFrom('ok', 'failing', 'unknown'),
      by: hostileText,
    }),
  ),
  rollouts: few(
    fc.record({
      workload: object,
      revision: hostileText,
      at: time,
      what: few(hostileText),
      current: fc.boolean(),
    }),
  ),
  resources: few(fc.record({ workload: object, pods: amount, cpu: useOf, memory: useOf })),
  prevention: few(hostileText),
  coverage: few(
    fc.record({
      collector: fc.constantFrom(...collectors),
      status: fc.constantFrom('ok', 'empty', 'truncated', 'forbidden', 'timeout', 'failed'),
      detail: hostileText,
    }),
  ),
  timings: fc.dictionary(fc.constantFrom('total', 'pods'), amount),
}) as fc.Arbitrary<Report>;

export const arbitraryContext = fc.record({
  alert: fc.record({ name: hostileText, severity: hostileText, value: hostileText, url: hostileText }),
  occurrence: fc.constantFrom('Q1ABCDEFGH-1764079400', 'P9-1'),
  secondsAfterPage: maybe(fc.double({ min: 0, max: 1e6, noNaN: true })),
  state: fc.constantFrom('first version', 'complete', 'partial', 'failed', 'recovered', 'not recovered'),
  stateDetail: hostileText,
  playbook: fc.constant(playbookOf()),
  nextCalls: few(fc.record({ name: hostileText, at: time })),
  reportUrl: hostileText,
}) as fc.Arbitrary<NoteContext>;
