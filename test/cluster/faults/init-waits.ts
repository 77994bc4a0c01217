import { type Fault, object } from '../harness/fault.ts';
import { until } from '../harness/until.ts';

/** The workers wait, before they start, for a Service that nobody has made. */
export const initWaits: Fault = {
  name: 'init-waits',
  inject: (system) =>
    system.change('Deployment/score-worker', {
      spec: {
        template: {
          spec: {
            initContainers: [
              {
                name: 'wait-for-queue',
                image: system.settings.nodeImage,
                command: [
                  'sh',
                  '-c',
                  'until nc -z -w 2 score-queue 5672; do echo "waiting for score-queue"; sleep 2; done',
                ],
              },
            ],
          },
        },
      },
    }),
  shows: async (system) => {
    await until('a worker waits', async () =>
      (await system.pods('score-worker')).some(({ status }) => status.phase === 'Pending'),
    );
  },
  expected: {
    causes: ['dependency-unreachable', 'dns-resolution'],
    objects: [object('Deployment', 'score-worker')],
  },
  revert: (system) => system.restore('Deployment/score-worker'),
  lastsMs: 30_000,
};
