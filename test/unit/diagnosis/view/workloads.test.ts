import { describe, expect, it } from '@jest/globals';
import { buildView } from '../../../../functions/diagnosis/view/view.ts';
import { isFinished, isMadeGood } from '../../../../functions/diagnosis/view/workloads.ts';
import { isReady } from '../../../../functions/model/kubernetes/ready.ts';
import {
  ago,
  app,
  bundleOf,
  deployment,
  join,
  playbook,
  pod,
  replicaSet,
  statefulSet,
  viewOf,
} from '../mechanisms/cluster.ts';

/** "Kind/name ready/desired", and how many pods it has. */
const short = (parts: object, statuses = {}) =>
  buildView(bundleOf(parts, {}, statuses), playbook()).workloads.map(
    ({ ref, ready, desired, pods }) => `${ref.kind}/${ref.name} ${ready}/${desired} ${pods.length}`,
  );
const owned = (kind: string, name: string, more: object = {}) => ({
  metadata: {
    name: 'p',
    namespace: 'shop',
    ownerReferences: [{ kind, name, controller: true }],
    ...more,
  },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
});

describe('the workload of a pod', () => {
  it.each([
    ['ReplicaSet', 'web-6d4cf56db6', 'Deployment/web'],
    ['ReplicaSet', 'web-abc123', 'Deployment/web'],
    ['ReplicaSet', 'web-abc12', 'ReplicaSet/web-abc12'],
    ['ReplicaSet', 'web-abcdefghij', 'Deployment/web'],
    ['ReplicaSet', 'web-abcdefghijk', 'ReplicaSet/web-abcdefghijk'],
    ['Job', 'report-29401234', 'CronJob/report'],
    ['Job', 'report-2940123', 'Job/report-2940123'],
    ['StatefulSet', 'db', 'StatefulSet/db'],
    ['Node', 'node-1', 'Pod/p'],
  ])('is guessed by the owner that it has, %s %s: %s', (kind, name, workload) => {
    expect(short({ pods: [owned(kind, name)] })[0]).toMatch(workload);
  });

  it('is that of the owner which was read', () => {
    const bare = { metadata: { name: 'web-6d4cf56db6', namespace: 'shop' }, spec: { replicas: 3 } };
    expect(short({ pods: [owned('ReplicaSet', 'web-6d4cf56db6')], replicasets: [bare] })).toEqual([
      'ReplicaSet/web-6d4cf56db6 1/3 1',
    ]);
  });

  it('is its controller of several owners, else the first', () => {
    const owners = (controller: boolean) => ({
      ownerReferences: [
        { kind: 'Custom', name: 'x' },
        { kind: 'StatefulSet', name: 'db', controller },
      ],
    });
    expect(short({ pods: [owned('', '', owners(true))] })).toEqual(['StatefulSet/db 1/null 1']);
    expect(short({ pods: [owned('', '', owners(false))] })).toEqual(['Custom/x 1/null 1']);
  });

  it('is the Deployment that its name says, where no owner is recorded and that is there', () => {
    const alone = (name: string) => owned('', '', { name, ownerReferences: [] });
    const parts = (name: string) => ({ deployments: [deployment('web')], pods: [alone(name)] });
    expect(short(parts('web-6d4cf56db6-abcde'))).toEqual(['Deployment/web 1/1 1']);
    for (const name of ['web-6d4cf56db6-abcd', 'web-abc-abcde', 'api-6d4cf56db6-abcde'])
      expect(short(parts(name))).toHaveLength(2);
  });

  it('of a pod that is not in the evidence is its owner, else itself', () => {
    const view = viewOf(app('web'));
    const [known] = view.workloads[0]?.pods ?? [];
    if (known === undefined) throw new Error('there is a pod');
    expect(view.owners.ofPod({ ...known }).ref.name).toBe('web');
    const metadata = { ...known.metadata, name: 'debug', ownerReferences: [] };
    expect(view.owners.ofPod({ ...known, metadata }).ref).toEqual({
      kind: 'Pod',
      namespace: 'shop',
      name: 'debug',
    });
  });
});

