import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, edge, IMAGES, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const digest: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'digest', labels: { app: 'digest' } },
  spec: {
    schedule: '* * * * *',
    successfulJobsHistoryLimit: 1,
    jobTemplate: {
      spec: {
        template: {
          metadata: { labels: { app: 'digest' } },
          spec: {
            restartPolicy: 'Never',
            containers: [
              {
                name: 'digest',
                image: IMAGES.node,
                args: [
                  'sh',
                  '-c',
                  'curl -sf http://articles:8080/all >/dev/null && echo "digest sent, failed: 0, errors: none"',
                ],
              },
            ],
          },
        },
      },
    },
  },
};

/** Nothing is wrong: a service uses much of its CPU, is scaled up in time, and a CronJob does its work each minute. */
export const wellAndBusy: System = {
  namespace: 'magazine',
  servers: [
    service('articles', 8080),
    deployment(
      'articles',
      webContainer(
        'articles',
        { WORK_MS: '40' },
        {
          resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '100m', memory: '160Mi' } },
        },
      ),
    ),
    ...edge({ '/': 'http://articles:8080' }),
  ],
  clients: [digest, visitors(700, 'http://edge/a/1', 'http://edge/a/2', 'http://edge/a/3')],
  fault: async ({ kubectl }) => void (await kubectl('scale', 'deployment/articles', '--replicas=2')),
};
