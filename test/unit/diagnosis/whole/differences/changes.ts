import { changedCallee } from '../../../../../functions/diagnosis/mechanisms/differences/changed-callee.ts';
import { changedService } from '../../../../../functions/diagnosis/mechanisms/differences/changed-service.ts';
import { changedWorkload } from '../../../../../functions/diagnosis/mechanisms/differences/changed-workload.ts';
import { lostSetting } from '../../../../../functions/diagnosis/mechanisms/differences/lost-setting.ts';
import { endpoint, lines, program, repointed, told } from '../../differences/system.ts';
import {
  ago,
  deployment,
  join,
  NAMESPACE,
  pod,
  podName,
  replicaSet,
  service,
} from '../../mechanisms/cluster.ts';
import { each } from '../parts.ts';
import type { Cases } from '../whole.ts';

type Raw = Readonly<Record<string, unknown>>;
const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const MORE = [0, 0, 0, 0, 0, 70, 70, 70];
const LATER = [0, 0, 0, 0, 0, 0, 60, 60];
const EARLY = [0, 0, 0, 50, 50, 50, 50, 50];
const WELL = [0, 0, 0, 0, 0, 0, 0, 0];
const LINE = 'frob of the zorg went sideways';
const saying = (failed: readonly number[], peers: readonly string[] = [], line = LINE) => ({
  failed,
  patterns: [lines(line, failed, { peers })],
});

/** A program of two revisions, the newest of which was rolled out so many seconds ago. */
const rolled = (
  name: string,
  before: Raw,
  after: Raw,
  { seconds = 190, failed = BAD, peers = [] as readonly string[], more = {} } = {},
) => ({
  deployments: [deployment(name, { container: after })],
  replicasets: [
    replicaSet(name, { hash: 'aaaaaaaaaa', revision: 1, container: before }),
    replicaSet(name, { revision: 2, container: after, created: ago(seconds) }),
  ],
  pods: [pod(name, { container: after })],
  services: [service(name)],
  logs: [told(podName(name), { ...(failed === WELL ? { failed } : saying(failed, peers)), ...more })],
});
const other = (
  name: string,
  failed: readonly number[] = WELL,
  calls: readonly string[] = ['clock'],
  peers: readonly string[] = [],
) =>
  join(program(name, calls), {
    logs: [told(podName(name), failed === WELL ? { failed } : saying(failed, peers))],
  });
const env = (value: string): Raw => ({
  env: [
    { name: 'BOOKS_URL', value },
    { name: 'LEVEL', value: 'info' },
  ],
});
const limited = (cpu: string): Raw => ({ resources: { limits: { cpu } } });
const slow = (p95: number | null, path: string) => ({ ...endpoint(path, 400, 80), p95 });
const NEW = { image: 'new:2' };

const configMap = (name: string, seconds: number) => ({
  metadata: {
    ...{ name, namespace: NAMESPACE, creationTimestamp: ago(86_400) },
    managedFields: [
      { manager: 'kubectl-patch', operation: 'Update', time: ago(seconds), keys: ['data.mode'] },
    ],
  },
});
const reading = (...maps: readonly string[]) => ({
  volumes: maps.map((name) => ({ name, configMap: { name } })),
});

