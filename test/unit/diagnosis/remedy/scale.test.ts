import { describe, expect, it } from '@jest/globals';
import { scaleUp } from '../../../../functions/diagnosis/remedy/scale.ts';
import { commandText } from '../../../../functions/model/command/command.ts';
import { app, deployment, join, NAMESPACE, node, pod, statefulSet, viewOf } from '../mechanisms/cluster.ts';

type Parts = Parameters<typeof viewOf>[0];
const ref = { kind: 'Deployment', namespace: NAMESPACE, name: 'api' };
const requests = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } });
const of = (replicas: number, container: object = {}) => ({
  deployments: [deployment('api', { replicas, container: { ...container } })],
  pods: [pod('api', { container: { ...container } })],
});
/** What is advised, as text: the command, or what not to do and why. */
const advised = (...parts: readonly Parts[]): readonly string[] =>
  scaleUp(ref, viewOf(join(...parts)), 'why').map(({ command, text }) =>
    command === undefined ? text : `${commandText(command)} # ${text}`,
  );
const room = (allocatable: object, more: object = {}) => ({
  nodes: [node('node-1', { conditions: [{ type: 'Ready', status: 'True' }], allocatable, ...more })],
});
const quota = (hard: object, used: object, spec: object = {}, namespace = NAMESPACE) => ({
  resourcequotas: [{ metadata: { name: 'team', namespace }, spec, status: { hard, used } }],
});

describe('how many more', () => {
  it.each([
    [1, 3],
    [2, 4],
    [4, 6],
    [5, 8],
    [10, 15],
  ])('are asked for than %i: %i', (replicas, wanted) => {
    expect(advised(of(replicas))).toEqual([
      `kubectl -n shop scale deployment/api --replicas=${wanted} # why: ${replicas} -> ${wanted} replicas, running pods stay; quota was not read, nodes were not read`,
    ]);
  });

  it('are asked for of a StatefulSet as well', () => {
    const set = { kind: 'StatefulSet', namespace: NAMESPACE, name: 'db' };
    const actions = scaleUp(set, viewOf({ statefulsets: [statefulSet('db')] }), 'why');
    expect(actions.map(({ deed }) => deed)).toEqual(['scale-up']);
  });

  it('are none of what has none, or is no set that scales', () => {
    expect(advised(of(0))).toEqual([]);
    expect(advised({ pods: [pod('api')] })).toEqual([]);
    const daemon = { kind: 'DaemonSet', namespace: NAMESPACE, name: 'api' };
    expect(scaleUp(daemon, viewOf(of(2)), 'why')).toEqual([]);
  });
});

describe('a quota', () => {
  // Two more pods of 100m and 64 MiB are asked for.
  const two = of(2, {
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
  });

  it.each([
    ['pods', '12', '10', '11'],
    ['count/pods', '12', '10', '11'],
    ['cpu', '1200m', '1', '1001m'],
    ['requests.cpu', '1200m', '1', '1001m'],
    ['memory', '228Mi', '100Mi', '101Mi'],
    ['requests.memory', '228Mi', '100Mi', '101Mi'],
    ['limits.cpu', '1400m', '1', '1001m'],
    ['limits.memory', '356Mi', '100Mi', '101Mi'],
  ])('has room for as much as it has, and for no more: %s', (resource, hard, used, fuller) => {
    expect(advised(two, quota({ [resource]: hard }, { [resource]: used }))[0]).toContain(
      '--replicas=4 # why: 2 -> 4 replicas, running pods stay; quota has room',
    );
    expect(advised(two, quota({ [resource]: hard }, { [resource]: fuller }))).toEqual([
      `do not scale deployment/api up to 4: quota team has ${resource} ${fuller} of ${hard} in use`,
    ]);
  });

  it('has room for three tenths in three', () => {
    const four = of(6, { resources: { requests: { cpu: '100m' } } });
    expect(advised(four, quota({ cpu: '300m' }, { cpu: '0' }))[0]).toContain('--replicas=9');
  });

  it.each<[string, Parts]>([
    ['has scopes', quota({ pods: '1' }, { pods: '1' }, { scopes: ['BestEffort'] })],
    ['is of another namespace', quota({ pods: '1' }, { pods: '1' }, {}, 'other')],
    ['bounds something else', quota({ secrets: '1' }, { secrets: '1' })],
    ['does not say what is used', quota({ pods: '1' }, {})],
  ])('is not judged that %s', (_, parts) => {
    expect(advised(two, parts)[0]).toContain('--replicas=4');
  });
});

