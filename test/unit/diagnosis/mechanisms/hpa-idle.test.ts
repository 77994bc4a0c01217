import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import { hpa } from '../../../../functions/diagnosis/mechanisms/load/hpa.ts';
import { readiness } from '../../../../functions/diagnosis/mechanisms/pods/readiness.ts';
import { writeReport } from '../../../../functions/writing/report/write-report.ts';
import {
  ago,
  app,
  bundleOf,
  event,
  findingsOf,
  join,
  log,
  playbook,
  podName,
  replicaSet,
  short,
} from './cluster.ts';

type Parts = Parameters<typeof bundleOf>[0];

const NO_METRICS = 'failed to get cpu utilization: did not receive metrics for targeted pods';
const MISSING = 'failed to get cpu utilization: missing request for cpu in container helper of Pod api-x';
const scaler = (condition: object = {}, current = 1) => ({
  horizontalpodautoscalers: [
    {
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        maxReplicas: 5,
        scaleTargetRef: { kind: 'Deployment', name: 'api' },
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }],
      },
      status: {
        currentReplicas: current,
        conditions: [
          {
            type: 'ScalingActive',
            status: 'False',
            reason: 'FailedGetResourceMetric',
            message: NO_METRICS,
            ...condition,
          },
        ],
      },
    },
  ],
});
const requested = { resources: { requests: { cpu: '50m' } } };
/** A pod that serves, and a helper beside it, of which nobody said what it needs. */
const served = app('api', {
  ready: false,
  container: requested,
  spec: { containers: [{ name: 'main', ...requested }, { name: 'helper' }] },
  state: { ready: false },
});
const requests = (...perMinute: readonly number[]): Parts => ({
  logs: [
    log({
      pod: podName('api'),
      minutes: perMinute.map((count, at) => ({
        ...{ at: ago((perMinute.length - at) * 60), requests: count, errors5xx: 0, errors4xx: 0 },
        byMethod: {},
      })),
    }),
  ],
});
const risen = requests(20, 180, 180, 900, 950, 90);
const warned = { events: [event('HorizontalPodAutoscaler', 'api', 'FailedGetResourceMetric', MISSING)] };

describe('an autoscaler that cannot compute', () => {
  it('is the cause where what it scales is overloaded, in the word that names the container', () => {
    const [found] = findingsOf(hpa, join(served, scaler(), risen, warned));
    expect(short(found ? [found] : [])).toEqual(['hpa-maxed Deployment/api strong']);
    expect(found?.title).toBe(`its autoscaler api cannot scale it: ${MISSING}`);
    expect(found?.evidence).toEqual([
      "no cpu request in container helper: the autoscaler's target is a share of it",
      '1 of at most 5 replicas, FailedGetResourceMetric',
      'its load rose from 180 to 925 requests a minute since 13:57:00Z',
    ]);
  });

  it('says what its condition says where no container lacks a request', () => {
    const [found] = findingsOf(
      hpa,
      join(app('api', { ready: false, container: requested }), scaler(), risen),
    );
    expect(found?.title).toBe(`its autoscaler api cannot scale it: ${NO_METRICS}`);
  });

  it('is a hint where no load rose, and none where what it scales is well, has all its pods, or is switched off', () => {
    const steady = requests(20, 180, 170, 185, 175, 90);
    expect(short(findingsOf(hpa, join(served, scaler(), steady)))).toEqual(['hpa-maxed Deployment/api hint']);
    expect(findingsOf(hpa, join(app('api'), scaler(), risen))).toEqual([]);
    expect(findingsOf(hpa, join(served, scaler({}, 5), risen))).toEqual([]);
    expect(findingsOf(hpa, join(served, scaler({ reason: 'ScalingDisabled' }), risen))).toEqual([]);
  });

  it('is a hint where running pods miss their readiness probe again and again, up to the end', () => {
    const late = 'Readiness probe failed: Get "http://10.0.0.1:8080/up": context deadline exceeded';
    const missed = (more: object, message = late) =>
      findingsOf(
        hpa,
        join(app('api', { container: requested }), scaler(), {
          events: [event('Pod', podName('api'), 'Unhealthy', message, { count: 5, ...more })],
        }),
      );
    const [found] = missed({});
    expect(short(found ? [found] : [])).toEqual(['hpa-maxed Deployment/api hint']);
    expect(found?.evidence).toContain(
      `1 of 1 pod did not answer the readiness probe in time, 5 times: ${late}`,
    );
    expect(missed({ count: 4 })).toEqual([]);
    expect(missed({ lastTimestamp: ago(121) })).toEqual([]);
    expect(missed({}, 'Readiness probe failed: connection refused')).toEqual([]);
    const young = join(app('api', { container: requested, created: ago(80) }), scaler(), {
      events: [event('Pod', podName('api'), 'Unhealthy', late, { count: 9 })],
    });
    expect(findingsOf(hpa, young)).toEqual([]);
  });

  it('has a readiness probe that fails for load give way, and advises the request', () => {
    const failing = event(
      'Pod',
      podName('api'),
      'Unhealthy',
      'Readiness probe failed: context deadline exceeded',
    );
    const parts = join(served, scaler(), risen, warned, { events: [failing] });
    const report = writeReport(diagnose(bundleOf(parts), playbook(), [hpa, readiness]));
    expect(report.causes.map(({ cause }) => cause)).toEqual(['hpa-maxed']);
    expect(report.causes[0]?.actions.map(({ command }) => command)).toEqual([
      'kubectl -n shop describe hpa api',
      'kubectl -n shop scale deployment/api --replicas=3',
      'kubectl -n shop set resources deployment/api -c helper --requests=cpu=50m',
    ]);
    expect(report.ruledOut.map(({ what }) => what)).not.toContain('autoscaling');
  });
});

