import { describe, expect, it } from '@jest/globals';
import {
  MAX_LOG_WORKLOADS,
  MAX_SYMPTOM_PODS,
  selectLogs,
} from '../../../functions/collectors/log-selection.ts';
import { logs } from '../../../functions/collectors/logs.ts';
import { contextWith, logPort, podEvidence, WINDOW } from '../../support/evidence-context.ts';
import { rawPod } from '../../support/recording.ts';

const target = { cluster: 'test', namespace: 'shop' };
const select = async (items: readonly unknown[], more: Partial<Parameters<typeof selectLogs>[0]> = {}) =>
  selectLogs({ evidence: { pods: await podEvidence(items) }, target, window: WINDOW, ...more });
const podsOf = (selection: Awaited<ReturnType<typeof select>>) => [
  ...new Set(selection.requests.map(({ pod }) => pod)),
];

const many = (count: number, more: Parameters<typeof rawPod>[1] & { prefix?: string }) =>
  Array.from({ length: count }, (_, n) => rawPod(`${more.prefix ?? 'api-5d4f8c7b9'}-${n}`, more));

describe('the choice of logs', () => {
  it('reads at least one pod of every workload, healthy ones too', async () => {
    const selection = await select([
      ...many(3, {}),
      ...many(3, { prefix: 'cart-7f9b6d5c4', owner: 'cart-7f9b6d5c4' }),
    ]);
    expect(
      podsOf(selection)
        .map((name) => name.split('-')[0])
        .sort(),
    ).toEqual(['api', 'cart']);
  });

  it('reads failing pods first, a few of them, and a healthy one beside them', async () => {
    const failing = many(50, { ready: false, restarts: 3, prefix: 'api-5d4f8c7b9-bad' });
    const chosen = podsOf(await select([...many(50, {}), ...failing]));
    expect(chosen.filter((name) => name.includes('bad'))).toHaveLength(MAX_SYMPTOM_PODS);
    expect(chosen.filter((name) => !name.includes('bad'))).toHaveLength(1);
  });

  it('reads all pods of the target', async () => {
    const workload = { kind: 'Deployment', namespace: 'shop', name: 'api' };
    expect(podsOf(await select(many(14, {}), { target: { ...target, workload } }))).toHaveLength(14);
  });

  it('is bounded, and says how many workloads it leaves out', async () => {
    const each = Array.from({ length: MAX_LOG_WORKLOADS + 7 }, (_, n) =>
      rawPod(`w${n}-5d4f8c7b9-a`, { owner: `w${n}-5d4f8c7b9` }),
    );
    const selection = await select(each);
    expect(selection.pods).toBe(MAX_LOG_WORKLOADS);
    expect(selection.workloadsLeftOut).toBe(7);
  });

  it('reads what a crashed container said whatever its age, and the run before it', async () => {
    const { requests } = await select([rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 2 })]);
    expect(requests.map(({ previous, sinceWindow }) => ({ previous, sinceWindow }))).toEqual([
      { previous: false, sinceWindow: false },
      { previous: true, sinceWindow: false },
    ]);
  });

  it('asks nothing of a container that has not started, nor for a previous run that there was not', async () => {
    const waiting = rawPod('api-5d4f8c7b9-a', { ready: false });
    Object.assign(waiting.status.containerStatuses[0] ?? {}, {
      state: { waiting: { reason: 'ImagePullBackOff' } },
    });
    expect((await select([waiting])).requests).toEqual([]);
  });

  it('does not depend on the order of the pods', async () => {
    const items = [
      ...many(9, {}),
      ...many(9, { ready: false, restarts: 1, prefix: 'cart-7f9b6d5c4', owner: 'cart-7f9b6d5c4' }),
    ];
    expect(await select(items.toReversed())).toEqual(await select(items));
  });
});

