import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import { renderNote } from '../../../../functions/writing/note/note.ts';
import { writeReport } from '../../../../functions/writing/report/write-report.ts';
import { INCIDENTS } from '../../../golden/incidents.ts';
import { contextOf } from '../../../support/report.ts';
import {
  ago,
  app,
  bundleOf,
  deployment,
  event,
  join,
  log,
  playbook,
  podName,
} from '../mechanisms/cluster.ts';

type Parts = Parameters<typeof bundleOf>[0];

const read = { events: [], services: [], nodes: [], logs: [] };
/** What is reported where no rule at all explains it. */
const unexplained = (...parts: readonly Parts[]) =>
  writeReport(diagnose(bundleOf(join(read, ...parts)), playbook(), []));
const shown = (...parts: readonly Parts[]) =>
  unexplained(...parts).symptoms.map(({ object, text }) => `${object.kind}/${object.name}: ${text}`);
const noteOf = (...parts: readonly Parts[]) => renderNote(unexplained(...parts), contextOf());

const creating = {
  phase: 'Pending',
  ready: false,
  state: { ready: false, state: { waiting: { reason: 'ContainerCreating' } } },
};

describe('pods that are not ready', () => {
  it('are shown with their age and what they wait for', () => {
    const waiting = { reason: 'CreateContainerError', message: 'a word that no rule knows' };
    const parts = app('api', {
      ready: false,
      created: ago(900),
      state: { ready: false, state: { waiting } },
    });
    expect(shown(parts)).toEqual([
      'Deployment/api: 1 of 1 pod not ready for 15 min: CreateContainerError: a word that no rule knows',
    ]);
  });

  it('come with the newest warnings about them, whatever their words', () => {
    const parts = join(app('api', { ...creating, created: ago(400) }), {
      events: [event('Pod', podName('api'), 'FailedCreatePodSandBox', 'the runtime is out of something')],
    });
    expect(shown(parts)).toEqual([
      'Deployment/api: 1 of 1 pod not ready for 7 min: ContainerCreating',
      `Pod/${podName('api')}: FailedCreatePodSandBox 3 times, last at 13:59:30Z: the runtime is out of something`,
    ]);
    expect(unexplained(parts).outcome).toBe('unexplained');
  });

  it('are excused while they are young, and not where Kubernetes warns of them', () => {
    const young = app('api', { ...creating, created: ago(20) });
    const warned = (reason: string) =>
      join(young, { events: [event('Pod', podName('api'), reason, 'said', { lastTimestamp: ago(5) })] });
    expect(unexplained(young).outcome).toBe('none-found');
    expect(unexplained(warned('Unhealthy')).outcome).toBe('none-found');
    expect(unexplained(warned('FailedMount')).outcome).toBe('unexplained');
  });

  it('are excused for as long as their own probes give them', () => {
    const slow = (seconds: number) =>
      app('api', {
        ready: false,
        created: ago(seconds),
        state: { ready: false },
        container: { readinessProbe: { initialDelaySeconds: 240, periodSeconds: 10, failureThreshold: 3 } },
      });
    expect(unexplained(slow(260)).outcome).toBe('none-found');
    expect(unexplained(slow(280)).outcome).toBe('unexplained');
  });
});

describe('workloads short of pods', () => {
  const short = (more: Parts = {}) =>
    join({ deployments: [deployment('api', { replicas: 3, ready: 0 })], pods: [] }, more);

  it('are shown with what refuses them', () => {
    const set = 'api-6d4cf56db6';
    const refused = {
      events: [event('ReplicaSet', set, 'FailedCreate', 'refused by a hook that nobody knows')],
    };
    const owned = {
      replicasets: [
        {
          metadata: {
            name: set,
            namespace: 'shop',
            ownerReferences: [{ kind: 'Deployment', name: 'api', controller: true }],
          },
        },
      ],
    };
    expect(shown(short(join(refused, owned)))[0]).toBe(
      'Deployment/api: 0 of 3 pods exist: refused by a hook that nobody knows',
    );
  });

  it('are not while the controller is still making them', () => {
    const scaled = event('Deployment', 'api', 'ScalingReplicaSet', 'Scaled up', {
      type: 'Normal',
      lastTimestamp: ago(10),
    });
    expect(unexplained(short({ events: [scaled] })).outcome).toBe('none-found');
    expect(unexplained(short()).outcome).toBe('unexplained');
  });
});