const workloads: Cases = {
  'workload: alone, and others are well': [
    changedWorkload,
    join(rolled('api', {}, NEW), other('stock'), other('mail'), program('web', ['api'])),
  ],
  'workload: with another that fails': [
    changedWorkload,
    join(rolled('api', {}, NEW), other('stock'), other('mail', BAD)),
  ],
  'workload: its callers fail with it': [
    changedWorkload,
    join(rolled('api', {}, NEW), other('stock'), other('web', BAD, ['api'])),
  ],
  'workload: its callers failed before': [
    changedWorkload,
    join(rolled('api', {}, NEW), other('stock'), other('web', EARLY, ['api'])),
  ],
  'workload: of two pods, only those of the new revision': [
    changedWorkload,
    join(rolled('api', {}, NEW), {
      pods: [pod('api', { hash: 'aaaaaaaaaa' })],
      logs: [told('api-aaaaaaaaaa-aaaaa', { failed: WELL })],
    }),
  ],
  'workload: of two pods, only those of the old revision': [
    changedWorkload,
    join(rolled('api', {}, NEW, { failed: WELL }), {
      pods: [pod('api', { hash: 'aaaaaaaaaa' })],
      logs: [told('api-aaaaaaaaaa-aaaaa', saying(BAD))],
    }),
  ],
  'workload: its lines name another, which others ask and are well': [
    changedWorkload,
    join(
      rolled('api', {}, NEW, { peers: ['books'] }),
      program('books'),
      other('shop', WELL, ['books']),
      other('desk', WELL, ['books']),
    ),
  ],
  'workload: its lines name another, which fails': [
    changedWorkload,
    join(rolled('api', {}, NEW, { peers: ['books'] }), other('books', BAD)),
  ],
  'workload: a changed setting names whom its lines name': [
    changedWorkload,
    join(
      rolled('api', env('http://books:80'), env('http://books:81'), { peers: ['books'] }),
      program('books'),
      other('stock'),
    ),
  ],
  ...each(
    [
      [499, 300],
      [500, 300],
      [300, 900],
    ] as const,
    ([first, second]) => [
      `workload: its CPU limit was cut, and requests take ${first} and ${second} ms`,
      [
        changedWorkload,
        join(
          rolled('api', limited('500m'), limited('100m'), {
            more: { endpoints: [slow(first, '/a'), slow(second, '/b'), slow(null, '/c')] },
          }),
          other('stock'),
        ),
      ],
    ],
  ),
  ...each([229, 230, 250], (seconds) => [
    `workload: its log begins with it, and a caller's failures rose ${seconds - 180} s apart`,
    [
      changedWorkload,
      (() => {
        const parts = rolled('api', {}, NEW, { seconds, failed: [50, 50, 50] });
        const [entry] = parts.logs;
        const begun = entry && { ...entry, summary: { ...entry.summary, first: ago(180) } };
        return join(
          { ...parts, logs: begun ? [begun] : [] },
          other('web', seconds === 250 ? LATER : BAD, ['api']),
          other('stock'),
        );
      })(),
    ],
  ]),
  'workload: two ConfigMaps that it reads were changed': [
    changedWorkload,
    join(
      {
        deployments: [deployment('api', { spec: reading('flags', 'other') })],
        replicasets: [replicaSet('api')],
        pods: [pod('api')],
        configmaps: [configMap('flags', 190), configMap('other', 200), configMap('unread', 195)],
        logs: [told(podName('api'), saying(BAD))],
      },
      other('stock'),
    ),
  ],
  'workload: a rollout beside a ConfigMap that it reads': [
    changedWorkload,
    join(
      rolled('api', {}, NEW),
      { configmaps: [configMap('flags', 200)] },
      { deployments: [] },
      other('stock'),
    ),
  ],
  'workload: new lines, and it answers its requests': [
    changedWorkload,
    (() => {
      const parts = rolled('api', {}, NEW);
      return join(
        {
          ...parts,
          logs: parts.logs.map((log) => ({
            ...log,
            summary: {
              ...log.summary,
              minutes: log.summary.minutes.map((one) => ({ ...one, errors5xx: 0 })),
            },
          })),
        },
        other('stock'),
      );
    })(),
  ],
};

