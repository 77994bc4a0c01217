import { describe, expect, it } from '@jest/globals';
import { changedWorkload } from '../../../../functions/diagnosis/mechanisms/differences/changed-workload.ts';
import { endpoint, lines, program, told } from '../differences/system.ts';
import {
  ago,
  container,
  deployment,
  findingsOf,
  join,
  NAMESPACE,
  pod,
  podName,
  replicaSet,
  service,
  short,
} from './cluster.ts';

const BAD = [0, 0, 0, 0, 0, 50, 50, 50];
const WELL = [0, 0, 0, 0, 0, 0, 0, 0];
type Raw = Record<string, unknown>;

/** An API of two revisions, the newest of which was rolled out so many seconds ago, as its requests began to fail. */
const rolled = (
  before: Raw,
  after: Raw,
  { ago: seconds = 190, peers = [] as readonly string[], failed = BAD } = {},
) => ({
  deployments: [deployment('api', { container: after })],
  replicasets: [
    replicaSet('api', { hash: 'aaaaaaaaaa', revision: 1, container: before }),
    replicaSet('api', { revision: 2, container: after, created: ago(seconds) }),
  ],
  pods: [pod('api', { container: after })],
  services: [service('api')],
  logs: [
    told(podName('api'), { failed, patterns: [lines('frob of the zorg went sideways', failed, { peers })] }),
  ],
});
/** The same, of a restart alone. */
const restarted = () => {
  const parts = rolled({}, {});
  const at = { 'kubectl.kubernetes.io/restartedAt': ago(190) };
  const replicasets = parts.replicasets.map((set, index) => ({
    ...set,
    spec: {
      template: {
        metadata: { labels: { app: 'api' }, annotations: index === 1 ? at : {} },
        spec: { containers: [container()] },
      },
    },
  }));
  return { ...parts, replicasets };
};
/** Another program that calls somebody: one that calls nobody would be well whatever failed. */
const other = (name: string, failed: readonly number[] = WELL, calls: readonly string[] = ['clock']) =>
  join(program(name, calls), { logs: [told(podName(name), { failed, patterns: [] })] });
const limited = (cpu: string | undefined): Raw => ({
  resources: { limits: cpu === undefined ? {} : { cpu } },
});
const env = (value: string): Raw => ({ env: [{ name: 'BOOKS_URL', value }] });
const found = (...parts: readonly ReturnType<typeof join>[]) =>
  short(findingsOf(changedWorkload, join(...parts)));

