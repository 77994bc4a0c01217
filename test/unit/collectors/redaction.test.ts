import { beforeAll, describe, expect, it } from '@jest/globals';
import { createKubernetesClient } from '../../../functions/clients/kubernetes/http.ts';
import type { Collector } from '../../../functions/collectors/collector.ts';
import { COLLECTORS } from '../../../functions/collectors/index.ts';
import { collectEvidence } from '../../../functions/collectors/run.ts';
import { defaultPlaybook } from '../../../functions/local/read-playbook.ts';
import type { Bundle } from '../../../functions/model/bundle.ts';
import { startRecordingServer } from '../../../functions/recordings/recording-server.ts';
import { accessTo, rawPod, recordingOf } from '../../support/recording.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const template = (url: string, image: string) => ({
  spec: {
    containers: [
      {
        name: 'api',
        image,
        env: [{ name: 'DATABASE_URL', value: url }],
        lifecycle: { preStop: { exec: { command: ['deregister', '--password', 'hunter2-in-handler'] } } },
      },
    ],
  },
});

const recording = recordingOf({
  'api/v1/pods': {
    items: [rawPod('api-5d4f8c7b9-b', { ready: false, restarts: 3 }), rawPod('api-5d4f8c7b9-a')],
  },
  'api/v1/events': {
    items: [
      {
        metadata: { name: 'e1', namespace: 'shop', creationTimestamp: '2026-11-25T13:59:00Z' },
        type: 'Warning',
        reason: 'Failed',
        message: 'pull failed for user:hunter2-in-event@registry.example with password=hunter2-in-event',
        eventTime: '2026-11-25T13:58:00.123456Z',
        series: { count: 7, lastObservedTime: '2026-11-25T13:59:30.000000Z' },
        reportingComponent: 'kubelet',
        involvedObject: { kind: 'Pod', namespace: 'shop', name: 'api-5d4f8c7b9-b' },
      },
    ],
  },
  'apis/apps/v1/deployments': {
    items: [
      {
        metadata: {
          name: 'api',
          namespace: 'shop',
          annotations: {
            [LAST_APPLIED]: JSON.stringify({
              kind: 'Deployment',
              spec: {
                replicas: 2,
                template: template('postgres://app:hunter2-in-old@old-postgres:5432/app', 'api:40'),
              },
            }),
          },
          managedFields: [
            {
              manager: 'kubectl-scale',
              operation: 'Update',
              time: '2026-11-25T13:55:40Z',
              fieldsV1: {
                'f:spec': {
                  'f:replicas': {},
                  'f:template': {
                    'f:spec': { 'f:containers': { 'k:{"name":"api"}': { '.': {}, 'f:image': {} } } },
                  },
                },
              },
            },
          ],
        },
        spec: {
          replicas: 12,
          template: template('postgres://app:hunter2-in-new@postgres:5432/app', 'api:40'),
        },
      },
    ],
  },
  'apis/apps/v1/controllerrevisions': {
    items: [
      {
        metadata: { name: 'db-1', namespace: 'shop' },
        revision: 1,
        data: {
          spec: {
            template: {
              spec: {
                containers: [{ name: 'db', env: [{ name: 'PASSWORD', value: 'hunter2-in-revision' }] }],
              },
            },
          },
        },
      },
    ],
  },
  'api/v1/configmaps': {
    items: [
      {
        metadata: { name: 'config', namespace: 'shop' },
        data: {
          DB_HOST: 'postgres',
          DB_PORT: '5432',
          TEXT: 'hunter2-in-configmap',
          'run.sh': '#!/bin/sh\r\nexec app\r\n',
          'unix.sh': '#!/bin/sh\nexec app # \r\n',
          'table.csv': 'a;b\r\n',
          CACHE: 'redis://cache:6379/0',
        },
      },
    ],
  },
  'api/v1/secrets': {
    items: [
      {
        metadata: { name: 'db', namespace: 'shop' },
        type: 'Opaque',
        data: { password: 'aHVudGVyMi1pbi1zZWNyZXQ=' },
      },
    ],
  },
});

