import { hpa } from '../../../../../functions/diagnosis/mechanisms/load/hpa.ts';
import { ago, container, event, join, log } from '../../mechanisms/cluster.ts';
import { each, nth, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const scaler = (name: string, current: number, conditions: readonly object[], spec: object = {}) => ({
  metadata: { name, namespace: 'shop' },
  spec: {
    minReplicas: 1,
    maxReplicas: 3,
    scaleTargetRef: { kind: 'Deployment', name: 'api' },
    metrics: [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } },
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue' } } },
    ],
    ...spec,
  },
  status: { currentReplicas: current, conditions },
});
const limited = (more: object = {}) => ({
  type: 'ScalingLimited',
  status: 'True',
  reason: 'TooManyReplicas',
  message: 'the desired count is more than the maximum',
  lastTransitionTime: ago(400),
  ...more,
});
const inactive = (more: object = {}) => ({
  type: 'ScalingActive',
  status: 'False',
  reason: 'FailedGetResourceMetric',
  message: 'it could not compute',
  lastTransitionTime: ago(500),
  ...more,
});
const busy = (before: number, after: number) =>
  Array.from({ length: 20 }, (_, i) => ({
    at: ago((20 - i) * 60),
    requests: i < 12 ? before : after,
    errors5xx: 0,
    errors4xx: 0,
    byMethod: {},
  }));
const failing = (more: object = {}, requests = 100, errors5xx = 10) =>
  log({
    pod: nth('api', 0),
    endpoints: [
      { method: 'GET', path: '/', requests, errors5xx, errors4xx: 0, p50: 1, p95: 2, byStatus: {} },
    ],
    ...more,
  });

export const autoscalers: Cases = {
  'at maximum: of two conditions, and an object that is not known': [
    hpa,
    join(several('api', [{}]), {
      horizontalpodautoscalers: [
        scaler('one', 3, [{ type: 'AbleToScale', status: 'True', reason: 'Ready' }, limited()]),
        scaler('two', 4, [limited({ message: '' })], {
          scaleTargetRef: { kind: 'Deployment', name: 'gone' },
        }),
        scaler('three', 2, [limited()]),
        scaler('four', 0, [limited()], { maxReplicas: 0 }),
        scaler('five', 3, [limited({ status: 'False' })]),
        scaler('six', 3, [limited({ type: 'Other' })]),
      ],
    }),
  ],
  'cannot compute: load rose, and events say why': [
    hpa,
    join(
      several('api', [{}, { ready: false }], {
        spec: {
          containers: [
            container({ resources: { requests: { cpu: '1' } } }),
            container({ name: 'side' }),
            container({ name: 'limited', resources: { limits: { cpu: '1' } } }),
          ],
          initContainers: [
            { name: 'sidecar', image: 'x', restartPolicy: 'Always' },
            { name: 'once', image: 'x' },
          ],
        },
      }),
      {
        horizontalpodautoscalers: [scaler('api', 1, [limited({ status: 'False' }), inactive()])],
        events: [
          event(
            'HorizontalPodAutoscaler',
            'api',
            'FailedGetMetric',
            'missing request for cpu in container side of it',
            {
              lastTimestamp: ago(90),
            },
          ),
          event(
            'HorizontalPodAutoscaler',
            'api',
            'FailedGetMetric',
            'missing request for cpu in container sidecar of it',
            {
              lastTimestamp: ago(60),
            },
          ),
          event('HorizontalPodAutoscaler', 'api', 'FailedGetMetric', 'no metrics of container main yet', {
            lastTimestamp: ago(30),
          }),
          event('HorizontalPodAutoscaler', 'api', 'Normal', 'container side is fine', {
            lastTimestamp: ago(10),
            type: 'Normal',
          }),
        ],
        logs: [
          log({ pod: nth('api', 0), minutes: busy(40, 200).toReversed() }),
          log({ pod: nth('api', 0), previous: true, minutes: busy(900, 900) }),
        ],
      },
    ),
  ],
  ...each(
    [
      ['whole', 1, {}, true, []],
      ['not whole', 1, {}, false, []],
      ['not whole, at its maximum', 3, {}, false, []],
      ['not whole, switched off', 1, { reason: 'ScalingDisabled' }, false, []],
      ['not whole, not able', 1, { type: 'AbleToScale' }, false, []],
      ['whole, and requests fail', 1, {}, true, [failing()]],
      ['whole, and few requests fail', 1, {}, true, [failing({}, 101)]],
      ['not whole, load as before', 1, {}, false, [failing({ minutes: busy(40, 42) })]],
      ['not whole, two minutes', 1, {}, false, [failing({ minutes: busy(40, 400).slice(11, 13) })]],
    ] as const,
    ([name, current, more, ready, logs]) => [
      `cannot compute: ${name}`,
      [
        hpa,
        join(several('api', [{ ready }]), {
          horizontalpodautoscalers: [scaler('api', current, [inactive(more)])],
          logs: [...logs],
        }),
      ],
    ],
  ),
  'cannot compute: what it scales is not known': [
    hpa,
    { horizontalpodautoscalers: [scaler('api', 1, [inactive()])] },
  ],
};