describe('changed-workload', () => {
  it('is a hint by time alone, whatever the new lines say', () => {
    expect(found(rolled({}, { image: 'api:2' }))).toEqual(['bad-rollout Deployment/api hint']);
  });

  it('is strong where it fails alone, though others serve', () => {
    expect(found(rolled({}, { image: 'api:2' }), other('stock'))).toEqual([
      'bad-rollout Deployment/api strong',
    ]);
  });

  it('is no more than a hint where somebody whom it does not serve fails too', () => {
    expect(found(rolled({}, { image: 'api:2' }), other('stock'), other('mail', BAD))).toEqual([
      'bad-rollout Deployment/api hint',
    ]);
  });

  it('takes a caller that fails with it for no other one', () => {
    expect(found(rolled({}, { image: 'api:2' }), other('stock'), other('web', BAD, ['api']))).toEqual([
      'bad-rollout Deployment/api strong',
    ]);
  });

  it('leaves a mere restart, and a release that came after the failure began or long before', () => {
    expect(found(restarted())).toEqual([]);
    expect(found(rolled({}, { image: 'api:2' }, { ago: 174 }))).toEqual([]);
    expect(found(rolled({}, { image: 'api:2' }, { ago: 180 + 15 * 60 + 1 }))).toEqual([]);
  });

  it('is judged by which of its revisions fail, where pods of both are there', () => {
    const beside = (failed: number[], old: readonly number[]) =>
      join(rolled({}, { image: 'api:2' }, { failed }), {
        pods: [pod('api', { hash: 'aaaaaaaaaa' })],
        logs: [told('api-aaaaaaaaaa-aaaaa', { failed: old })],
      });
    expect(found(beside(BAD, WELL))).toEqual(['bad-rollout Deployment/api strong']);
    expect(found(beside(WELL, BAD))).toEqual([]);
    expect(found(beside(BAD, BAD))).toEqual([]);
  });

  it('leaves what failed before at the same rate', () => {
    const steady = [50, 50, 50, 50, 50, 50, 50, 50];
    expect(found(rolled({}, { image: 'api:2' }, { failed: steady }))).toEqual([]);
  });

  describe('whose new lines name somebody else', () => {
    const asking = rolled({}, { image: 'api:2' }, { peers: ['books'] });

    it('is a hint, where nobody else asks that one', () => {
      expect(found(asking, program('books'))).toEqual(['bad-rollout Deployment/api hint']);
    });

    it('is strong, where others ask the same and are well', () => {
      expect(found(asking, program('books'), other('shop', WELL, ['books']))).toEqual([
        'bad-rollout Deployment/api strong',
      ]);
    });

    it('is left, where that one fails too', () => {
      expect(found(asking, other('books', BAD))).toEqual([]);
    });

    it('is left, where that one was changed at the same time', () => {
      const books = join(program('books'), {
        replicasets: [
          replicaSet('books', { hash: 'bbbbbbbbbb', revision: 1, container: {} }),
          replicaSet('books', { revision: 2, container: { image: 'books:2' }, created: ago(185) }),
        ],
      });
      expect(found(asking, books)).toEqual([]);
    });
  });

  it('blames one whose changed setting names whom the new lines name', () => {
    const moved = rolled(env('http://books:80'), env('http://books:81'), { peers: ['books'] });
    expect(found(moved, program('books'))).toEqual(['bad-rollout Deployment/api strong']);
    expect(findingsOf(changedWorkload, join(moved, program('books')))[0]?.evidence.join()).toContain(
      'the changed variable BOOKS_URL names books, as the new lines do',
    );
  });
});

describe('a CPU limit that was cut', () => {
  it.each([
    ['500m', '40m', 'cpu-saturation'],
    ['500m', '250m', 'cpu-saturation'],
    ['500m', '251m', 'bad-rollout'],
    [undefined, '2', 'cpu-saturation'],
    ['500m', undefined, 'bad-rollout'],
    ['40m', '500m', 'bad-rollout'],
  ])('to half of it or less is the cause: %s -> %s', (from, to, cause) => {
    expect(found(rolled(limited(from), limited(to)), other('stock'))).toEqual([
      `${cause} Deployment/api strong`,
    ]);
  });

  it('is never proven, and says from what to what', () => {
    const [finding] = findingsOf(
      changedWorkload,
      join(rolled(limited('500m'), limited('40m')), other('stock')),
    );
    expect(finding).toMatchObject({
      strength: 'strong',
      title: 'it has been failing since its CPU limit was cut from 500m to 40m',
    });
  });
});