describe('an autoscaler that cannot compute since a rollout', () => {
  const SLOW =
    'Readiness probe failed: Get "http://10.0.0.1/up": context deadline exceeded (Client.Timeout exceeded)';
  const strained = {
    events: [event('Pod', podName('api'), 'Unhealthy', SLOW, { count: 25, lastTimestamp: ago(30) })],
  };
  const set = (containers: readonly object[], options: object) => {
    const made = replicaSet('api', options) as { spec: { template: { spec: object } } };
    const template = { ...made.spec.template, spec: { ...made.spec.template.spec, containers } };
    return { ...made, spec: { ...made.spec, template } };
  };
  const main = { name: 'main', ...requested };
  const helper = { name: 'helper' };
  /** The old and the new containers, rolled out so many seconds ago; it cannot compute since 300. */
  const since = (
    old: readonly object[],
    now: readonly object[],
    seconds = 305,
    ...more: readonly Parts[]
  ) => {
    const pods = app('api', { container: requested, spec: { containers: now } });
    const replicasets = [set(old, { hash: 'aaaaaaaaaa' }), set(now, { revision: 2, created: ago(seconds) })];
    return findingsOf(hpa, join({ ...pods, replicasets }, scaler({ lastTransitionTime: ago(300) }), ...more));
  };

  it('is the cause where that brought what it cannot compute with, and pods have more to do than they can', () => {
    const found = since([main], [main, helper], 305, strained);
    expect(short(found)).toEqual(['hpa-maxed Deployment/api strong']);
    expect(found[0]?.evidence.join()).toContain('container helper added');
    const asked = { ...helper, resources: { requests: { cpu: '10m' } } };
    expect(short(since([main, asked], [main, helper], 305, strained))).toEqual([
      'hpa-maxed Deployment/api strong',
    ]);
  });

  it.each<[string, ReturnType<typeof since>]>([
    [
      'where the container was there before',
      since([main, helper], [{ ...main, image: 'r/app:2' }, helper], 305, strained),
    ],
    ['where it was rolled out after that', since([main], [main, helper], 294, strained)],
    ['where it was rolled out long before', since([main], [main, helper], 1201, strained)],
  ])('is a hint %s', (_, found) => {
    expect(short(found)).toEqual(['hpa-maxed Deployment/api hint']);
  });

  it('is none where nobody suffers', () => {
    expect(since([main], [main, helper])).toEqual([]);
  });
});
