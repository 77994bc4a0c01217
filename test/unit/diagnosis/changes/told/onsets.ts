import {
  ago,
  app,
  deployment,
  event,
  join,
  log,
  pod,
  podName,
  replicaSet,
} from '../../mechanisms/cluster.ts';
import { began, type Lines, type Parts, rollouts } from './lines.ts';

const minutes = (errors: readonly number[], end = 0) =>
  errors.map((errors5xx, i) => ({
    at: ago((end + errors.length - 1 - i) * 60),
    ...{ requests: 100, errors5xx, errors4xx: 0, byMethod: {} },
  }));
const pattern = (seconds: number | undefined, level: string) => ({
  ...{ template: `x${seconds}${level}`, count: 3, last: ago(1), kind: 'other', peers: [], example: 'x' },
  ...{ minutes: {}, level, first: seconds === undefined ? '' : ago(seconds) },
});
const logged = (errors: readonly number[], patterns: readonly object[] = [], more: object = {}): Parts => ({
  logs: [
    log({
      pod: podName('api'),
      minutes: minutes(errors),
      patterns: patterns as never,
      ...more,
    }),
  ],
});
const failing = (...args: Parameters<typeof logged>): Parts => join(app('api'), logged(...args));
const ends = (seconds: number, more: object = {}) => ({
  ...{ name: 'main', ready: false, restartCount: 1, state: { waiting: { reason: 'CrashLoopBackOff' } } },
  ...{ lastState: { terminated: { exitCode: 1, finishedAt: ago(seconds) } } },
  ...more,
});
const troubled = (name: string, status: Readonly<Record<string, unknown>>, suffix = 'aaaaa') =>
  pod(name, { ready: false, suffix, status, conditions: [] });
const pods = (...all: readonly object[]): Parts => ({ ...app('api'), pods: all });

/** A log that begins with its first minute: there is nothing before it to compare with. */
const short = (errors: readonly number[], patterns: readonly object[] = [], end = 1): Parts =>
  failing([], patterns, { minutes: minutes(errors, end), first: minutes(errors, end)[0]?.at ?? '' });

export const onsets: Lines = {
  ...Object.fromEntries(
    [
      [3, 3, 3],
      [0, 3, 3],
      [0, 2, 3],
      [2, 2, 2],
      [3, 0, 4],
      [4, 4, 4, 4, 5],
      [4, 4, 4, 4, 4, 5],
    ].map((errors) => [`short log: ${errors.join(' ')}`, began(short(errors))]),
  ),
  ...Object.fromEntries(
    [181, 180, 150, 121, 120].flatMap((seconds) =>
      ['error', 'fatal', 'warn'].map((level) => [
        `short log: ${level} ${seconds} s ago in the minute of 180`,
        began(short([5, 5, 5], [pattern(seconds, level)])),
      ]),
    ),
  ),
  'short log: the first of several lines': began(
    short([5, 5, 5], [pattern(140, 'error'), pattern(170, 'error'), pattern(undefined, 'error')]),
  ),
  'short log: minutes in another order': began(
    failing([], [], {
      minutes: minutes([4, 5, 6], 1).toReversed(),
      first: ago(180),
    }),
  ),
  ...Object.fromEntries(
    [
      [0, 0, 3],
      [0, 0, 2],
      [0, 2, 3],
      [3, 0, 4],
      [0, 0, 0, 0, 9],
      [0, 0, 0, 0, 0, 9],
      [0, 9, 0, 0],
      [0, 9, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 40, 40, 40],
      [9, 9, 9, 9, 9, 9, 9, 9],
    ].map((errors) => [`requests: ${errors.join(' ')}`, began(failing(errors))]),
  ),
  'requests: minutes in another order': began(failing([], [], { minutes: minutes([0, 4, 5]).toReversed() })),
  ...Object.fromEntries(
    [121, 120, 119, 61, 60].flatMap((seconds) =>
      ['error', 'fatal', 'warn'].map((level) => [
        `requests: ${level} ${seconds} s ago in the minute of 120`,
        began(failing([0, 5, 5], [pattern(seconds, level)], { minutes: minutes([0, 5, 5], 1) })),
      ]),
    ),
  ),
  'requests: the first of several lines': began(
    failing([], [pattern(100, 'error'), pattern(115, 'error'), pattern(undefined, 'error')], {
      minutes: minutes([0, 5, 5], 1),
    }),
  ),
  'pods: the first of several, whatever it is': began(
    pods(
      troubled('api', { containerStatuses: [ends(200)], initContainerStatuses: [ends(210, { name: 'i' })] }),
      troubled('api', { containerStatuses: [ends(205)] }, 'bbbbb'),
    ),
  ),
  'pods: of two at once, by name': began(
    pods(
      troubled('api', { containerStatuses: [ends(200)] }, 'bbbbb'),
      troubled('api', { containerStatuses: [ends(200)] }, 'aaaaa'),
    ),
  ),
  'pods: of two at once, by what it was': began(
    join(
      pods(
        troubled('api', { containerStatuses: [ends(200)] }, 'bbbbb'),
        troubled('api', { containerStatuses: [] }, 'aaaaa'),
      ),
      { events: [event('Pod', podName('api'), 'BackOff', 'x', { firstTimestamp: ago(200) })] },
    ),
  ),
  'pods: what has ended now before what ended last': began(
    pods(
      troubled('api', {
        containerStatuses: [ends(200, { state: { terminated: { exitCode: 1, finishedAt: ago(100) } } })],
      }),
    ),
  ),
};

