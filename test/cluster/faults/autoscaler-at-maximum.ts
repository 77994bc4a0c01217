import { traffic } from '../dojopool/manifests/services.ts';
import { type Fault, object } from '../harness/fault.ts';
import { kubectlJson } from '../harness/kubectl.ts';
import { until } from '../harness/until.ts';

const MAXIMUM = 3;

interface Autoscaler {
  readonly status?: {
    readonly currentReplicas?: number;
    readonly conditions?: readonly { type: string; status: string; reason: string }[];
  };
}

/** More load than the autoscaler's maximum can carry. */
export const autoscalerAtMaximum: Fault = {
  name: 'autoscaler-at-maximum',
  inject: async (system) => {
    await system.apply(
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'dojopool-api', namespace: system.namespace },
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'dojopool-api' },
          minReplicas: 2,
          maxReplicas: MAXIMUM,
          metrics: [
            {
              type: 'Resource',
              resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 30 } },
            },
          ],
        },
      },
      traffic(system.settings, 'tournament', 80, 'users:1'),
    );
  },
  shows: async (system) => {
    await until(
      'the autoscaler is limited',
      async () => {
        const hpa = await kubectlJson<Autoscaler>(['-n', system.namespace, 'get', 'hpa', 'dojopool-api']);
        const limited = hpa.status?.conditions?.some((one) => one.reason === 'TooManyReplicas');
        return limited && hpa.status?.currentReplicas === MAXIMUM;
      },
      120_000,
    );
  },
  expected: {
    causes: ['hpa-maxed'],
    objects: [object('HorizontalPodAutoscaler', 'dojopool-api'), object('Deployment', 'dojopool-api')],
  },
  revert: async (system) => {
    await system.remove('hpa/dojopool-api', 'deployment/tournament');
    await system.restore('Deployment/dojopool-api');
  },
};