describe('an autoscaler that cannot compute', () => {
  const condition = {
    type: 'ScalingActive',
    status: 'False',
    reason: 'FailedGetResourceMetric',
    message: 'no metric',
  };
  const scaler = (more: object) => ({
    horizontalpodautoscalers: [
      {
        metadata: { name: 'api', namespace: 'shop' },
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'api' }, maxReplicas: 4 },
        status: { conditions: [{ ...condition, ...more }] },
      },
    ],
  });

  it('is shown, and is no failure by itself', () => {
    const report = unexplained(app('api'), scaler({}));
    expect(report.symptoms.map(({ text, fails }) => [text, fails])).toEqual([
      ['does not scale, FailedGetResourceMetric: no metric', false],
    ]);
    expect(report.outcome).toBe('none-found');
    expect(shown(app('api'), scaler({ reason: 'ScalingDisabled' }))).toEqual([]);
  });
});

describe('what the note says of events', () => {
  const WELL = /no fault seen in [^(]*\bevents\b/;

  it('names the newest warning instead of calling them clear', () => {
    const note = noteOf(app('api'), { events: [event('Node', 'node-1', 'Rebooted', 'node was restarted')] });
    expect(note).not.toMatch(WELL);
    expect(note).toContain('node/node-1: Rebooted at 13:59:30Z, the only warning: node was restarted');
    expect(noteOf(app('api'))).toMatch(WELL);
  });

  const warned = (kind: string, name: string, namespace = 'shop') =>
    event(kind, name, 'Odd', 'an odd thing', { involvedObject: { kind, name, namespace } });

  it.each([
    ['a pod of another namespace', warned('Pod', 'metrics-server-1', 'kube-system')],
    ['a node that none of its pods is on', warned('Node', 'node-9', '')],
  ])('leaves out what has nothing to do with what was asked about: %s', (_, elsewhere) => {
    expect(shown(app('api'), { events: [elsewhere] })).toEqual([]);
    const both = { events: [elsewhere, warned('PersistentVolumeClaim', 'data')] };
    expect(shown(app('api'), both)).toEqual([
      'PersistentVolumeClaim/data: Odd at 13:59:30Z, the only warning: an odd thing',
    ]);
  });

  it('leaves out other workloads where one was named', () => {
    const parts = join(app('api'), app('web'), { events: [warned('Pod', podName('web'))] });
    const named = (name: string) => {
      const workload = { kind: 'Deployment', namespace: 'shop', name };
      return writeReport(diagnose(bundleOf(join(read, parts), { workload }), playbook(), [])).symptoms.length;
    };
    expect([named('web'), named('api')]).toEqual([1, 0]);
  });

  it.each(Object.entries(INCIDENTS))(
    'is never that they show no fault beside a warning: %s',
    (_, { parts, target }) => {
      const report = writeReport(diagnose(bundleOf(parts, target), playbook(), []));
      const warned = (parts.events ?? []).some((one) => (one as { type: string }).type === 'Warning');
      expect(warned && WELL.test(renderNote(report, contextOf()))).toBe(false);
    },
  );
});

describe('the one judgement', () => {
  const errors = (more: object) => ({ logs: [log({ pod: podName('api'), ...more }, { 'it broke': 40 })] });
  const minutes = (failed: number) =>
    [4, 3, 2, 1].map((at) => ({
      at: ago(at * 60),
      requests: 50,
      errors5xx: failed,
      errors4xx: 0,
      byMethod: {},
    }));

  it('calls nothing well that logs errors, and nothing failing whose requests succeed', () => {
    const served = errors({ requests: 200, minutes: minutes(0) });
    expect(unexplained(app('api'), served).headline).toBe(
      'no cause found: errors are logged, and nothing is seen to fail',
    );
    expect(noteOf(app('api'), served)).toContain(
      'CAUSE none found: errors are logged, and nothing is seen to fail\n',
    );
  });

  it('says unknown where requests fail, or where no request shows that it serves', () => {
    expect(unexplained(app('api'), errors({ requests: 200, minutes: minutes(9) })).headline).toBe(
      'unknown: deployment/api answers requests with 5xx, and nothing that was read explains it',
    );
    expect(unexplained(app('api'), errors({})).headline).toBe(
      'unknown: deployment/api logs errors, and nothing that was read explains it',
    );
  });

  it('takes a background of failed requests, and those that have stopped, for no failure', () => {
    const background = minutes(0).map((one) => ({ ...one, requests: 500, errors5xx: 2 }));
    const stopped = [{ ...minutes(20)[0], at: ago(600) }, ...minutes(0)];
    expect(unexplained(app('api'), errors({ minutes: background })).outcome).toBe('none-found');
    expect(unexplained(app('api'), errors({ minutes: stopped })).outcome).toBe('none-found');
  });
});