const pointed = (more: readonly ReturnType<typeof join>[] = [], api: object = {}, seconds = 182) => {
  const { services: _, ...scanner } = program('scanner');
  return join(
    program('api', ['scanner']),
    scanner,
    {
      services: [repointed('scanner', seconds)],
      logs: [told(podName('api'), { ...saying(BAD, ['scanner']), ...api })],
    },
    ...more,
  );
};
const ENDPOINTS = [endpoint('/scan', 300, 150), endpoint('/list', 500, 0)];
const services: Cases = {
  'service: one caller, at one endpoint': [changedService, pointed([], { endpoints: ENDPOINTS })],
  'service: two callers of three, the worst second, one of them called': [
    changedService,
    pointed([
      join(program('bulk', ['scanner']), { logs: [told(podName('bulk'), saying(MORE, ['scanner']))] }),
      other('desk', WELL, ['scanner']),
      other('edge', WELL, ['bulk']),
      other('stock'),
    ]),
  ],
  ...each(
    [
      [150, 150],
      [149, 151],
    ] as const,
    ([it, another]) => [
      `service: ${it} lines name it, ${another} another`,
      [
        changedService,
        pointed([program('books')], {
          patterns: [
            lines(LINE, [0, 0, 0, 0, 0, 50, 50, it - 100], { peers: ['scanner'] }),
            lines('another of the kind', [0, 0, 0, 0, 0, 50, 50, another - 100], { peers: ['books'] }),
          ],
        }),
      ],
    ],
  ),
  'service: what stands behind it says the same': [
    changedService,
    pointed([{ logs: [told(podName('scanner'), { patterns: [lines(LINE, BAD)] })] }]),
  ],
  'service: what stands behind it logs errors since': [
    changedService,
    pointed([
      { logs: [told(podName('scanner'), { patterns: [lines('something else is wrong here', BAD)] })] },
    ]),
  ],
  'service: what stands behind it logs errors since long before': [
    changedService,
    pointed([
      { logs: [told(podName('scanner'), { patterns: [lines('something else is wrong here', EARLY)] })] },
    ]),
  ],
  'service: requests arrive behind it and fail': [
    changedService,
    pointed([{ logs: [told(podName('scanner'), { failed: BAD })] }]),
  ],
  'service: another was changed with it, and its program was rolled out': [
    changedService,
    pointed([
      {
        replicasets: [
          replicaSet('scanner', { hash: 'bbbbbbbbbb', revision: 2, container: NEW, created: ago(200) }),
          replicaSet('api', { hash: 'cccccccccc', revision: 2, container: NEW, created: ago(210) }),
        ],
      },
    ]),
  ],
  ...each(['applied', 'released'], (how) => [
    `service: a manifest was applied whole, ${how}`,
    [
      changedService,
      (() => {
        const applied = repointed('scanner', 182);
        const [entry] = applied.metadata.managedFields;
        const metadata = {
          ...applied.metadata,
          lastApplied: undefined,
          managedFields: [{ ...entry, operation: 'Apply', keys: [...(entry?.keys ?? []), 'spec.selector'] }],
        };
        const parts = pointed(
          how === 'released'
            ? [
                {
                  replicasets: [
                    replicaSet('scanner', {
                      hash: 'bbbbbbbbbb',
                      revision: 2,
                      container: NEW,
                      created: ago(200),
                    }),
                  ],
                },
              ]
            : [],
        );
        return { ...parts, services: [service('api'), { ...applied, metadata }] };
      })(),
    ],
  ]),
};

