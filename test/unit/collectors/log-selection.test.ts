import { describe, expect, it } from '@jest/globals';
import { LAST_WORDS, selectLogs } from '../../../functions/collectors/log-selection.ts';
import { podEvidence, WINDOW } from '../../support/evidence-context.ts';
import { rawPod } from '../../support/recording.ts';

/** Pods beside the first of each workload that are read, and pods of the target. */
const MAX_LOG_PODS = 40;
const MAX_TARGET_PODS = 40;

const target = { cluster: 'test', namespace: 'shop' };
type Selection = ReturnType<typeof selectLogs>;
type Raw = ReturnType<typeof rawPod>;

const select = async (
  items: readonly unknown[],
  more: Partial<Parameters<typeof selectLogs>[0]> = {},
  evidence: Parameters<typeof selectLogs>[0]['evidence'] = {},
): Promise<Selection> =>
  selectLogs({
    target,
    window: WINDOW,
    ...more,
    evidence: { pods: await podEvidence(items), ...evidence },
  });
const podsOf = ({ requests }: Selection): readonly string[] => [...new Set(requests.map(({ pod }) => pod))];

const of = (workload: string, suffix: string, more: Parameters<typeof rawPod>[1] = {}): Raw =>
  rawPod(`${workload}-5d4f8c7b9-${suffix}`, { owner: `${workload}-5d4f8c7b9`, ...more });
/** Not ready, though its container runs. */
const running = (pod: Raw): object =>
  withStatus(pod, {
    containerStatuses: pod.status.containerStatuses.map((status) => ({ ...status, state: { running: {} } })),
  });
const withStatus = (pod: Raw, status: object): object => ({ ...pod, status: { ...pod.status, ...status } });
const since = (pod: Raw, creationTimestamp: string): object => ({
  ...pod,
  metadata: { ...pod.metadata, creationTimestamp },
});
const warning = (pod: string, more: object = {}) => ({
  type: 'Warning',
  lastTimestamp: WINDOW.to,
  involvedObject: { kind: 'Pod', namespace: 'shop', name: pod },
  ...more,
});
const eventsOf = (...events: readonly object[]) =>
  ({
    events: { collector: 'events', status: 'ok', detail: '', ms: 1, data: events },
  }) as unknown as Parameters<typeof selectLogs>[0]['evidence'];