describe('a ConfigMap that was changed', () => {
  const configMap = (secondsAgo: number) => ({
    metadata: {
      name: 'flags',
      namespace: NAMESPACE,
      creationTimestamp: ago(86_400),
      managedFields: [
        { manager: 'kubectl-patch', operation: 'Update', time: ago(secondsAgo), keys: ['data.mode'] },
      ],
    },
  });
  const reading = (spec: Raw, secondsAgo = 190, created = ago(3000)) => ({
    deployments: [deployment('api', { spec: { containers: [{ name: 'main', ...spec }], ...spec } })],
    replicasets: [replicaSet('api')],
    pods: [pod('api', { created })],
    configmaps: [configMap(secondsAgo)],
    logs: [told(podName('api'), { failed: BAD, patterns: [lines('frob of the zorg went sideways', BAD)] })],
  });
  const mounted = { volumes: [{ name: 'flags', configMap: { name: 'flags' } }] };
  const inEnv = { envFrom: [{ configMapRef: { name: 'flags' } }] };

  it('and that it mounts is what it began with, strong where it fails alone', () => {
    expect(found(reading(mounted))).toEqual(['config-missing Deployment/api hint']);
    expect(found(reading(mounted), other('stock'))).toEqual(['config-missing Deployment/api strong']);
  });

  it.each([
    [191, 'config-missing'],
    [189, 'bad-rollout'],
  ])('is a rollout only where pods that started since read it: %d s ago', (started, cause) => {
    const parts = { ...reading(mounted), pods: [pod('api', { created: ago(started) })] };
    expect(found(parts)).toEqual([`${cause} Deployment/api hint`]);
  });

  it('and that it does not read, or has not read again since, is not', () => {
    expect(found(reading({}))).toEqual([]);
    expect(found(reading(inEnv))).toEqual([]);
    expect(found(reading(inEnv, 190, ago(185)))).toEqual(['bad-rollout Deployment/api hint']);
  });
});

describe('what a change did not bring', () => {
  it('is new error lines of a program that answers its requests', () => {
    const parts = rolled({}, { image: 'api:2' });
    const [entry] = parts.logs;
    if (!entry) throw new Error('a log');
    const minutes = entry.summary.minutes.map((minute) => ({ ...minute, errors5xx: 0 }));
    const logs = [{ ...entry, summary: { ...entry.summary, minutes } }];
    expect(found({ ...parts, logs }, other('stock'))).toEqual(['bad-rollout Deployment/api hint']);
    const fresh = logs.map((log) => ({ ...log, summary: { ...log.summary, first: ago(180) } }));
    expect(found({ ...parts, logs: fresh }, other('stock'))).toEqual([]);
  });

  it('is what its callers failed by before: it is rather the answer to that', () => {
    const early = [0, 0, 0, 50, 50, 50, 50, 50];
    expect(found(rolled({}, { image: 'api:2' }), other('web', early, ['api']), other('stock'))).toEqual([]);
  });
});

describe('slowness beside a CPU limit that was cut', () => {
  it.each([
    [500, 'strong'],
    [499, 'hint'],
  ])('speaks for it from half a second on: %d ms', (p95, strength) => {
    const parts = rolled(limited('500m'), limited('40m'));
    const logs = parts.logs.map((log) => ({
      ...log,
      summary: { ...log.summary, endpoints: [{ ...endpoint('/x', 800, 150), p95 }] },
    }));
    const own = rolled(limited('500m'), limited('40m'));
    const first = (log: (typeof logs)[number]) => ({ ...log, summary: { ...log.summary, first: ago(180) } });
    expect(found({ ...own, logs: logs.map(first) }, other('stock'))).toEqual([
      `cpu-saturation Deployment/api ${strength}`,
    ]);
  });
});