describe('the logs collector', () => {
  const run = async (
    answer: Parameters<typeof logPort>[0],
    items: readonly unknown[] = many(3, { ready: false, restarts: 1 }),
  ) => {
    const { port, asked } = logPort(answer);
    const evidence = await logs.collect(
      contextWith({ kubernetes: port, earlier: { pods: await podEvidence(items) } }),
    );
    return { evidence, asked };
  };

  it('gives a summary of each log, redacted, and never the log', async () => {
    const { evidence } = await run(
      () => '2026-11-25T13:58:00.000000000Z ERROR connect ECONNREFUSED postgres:5432 password=hunter2\n',
    );
    expect(evidence.status).toBe('ok');
    expect(evidence.data?.[0]).toMatchObject({
      pod: 'api-5d4f8c7b9-0',
      container: 'api',
      summary: { lines: 1 },
    });
    expect(evidence.data?.[0]?.summary.patterns[0]?.peers).toContain('postgres:5432');
    expect(JSON.stringify(evidence)).not.toContain('hunter2');
  });

  it('asks running containers for the window and ended ones for their last lines, with time stamps', async () => {
    const { asked } = await run(() => 'line\n', [rawPod('api-5d4f8c7b9-a', { restarts: 1 })]);
    expect(asked).toEqual([
      expect.objectContaining({ previous: false, sinceTime: WINDOW.from, timestamps: true }),
      expect.not.objectContaining({ sinceTime: expect.anything() }),
    ]);
  });

  it('asks a failing container that was quiet for what it said last', async () => {
    const quiet = rawPod('api-5d4f8c7b9-a', { ready: false });
    Object.assign(quiet.status.containerStatuses[0] ?? {}, { state: { running: {} } });
    const { evidence, asked } = await run(({ sinceTime }) => (sinceTime ? '' : 'listening on 59\n'), [quiet]);
    expect(asked).toHaveLength(2);
    expect(evidence.data?.[0]?.tail).toEqual(['listening on 59']);
    const healthy = await run(() => '', [rawPod('api-5d4f8c7b9-a')]);
    expect(healthy.asked).toHaveLength(1);
  });

  it('takes "no previous container" for what it is, no failure', async () => {
    const { evidence } = await run(({ previous }) => (previous ? 400 : 'line\n'));
    expect(evidence).toMatchObject({ status: 'ok', detail: '' });
  });

  it('does not take the kubelet\'s "unable to retrieve" for the program\'s words', async () => {
    const { evidence } = await run(({ previous }) =>
      previous
        ? 'unable to retrieve container logs for containerd://20f68b36ffa6'
        : 'PermissionError: /data\n',
    );
    expect(evidence.data?.map(({ previous, tail }) => ({ previous, tail }))).toEqual(
      many(3, {}).map(() => ({ previous: false, tail: ['PermissionError: /data'] })),
    );
  });

  it('names the rule when it is forbidden', async () => {
    const { evidence } = await run(() => 403);
    expect(evidence).toMatchObject({ status: 'forbidden', detail: 'needs get pods/log' });
  });

  it('gives up a node that hangs, reads the others, and says so', async () => {
    const [first, second, ...others] = many(4, {});
    const items = [first, second, ...others].map((pod, n) => ({
      ...pod,
      spec: { ...pod?.spec, nodeName: `node-${n % 2}` },
    }));
    const workload = { kind: 'Deployment', namespace: 'shop', name: 'api' };
    const { port } = logPort(({ pod }) => (/[02]$/.test(pod) ? 'hang' : 'line\n'));
    const earlier = { pods: await podEvidence(items) };
    const evidence = await logs.collect(
      contextWith({ kubernetes: port, earlier, target: { ...target, workload } }),
    );
    expect(evidence.status).toBe('truncated');
    expect(evidence.detail).toBe('2 logs of 4 not read: node node-0 does not answer for logs');
    expect(evidence.data).toHaveLength(2);
  });

  it('says that it had no pods to choose from', async () => {
    const evidence = await logs.collect(contextWith({}));
    expect(evidence).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('list of pods is missing'),
    });
  });
});