describe('how many pods a workload has and wants', () => {
  it('is one where a manifest names no number', () => {
    const spec = { metadata: { name: 'a', namespace: 'shop' }, spec: {} };
    expect(short({ deployments: [spec], statefulsets: [spec], replicasets: [spec] })).toEqual([
      'Deployment/a 0/1 0',
      'ReplicaSet/a 0/1 0',
      'StatefulSet/a 0/1 0',
    ]);
  });

  it('is what a DaemonSet is scheduled to', () => {
    const set = {
      metadata: { name: 'agent', namespace: 'shop' },
      status: { desiredNumberScheduled: 3, numberReady: 2 },
    };
    expect(short({ daemonsets: [set] }, { pods: 'forbidden' })).toEqual(['DaemonSet/agent 2/3 0']);
  });

  it('is counted by the pods that were read whole, and by the controller else', () => {
    const parts = {
      deployments: [deployment('web', { replicas: 2, ready: 2 })],
      statefulsets: [statefulSet('db', { replicas: 2, ready: 2 })],
      replicasets: [replicaSet('web')],
      pods: [pod('web')],
    };
    expect(short(parts)).toEqual(['Deployment/web 1/2 1', 'StatefulSet/db 0/2 0']);
    expect(short(parts, { pods: 'truncated' })).toEqual(['Deployment/web 2/2 1', 'StatefulSet/db 2/2 0']);
  });

  it('leaves out a pod that is being deleted', () => {
    const leaving = owned('StatefulSet', 'db', { deletionTimestamp: ago(5) });
    expect(short({ pods: [leaving] })).toEqual(['StatefulSet/db 0/null 1']);
  });

  it('is in the order of their names', () => {
    expect(short(join(app('b'), app('a')))).toEqual(['Deployment/a 1/1 1', 'Deployment/b 1/1 1']);
  });
});

describe('what a workload asks for', () => {
  const template = (kind: string) => {
    const object = deployment('web', { container: { image: 'r/web:7' } });
    return viewOf({ [kind]: [object] }).workloads[0];
  };
  it.each(['deployments', 'statefulsets', 'daemonsets', 'jobs', 'replicasets'])(
    'is its template: %s',
    (kind) => {
      expect(template(kind)?.spec?.containers[0]?.image).toBe('r/web:7');
      expect(template(kind)?.labels).toEqual({ app: 'web' });
      expect(template(kind)?.known).toBe(true);
    },
  );

  it('is what its pod has, where it was not read', () => {
    const [workload] = viewOf({ pods: [pod('web', { container: { image: 'r/web:8' } })] }).workloads;
    expect(workload?.spec?.containers[0]?.image).toBe('r/web:8');
    expect(workload?.labels).toEqual({ app: 'web' });
    expect(workload?.known).toBe(false);
  });
});

describe('the last success of a CronJob', () => {
  const job = (seconds: number, exitCode = 0) =>
    pod('report-29401234', {
      ownerKind: 'Job',
      suffix: String(seconds),
      phase: exitCode === 0 ? 'Succeeded' : 'Failed',
      state: { state: { terminated: { exitCode, finishedAt: ago(seconds) } } },
    });
  const cron = (status: object, ...pods: readonly object[]) =>
    viewOf({ cronjobs: [{ metadata: { name: 'report', namespace: 'shop' }, status }], pods }).workloads[0];

  it('is the latest that the controller or a pod tells of', () => {
    expect(cron({ lastSuccessfulTime: ago(100) })?.succeededAt).toBe(Date.parse(ago(100)));
    expect(cron({ lastSuccessfulTime: ago(100) }, job(50), job(70))?.succeededAt).toBe(Date.parse(ago(50)));
    expect(cron({ lastSuccessfulTime: ago(100) }, job(50, 1))?.succeededAt).toBe(Date.parse(ago(100)));
    expect(cron({}, job(150))?.succeededAt).toBe(Date.parse(ago(150)));
    expect(cron({})?.succeededAt).toBeUndefined();
  });

  it('makes good what failed before it', () => {
    const failedBefore = (seconds: number) => {
      const workload = cron({ lastSuccessfulTime: ago(100) }, job(seconds, 1));
      const [failed] = workload?.pods ?? [];
      return workload && failed && isMadeGood(failed, workload);
    };
    expect(failedBefore(101)).toBe(true);
    expect(failedBefore(100)).toBe(true);
    expect(failedBefore(99)).toBe(false);
  });

  it('makes nothing good of a pod that runs, or where there was none', () => {
    const running = pod('report-29401234', { ownerKind: 'Job' });
    const well = cron({ lastSuccessfulTime: ago(100) }, running);
    const ill = cron({}, job(200, 1));
    expect(well?.pods.some((one) => isMadeGood(one, well))).toBe(false);
    expect(ill?.pods.some((one) => isMadeGood(one, ill))).toBe(false);
  });
});

describe('a pod', () => {
  const seen = (options: Parameters<typeof pod>[1]) => {
    const [one] = viewOf({ pods: [pod('web', options)] }).workloads[0]?.pods ?? [];
    if (one === undefined) throw new Error('there is a pod');
    return one;
  };
  it.each([
    ['Running', false],
    ['Pending', false],
    ['Succeeded', true],
    ['Failed', true],
  ])('is finished when it is %s: %p', (phase, is) => {
    expect(isFinished(seen({ phase }))).toBe(is);
  });

  it.each([
    ['Ready', 'True', true],
    ['Ready', 'False', false],
    ['Ready', 'Unknown', false],
    ['Initialized', 'True', false],
  ])('is ready by the condition %s %s: %p', (type, status, is) => {
    expect(isReady(seen({ conditions: [{ type, status }] }))).toBe(is);
  });
});