describe('changed-workload, of a worker', () => {
  const NONE: readonly number[] = Array.from({ length: 20 }, () => 0);
  const byMinute = (counts: readonly number[]) => lines('', counts).minutes;
  /** Its work, its error lines and what waits, in each of the last 20 minutes; rolled out at the 15th. */
  const worker = (work: readonly number[], errors = NONE, waiting = NONE) => {
    const parts = rolled({}, { image: 'api:2' }, { ago: 310 });
    const one = told(podName('api'), {
      requests: 0,
      failed: NONE,
      patterns: errors === NONE ? [] : [lines('zorg', errors)],
    });
    const summary = {
      ...one.summary,
      minutes: [],
      requests: 0,
      work: byMinute(work),
      waiting: [{ name: 'lag', minutes: byMinute(waiting) }],
    };
    return { ...parts, logs: [{ ...one, summary }] };
  };
  const turn = (before: number, after: number) => NONE.map((_, at) => (at < 15 ? before : after));
  const growing = NONE.map((_, at) => (at < 15 ? 3 : 3 + (at - 14) * 50));

  it('is told by what waits since, where it does less and says no error', () => {
    const [finding] = findingsOf(changedWorkload, worker(turn(30, 4), NONE, growing));
    expect(finding?.cause).toBe('bad-rollout');
    expect(finding?.evidence[1]).toBe(
      'api: work has been piling up since 13:55:00Z (lag 3 -> 253); less is done: 30 -> 4 pieces of work a minute, 10 s after it',
    );
    expect(found(worker(turn(30, 4), NONE, growing), other('stock'))).toEqual([
      'bad-rollout Deployment/api strong',
    ]);
  });

  it('is none where more comes in, or nothing waits', () => {
    expect(found(worker(turn(30, 30), NONE, growing))).toEqual([]);
    expect(found(worker(turn(30, 4)))).toEqual([]);
  });

  it('is none where it does as much as before, with few errors to it', () => {
    expect(found(worker(turn(60, 60), turn(0, 5)), other('stock'))).toEqual([]);
    expect(found(worker(turn(60, 60), turn(0, 6)), other('stock'))).toEqual([
      'bad-rollout Deployment/api hint',
    ]);
    expect(found(worker(turn(60, 20), turn(0, 5)), other('stock'))).toEqual([
      'bad-rollout Deployment/api strong',
    ]);
  });
});

describe('changed-workload, by what the new lines speak of', () => {
  const setting = (name: string, value: string): Raw => ({ env: [{ name, value }] });
  /** An API whose setting was changed, and that says this since. */
  const says = (name: string, line: string, old: string | undefined = undefined) => {
    const parts = rolled(setting(name, '14'), setting(name, '4'));
    const patterns = [lines(line, BAD), ...(old === undefined ? [] : [lines(old, [9, 9, 9, 9, 9, 9, 9, 9])])];
    return found({ ...parts, logs: [told(podName('api'), { failed: BAD, patterns })] });
  };

  it.each([
    ['in capitals', 'BERTH_PLAN', 'no such berth'],
    ['of several of a thing', 'ROWS', 'row 14 is beyond the back window'],
    ['of one thing of several', 'tollGate', 'all tolls are shut'],
  ])('is strong where they speak of the changed setting: %s', (_, name, line) => {
    expect(says(name, line)).toEqual(['bad-rollout Deployment/api strong']);
  });

  it.each<[string, string, string, string | undefined]>([
    ['of something else', 'BERTH_PLAN', 'the frob went sideways', undefined],
    ['in words of any program', 'REQUEST_TIMEOUT', 'request timeout', undefined],
    ['in a word that is too short', 'ROW', 'row 14 is beyond the back window', undefined],
    ['of what they spoke of before', 'BERTH_PLAN', 'no such berth', 'berth is late'],
    ['of a part of a word', 'BERTH_PLAN', 'berthold is not in', undefined],
  ])('is a hint where they speak %s', (_, name, line, old) => {
    expect(says(name, line, old)).toEqual(['bad-rollout Deployment/api hint']);
  });

  it('is a hint where they name another program', () => {
    const parts = join(rolled(setting('STOCK_DEPTH', '14'), setting('STOCK_DEPTH', '4')), {
      services: [service('stocks')],
    });
    const logs = [told(podName('api'), { failed: BAD, patterns: [lines('stock is mute', BAD)] })];
    expect(found({ ...parts, logs })).toEqual(['bad-rollout Deployment/api hint']);
  });

  it('says the setting and the line', () => {
    const parts = rolled(setting('BERTH_PLAN', '14'), setting('BERTH_PLAN', '4'));
    const logs = [told(podName('api'), { failed: BAD, patterns: [lines('no such berth', BAD)] })];
    expect(findingsOf(changedWorkload, { ...parts, logs })[0]?.evidence).toContain(
      'the new lines speak of BERTH_PLAN, which was changed: no such berth',
    );
  });
});