const callees: Cases = {
  'callee: of two callers, others are well': [
    changedCallee,
    join(
      rolled('books', { image: 'a' }, NEW, { failed: WELL }),
      other('web', BAD, ['books'], ['books']),
      other('bulk', MORE, ['books']),
      other('shop', WELL, ['mail']),
      other('idle', WELL, []),
      program('mail'),
    ),
  ],
  'callee: of a caller of its caller': [
    changedCallee,
    join(
      rolled('books', { image: 'a' }, NEW, { failed: WELL }),
      program('web', ['books']),
      other('edge', BAD, ['web'], ['web']),
    ),
  ],
  'callee: a caller names another': [
    changedCallee,
    join(
      rolled('books', { image: 'a' }, NEW, { failed: WELL }),
      other('web', BAD, ['books', 'mail'], ['mail']),
      program('mail'),
    ),
  ],
  'callee: somebody fails who does not call it': [
    changedCallee,
    join(
      rolled('books', { image: 'a' }, NEW, { failed: WELL }),
      other('web', BAD, ['books']),
      other('mail', BAD),
    ),
  ],
  'callee: it fails itself': [
    changedCallee,
    join(rolled('books', { image: 'a' }, NEW), other('web', BAD, ['books'])),
  ],
  'callee: it is not whole': [
    changedCallee,
    join(
      { ...rolled('books', { image: 'a' }, NEW, { failed: WELL }), pods: [pod('books', { ready: false })] },
      other('web', BAD, ['books']),
    ),
  ],
  'callee: its old pods fail too': [
    changedCallee,
    join(
      rolled('books', { image: 'a' }, NEW, { failed: WELL }),
      { pods: [pod('books', { hash: 'aaaaaaaaaa', ready: false })] },
      other('web', BAD, ['books']),
    ),
  ],
  'callee: two were changed': [
    changedCallee,
    join(
      rolled('books', { image: 'a' }, NEW, { failed: WELL }),
      rolled('mail', { image: 'a' }, NEW, { failed: WELL, seconds: 200 }),
      other('web', BAD, ['books', 'mail']),
    ),
  ],
  'callee: its caller was changed as well': [
    changedCallee,
    join(rolled('books', { image: 'a' }, NEW, { failed: WELL }), program('web', ['books']), {
      replicasets: [
        replicaSet('web', { hash: 'dddddddddd', revision: 2, container: NEW, created: ago(195) }),
      ],
      logs: [told(podName('web'), { ...saying(BAD), endpoints: ENDPOINTS })],
    }),
  ],
  'callee: a ConfigMap that it reads was changed, and it was rolled out': [
    changedCallee,
    join(
      {
        deployments: [deployment('books', { spec: reading('flags') })],
        replicasets: [
          replicaSet('books', { hash: 'aaaaaaaaaa', container: { image: 'a' } }),
          replicaSet('books', { revision: 2, created: ago(185) }),
        ],
        pods: [pod('books')],
        services: [service('books')],
        configmaps: [configMap('flags', 195)],
        logs: [told(podName('books'), { failed: WELL })],
      },
      other('web', BAD, ['books']),
    ),
  ],
  'callee: its caller logs begin with the failure': [
    changedCallee,
    join(rolled('books', { image: 'a' }, NEW, { failed: WELL }), other('web', [50, 50, 50], ['books'])),
  ],
};

const BROKER = 'amqp://frob@broker:5672//';
const queue = (value?: string): Raw => ({ env: value === undefined ? [] : [{ name: 'QUEUE_AT', value }] });
const worker = (
  before: Raw,
  after: Raw,
  peers: readonly string[],
  more: readonly ReturnType<typeof join>[] = [],
) => {
  const entry = told(podName('worker'), { patterns: [lines(LINE, [9, 9, 9], { peers })] });
  return join(
    { ...program('broker'), services: [service('broker', { ports: [{ port: 5672 }] })] },
    {
      deployments: [deployment('worker', { container: after })],
      replicasets: [
        replicaSet('worker', { hash: 'aaaaaaaaaa', revision: 1, container: before }),
        replicaSet('worker', { revision: 2, container: after, created: ago(182) }),
      ],
      pods: [pod('worker', { container: after })],
      logs: [{ ...entry, summary: { ...entry.summary, first: ago(180) } }],
    },
    ...more,
  );
};
const sets = (name: string) => ({
  deployments: [deployment(name, { container: queue(BROKER) })],
  pods: [pod(name, { container: queue(BROKER) })],
});
const settings: Cases = {
  'setting: lost by a rollout': [lostSetting, worker(queue(BROKER), queue(), ['127.0.0.1:5672'])],
  'setting: lost by a rollout, and set by two others': [
    lostSetting,
    worker(queue(BROKER), queue(), ['127.0.0.1:5672'], [sets('web'), sets('shop')]),
  ],
  'setting: lacking, and set by two others': [
    lostSetting,
    worker({ image: 'a' }, queue(), ['127.0.0.1:5672', 'localhost:5672'], [sets('web'), sets('shop')]),
  ],
  'setting: it calls another first': [
    lostSetting,
    worker(queue(BROKER), queue(), ['broker:5672', '127.0.0.1:5672']),
  ],
  'setting: another is called as well': [
    lostSetting,
    worker(queue(BROKER), queue(), ['127.0.0.1:5672', 'broker:5672']),
  ],
  'setting: it listens there': [
    lostSetting,
    worker({ ...queue(BROKER) }, { ...queue(), ports: [{ containerPort: 5672 }] }, ['127.0.0.1:5672']),
  ],
};

export const differing: Cases = { ...workloads, ...services, ...callees, ...settings };