const OLD = { hash: 'aaaaaaaaaa', revision: 1, container: { image: 'a' } };
const NEW = { hash: 'bbbbbbbbbb', revision: 2, container: { image: 'b' }, created: ago(200) };
const OLDEST = { hash: 'cccccccccc', revision: 0, container: { image: 'c' }, created: '' };
const sides = (old: readonly boolean[], current: readonly boolean[], more: Parts = {}): Parts =>
  join(
    {
      deployments: [deployment('api')],
      replicasets: [OLD, NEW, OLDEST].map((one) => replicaSet('api', one)),
      pods: [
        ...old.map((ready, i) => pod('api', { ...OLD, suffix: `o${i}`, ready })),
        ...current.map((ready, i) => pod('api', { ...NEW, suffix: `n${i}`, ready })),
      ],
    },
    more,
  );
const endpoint = (path: string, requests: number, errors5xx: number, method = 'GET') => ({
  ...{ method, path, requests, errors5xx, errors4xx: 0, p50: 1, p95: 1, byStatus: {} },
});
const took = (of: 'o0' | 'n0', ...endpoints: readonly ReturnType<typeof endpoint>[]) =>
  log({
    pod: `api-${of === 'o0' ? OLD.hash : NEW.hash}-${of}`,
    requests: endpoints.reduce((sum, { requests }) => sum + requests, 0),
    endpoints,
  });
const asked = (old: Parameters<typeof took>[1][], current: Parameters<typeof took>[1][], oldReady = true) =>
  rollouts(sides([oldReady], [true], { logs: [took('o0', ...old), took('n0', ...current)] }));

const patterns = (...kinds: readonly string[]) =>
  kinds.map((kind, i) => ({ ...pattern(100 + i, ['error', 'fatal'][i % 2] ?? ''), kind }));

export const counted: Lines = {
  ...Object.fromEntries(
    (
      [
        [[], []],
        [[], [false]],
        [[true], []],
        [[true], [false]],
        [[true], [true]],
        [[true], [true, false]],
        [[true, false], [false]],
        [
          [true, false],
          [true, false],
        ],
        [[false], [true, false]],
        [[false], [false]],
        [[false], [true]],
      ] as const
    ).map(([old, current]) => [
      `old ${old.join(' ') || 'none'}, new ${current.join(' ') || 'none'}`,
      rollouts(sides(old, current)),
    ]),
  ),
  'requests: old ones are asked for the same, and are well': asked(
    [endpoint('/', 100, 0)],
    [endpoint('/', 100, 5)],
  ),
  'requests: of old ones too few to tell': asked([endpoint('/', 99, 0)], [endpoint('/', 100, 5)]),
  'requests: too few have failed': asked([endpoint('/', 200, 0)], [endpoint('/', 100, 4)]),
  'requests: old ones are asked for others': asked([endpoint('/a', 100, 0)], [endpoint('/', 100, 50)]),
  'requests: old ones are asked otherwise': asked([endpoint('/', 100, 0, 'PUT')], [endpoint('/', 100, 50)]),
  'requests: old ones are asked for what does not fail': asked(
    [endpoint('/a', 100, 0)],
    [endpoint('/', 100, 50), endpoint('/a', 100, 0)],
  ),
  'requests: old ones are not ready': asked([endpoint('/', 100, 0)], [endpoint('/', 100, 50)], false),
  'requests: none to old ones': asked([], [endpoint('/', 100, 50)]),
  ...Object.fromEntries(
    [240, 239, 180].map((seconds) => [
      `requests: of the minute ${seconds} s ago`,
      rollouts(
        sides([true], [true], {
          logs: [
            log({
              pod: `api-${NEW.hash}-n0`,
              minutes: minutes([7, 9], 0).map((one) => ({ ...one, at: ago(seconds) })),
            }),
          ],
        }),
      ),
    ]),
  ),
  'told: reasons before failed requests': rollouts(
    sides([true], [true], {
      logs: [
        log({
          pod: `api-${NEW.hash}-n0`,
          patterns: [...patterns('http-5xx', 'other', 'other'), pattern(5, 'warn')] as never,
        }),
      ],
    }),
  ),
  'told: failed requests where there is no reason': rollouts(
    sides([true], [true], {
      logs: [log({ pod: `api-${NEW.hash}-n0`, patterns: patterns('http-5xx') as never })],
    }),
  ),
};