describe('the order in which logs are read', () => {
  it('is by what a pod shows: not ready, then restarts, then warnings, then nothing', async () => {
    const selection = await select(
      [
        of('calm', 'a'),
        of('warned', 'a'),
        of('restarted', 'a', { restarts: 1 }),
        running(of('down', 'a', { ready: false })),
      ],
      {},
      eventsOf(warning('warned-5d4f8c7b9-a')),
    );
    expect(podsOf(selection).map((name) => name.split('-')[0])).toEqual([
      'down',
      'restarted',
      'warned',
      'calm',
    ]);
    expect(selection.requests.filter(({ previous }) => !previous).map(({ failing }) => failing)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('counts the restarts of init containers', async () => {
    const [status] = of('a', 'a', { restarts: 2 }).status.containerStatuses;
    const pod = withStatus(of('init', 'a'), { initContainerStatuses: [{ ...status, name: 'init' }] });
    expect(podsOf(await select([of('calm', 'a'), pod]))[0]).toBe('init-5d4f8c7b9-a');
  });

  it.each([
    ['of this window', {}, true],
    ['at its begin', { lastTimestamp: WINDOW.from }, true],
    ['without a time', { lastTimestamp: '' }, true],
    ['from before it', { lastTimestamp: '2026-11-25T00:00:00Z' }, false],
    [
      'of another kind of object',
      { involvedObject: { kind: 'Node', namespace: 'shop', name: 'z-5d4f8c7b9-a' } },
      false,
    ],
    [
      'of another namespace',
      { involvedObject: { kind: 'Pod', namespace: 'till', name: 'z-5d4f8c7b9-a' } },
      false,
    ],
    ['that is none', { type: 'Normal' }, false],
  ])('takes a warning %s for a symptom: %p, %p', async (_, more, isSymptom) => {
    const selection = await select(
      [of('a', 'a'), of('z', 'a')],
      {},
      eventsOf(warning('z-5d4f8c7b9-a', more)),
    );
    expect(podsOf(selection)[0]).toBe(isSymptom ? 'z-5d4f8c7b9-a' : 'a-5d4f8c7b9-a');
  });

  it('does not take a pod that has done its work for one that fails', async () => {
    const done = withStatus(of('z', 'a', { ready: false }), { phase: 'Succeeded' });
    const { requests } = await select([of('a', 'a'), done]);
    expect(requests.some(({ failing }) => failing)).toBe(false);
  });

  it('begins with the newest of pods that are alike, then by name', async () => {
    const chosen = await select([
      since(of('a', 'old', { ready: false }), '2026-11-25T12:00:00Z'),
      since(of('a', 'y', { ready: false }), '2026-11-25T13:30:00Z'),
      since(of('a', 'x', { ready: false }), '2026-11-25T13:30:00Z'),
    ]);
    const asked = await select([
      since(of('a', 'old', { restarts: 1 }), '2026-11-25T12:00:00Z'),
      since(of('a', 'y', { restarts: 1 }), '2026-11-25T13:30:00Z'),
      since(of('a', 'x', { restarts: 1 }), '2026-11-25T13:30:00Z'),
    ]);
    expect(chosen.pods).toBe(3);
    expect(podsOf(asked).map((name) => name.split('-')[2])).toEqual(['x', 'y', 'old']);
  });

  it('reads the target first and whole, up to a bound', async () => {
    const workload = { kind: 'Deployment', namespace: 'shop', name: 'z' };
    const items = [
      of('a', 'a', { ready: false, restarts: 1 }),
      ...Array.from({ length: MAX_TARGET_PODS + 3 }, (_, n) => of('z', String(n))),
    ];
    const chosen = podsOf(await select(items, { target: { ...target, workload } }));
    expect(chosen[0]).toMatch(/^z-/);
    expect(chosen.filter((name) => name.startsWith('z-'))).toHaveLength(MAX_TARGET_PODS);
    for (const other of [
      { ...workload, kind: 'StatefulSet' },
      { ...workload, namespace: 'till' },
      { ...workload, name: 'y' },
    ])
      expect(podsOf(await select(items, { target: { ...target, workload: other } }))[0]).toMatch(/^a-/);
  });

  it('reads the pods after the first of each workload up to a bound, round by round', async () => {
    const items = Array.from({ length: MAX_LOG_PODS }, (_, n) => [
      of(`w${n}`, 'a', { restarts: 1 }),
      of(`w${n}`, 'b', { restarts: 1 }),
    ]).flat();
    expect((await select(items)).pods).toBe(MAX_LOG_PODS);
    expect((await select(items.slice(0, -2))).pods).toBe(MAX_LOG_PODS);
    expect((await select(items.slice(0, MAX_LOG_PODS))).pods).toBe(MAX_LOG_PODS);
    expect((await select(items.slice(0, MAX_LOG_PODS - 2))).pods).toBe(MAX_LOG_PODS - 2);
  });
});

describe('how much of a log is read', () => {
  const linesOf = (selection: Selection, workload: string): readonly number[] => [
    ...new Set(
      selection.requests
        .filter(({ pod, previous }) => pod.startsWith(`${workload}-`) && !previous)
        .map(({ tailLines }) => tailLines),
    ),
  ];

  it('is a sample of what is well, and all that the time allows of what fails or was asked about', async () => {
    const workload = { kind: 'Deployment', namespace: 'shop', name: 'asked' };
    const items = [of('calm', 'a'), of('asked', 'a'), of('shaky', 'a', { restarts: 1 })];
    const selection = await select(items, { target: { ...target, workload } });
    expect([linesOf(selection, 'calm'), linesOf(selection, 'asked'), linesOf(selection, 'shaky')]).toEqual([
      [3_000],
      [40_000],
      [40_000],
    ]);
  });

  it.each([
    [7, 40_000],
    [8, 37_500],
    [30, 10_000],
  ])('is shared between %d pods: %d lines each', async (pods, lines) => {
    const workload = { kind: 'Deployment', namespace: 'shop', name: 'asked' };
    const items = Array.from({ length: pods }, (_, n) => of('asked', String(n)));
    expect(linesOf(await select(items, { target: { ...target, workload } }), 'asked')).toEqual([lines]);
  });

  it('is never less than 2,000 lines', async () => {
    const workload = { kind: 'Deployment', namespace: 'shop', name: 'asked' };
    const containers = Array.from({ length: 5 }, (_, n) => ({
      name: `c${n}`,
      image: 'registry.example/c:1',
    }));
    const items = Array.from({ length: 40 }, (_, n) => {
      const pod = of('asked', String(n));
      return { ...pod, spec: { ...pod.spec, containers } };
    });
    expect(linesOf(await select(items, { target: { ...target, workload } }), 'asked')).toEqual([2_000]);
  });

  it('is the last words of what has ended, and of the run before', async () => {
    const { requests } = await select([of('a', 'a', { ready: false, restarts: 1 })]);
    expect(requests.map(({ previous, tailLines }) => [previous, tailLines])).toEqual([
      [false, LAST_WORDS.tailLines],
      [true, LAST_WORDS.tailLines],
    ]);
    const running = await select([of('a', 'a', { restarts: 1 })]);
    expect(
      running.requests.map(({ previous, tailLines, sinceWindow }) => [previous, tailLines, sinceWindow]),
    ).toEqual([
      [false, 40_000, true],
      [true, LAST_WORDS.tailLines, false],
    ]);
  });
});

describe('the containers whose logs are read', () => {
  const initialised = (state: object, restartCount = 0): object => {
    const pod = of('a', 'a');
    return {
      ...pod,
      spec: { ...pod.spec, initContainers: [{ name: 'prepare', image: 'registry.example/prepare:1' }] },
      status: {
        ...pod.status,
        initContainerStatuses: [{ name: 'prepare', ready: false, restartCount, state, lastState: {} }],
      },
    };
  };
  const names = ({ requests }: Selection): readonly string[] =>
    requests.map(({ container, previous }) => (previous ? `${container} before` : container));

  it.each([
    ['has done its work', { terminated: { exitCode: 0 } }, 0, ['api']],
    ['has failed', { terminated: { exitCode: 1 } }, 0, ['prepare', 'api']],
    ['has done it after a failure', { terminated: { exitCode: 0 } }, 1, ['prepare', 'prepare before', 'api']],
    ['runs', { running: {} }, 0, ['prepare', 'api']],
    ['waits for its image', { waiting: { reason: 'ImagePullBackOff' } }, 0, ['api']],
    [
      'has run and waits',
      { waiting: { reason: 'CrashLoopBackOff' } },
      2,
      ['prepare', 'prepare before', 'api'],
    ],
  ])('with an init container that %s', async (_, state, restarts, read) => {
    expect(names(await select([initialised(state, restarts)]))).toEqual(read);
  });

  it('leave out those of a pod that was not started, and not those of which nothing is said', async () => {
    const unknown = (phase: string) => withStatus(of('a', 'a'), { phase, containerStatuses: [] });
    expect(names(await select([unknown('Pending')]))).toEqual([]);
    expect(names(await select([unknown('Running')]))).toEqual(['api']);
  });
});