describe('nodes', () => {
  // 100m and 64 MiB are requested by the pod that runs; two more ask for as much each.
  const two = of(2, requests('100m', '64Mi'));

  it.each([
    ['cpu', { cpu: '300m', memory: '1Gi' }, { cpu: '299m', memory: '1Gi' }],
    ['memory', { cpu: '8', memory: '192Mi' }, { cpu: '8', memory: '191Mi' }],
    ['pods', { cpu: '8', memory: '8Gi', pods: '3' }, { cpu: '8', memory: '8Gi', pods: '2' }],
  ])('have room for as many as fit beside what runs: %s', (_, enough, less) => {
    expect(advised(two, room(enough))[0]).toContain(
      'quota was not read, 1 node seem to have room (other namespaces not counted)',
    );
    expect(advised(two, room(less))).toEqual([
      'do not scale deployment/api up to 4: the nodes have room for 1 more (each requests 100m cpu, 64 MiB)',
    ]);
  });

  it('have room for 110 pods where they say nothing else', () => {
    const many = (count: number) => ({
      pods: Array.from({ length: count }, (_, at) => pod('job', { suffix: `x${at}`, ownerKind: 'Job' })),
    });
    expect(advised(of(2), many(107), room({}))[0]).toContain('--replicas=4');
    expect(advised(of(2), many(108), room({}))[0]).toContain('room for 1 more');
  });

  it('are counted with the pods of the system, and without what has ended or is elsewhere', () => {
    const system = { systempods: [pod('dns', { container: requests('100m', '64Mi') })] };
    expect(advised(two, room({ cpu: '300m' }), system)[0]).toContain('room for 1 more');
    const ended = { pods: [pod('old', { phase: 'Succeeded', container: requests('1', '1Gi') })] };
    const elsewhere = { pods: [pod('web', { node: 'node-2', container: requests('1', '1Gi') })] };
    expect(advised(two, room({ cpu: '300m' }), ended, elsewhere)[0]).toContain('--replicas=4');
  });

  it.each<[string, object]>([
    ['cordoned', { spec: { unschedulable: true } }],
    ['not ready', { status: { conditions: [{ type: 'Ready', status: 'False' }] } }],
    ['silent', { status: { conditions: [{ type: 'MemoryPressure', status: 'True' }] } }],
    ['tainted', { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } }],
    ['emptied', { spec: { taints: [{ key: 'a', effect: 'NoExecute' }] } }],
  ])('take no pods: %s', (_, more) => {
    expect(advised(two, { nodes: [{ ...node('node-1'), ...more }] })).toEqual([
      'do not scale deployment/api up to 4: no node can take pods',
    ]);
    expect(advised(two, { nodes: [{ ...node('node-1'), ...more }, node('node-2')] })[0]).toContain(
      '--replicas=4',
    );
  });

  it('take pods though they would rather not', () => {
    const taints = [{ key: 'a', effect: 'PreferNoSchedule' }];
    expect(advised(two, { nodes: [{ ...node('node-1'), spec: { taints } }] })[0]).toContain('--replicas=4');
  });

  it('are asked for limits where nothing is requested', () => {
    const limited = of(2, { resources: { limits: { cpu: '100m', memory: '64Mi' } } });
    expect(advised(limited, room({ cpu: '299m' }))[0]).toContain('room for 1 more');
    expect(advised(limited, room({ memory: '191Mi' }))[0]).toContain('room for 1 more');
  });
});

describe('an autoscaler', () => {
  const autoscaler = (maxReplicas: number, target: object = {}, namespace = NAMESPACE) => ({
    horizontalpodautoscalers: [
      {
        metadata: { name: 'auto', namespace },
        spec: { maxReplicas, scaleTargetRef: { kind: 'Deployment', name: 'api', ...target } },
      },
    ],
  });

  it('is left to scale below its maximum, which is raised where it is reached', () => {
    expect(advised(of(2), autoscaler(3))).toEqual([
      'autoscaler auto owns the replicas, 2 of at most 3: let it scale, or see why it does not',
    ]);
    expect(advised(of(2), autoscaler(2))[0]).toMatch(
      /^kubectl -n shop patch hpa auto --patch '\{"spec":\{"maxReplicas":4\}\}' # why: raises the autoscaler's maximum 2 -> 4, /,
    );
  });

  it.each<[string, Parts]>([
    ['another name', autoscaler(2, { name: 'web' })],
    ['another kind', autoscaler(2, { kind: 'StatefulSet' })],
    ['another namespace', autoscaler(2, {}, 'other')],
  ])('owns nothing of %s', (_, parts) => {
    expect(advised(of(2), app('web'), parts)[0]).toContain('scale deployment/api --replicas=4');
  });
});