let bundle: Bundle;
const collect = async (lists: typeof recording): Promise<Bundle> => {
  const server = await startRecordingServer(lists);
  const kubernetes = createKubernetesClient(accessTo(server.url));
  try {
    return await collectEvidence({
      collectors: (COLLECTORS as readonly Collector[]).filter(({ stage }) => stage === 'fast'),
      kubernetes,
      target: { cluster: 'test', namespace: 'shop' },
      playbook: defaultPlaybook('shop'),
      window: { from: '2026-11-25T13:30:00Z', to: '2026-11-25T14:00:00Z' },
      generatedAt: '2026-11-25T14:00:00Z',
      clock: () => 0,
    });
  } finally {
    kubernetes.close();
    await server.close();
  }
};
beforeAll(async () => {
  bundle = await collect(recording);
});

describe('evidence', () => {
  it('holds no secret, wherever the object had it', () => {
    expect(JSON.stringify(bundle)).not.toMatch(/hunter2|aHVudGVy/);
  });

  it('is sorted, so that the order of an answer does not matter', async () => {
    expect(bundle.evidence.pods?.data?.map(({ metadata }) => metadata.name)).toEqual([
      'api-5d4f8c7b9-a',
      'api-5d4f8c7b9-b',
    ]);
  });

  it('reads back as itself: a recording of evidence gives the same evidence', async () => {
    const lists = { ...recording.lists };
    const { pods, events, deployments, controllerrevisions, configmaps, secrets } = bundle.evidence;
    for (const [path, evidence] of [
      ['api/v1/pods', pods],
      ['api/v1/events', events],
      ['apis/apps/v1/deployments', deployments],
      ['apis/apps/v1/controllerrevisions', controllerrevisions],
      ['api/v1/configmaps', configmaps],
      ['api/v1/secrets', secrets],
    ] as const)
      lists[path] = { items: evidence?.data ?? [] };
    expect(await collect({ ...recording, lists })).toEqual(bundle);
  });

  it('folds the newer event API into count, first and last time', () => {
    expect(bundle.evidence.events?.data?.[0]).toMatchObject({
      count: 7,
      firstTimestamp: '2026-11-25T13:58:00.123Z',
      lastTimestamp: '2026-11-25T13:59:30Z',
      source: { component: 'kubelet' },
    });
  });

  it('keeps which keys a manager set, and old values where kubectl apply left them', () => {
    const { metadata } = bundle.evidence.deployments?.data?.[0] ?? {};
    expect(metadata?.managedFields[0]?.keys).toEqual([
      'spec.replicas',
      'spec.template.spec.containers[name=api].image',
    ]);
    expect(metadata?.lastApplied?.['spec.replicas']).toBe('2');
    const url =
      metadata?.lastApplied?.['spec.template.spec.containers[name=api].env[name=DATABASE_URL].value'];
    expect(url).toContain('old-postgres:5432');
    expect(metadata?.annotations[LAST_APPLIED]).toBeUndefined();
  });

  it('keeps of ConfigMaps the keys, the hosts that values name, and which are scripts with Windows line ends', () => {
    expect(bundle.evidence.configmaps?.data?.[0]).toMatchObject({
      keys: ['CACHE', 'DB_HOST', 'DB_PORT', 'TEXT', 'run.sh', 'table.csv', 'unix.sh'],
      windowsScripts: ['run.sh'],
      hosts: [
        { key: 'CACHE', host: 'cache', port: 6379 },
        { key: 'DB_HOST', host: 'postgres', port: 5432 },
      ],
    });
  });

  it('keeps of Secrets the names of keys', () => {
    expect(bundle.evidence.secrets?.data?.[0]).toMatchObject({ type: 'Opaque', keys: ['password'] });
  });
});
