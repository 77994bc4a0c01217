import { describe, expect, it } from '@jest/globals';
import { changesOf } from '../../../../functions/diagnosis/changes/changes.ts';
import { onsetOf } from '../../../../functions/diagnosis/changes/onset.ts';
import { diffTemplates } from '../../../../functions/diagnosis/changes/template-diff.ts';
import type { ChangeFacts } from '../../../../functions/model/change.ts';
import * as k from '../../../../functions/model/kubernetes/objects.ts';
import { changeText, reportedChange } from '../../../../functions/writing/report/change-text.ts';
import { onsetWords } from '../../../../functions/writing/report/onset-text.ts';
import { reachWords } from '../../../../functions/writing/report/reach-text.ts';
import { differenceText } from '../../../../functions/writing/statements/template-difference.ts';
import { wordsFrom } from '../../../../functions/writing/statements/words-of.ts';
import {
  ago,
  app,
  container,
  deployment,
  event,
  join,
  log,
  NOW,
  pod,
  podName,
  replicaSet,
  service,
  statefulSet,
  viewOf,
} from '../mechanisms/cluster.ts';

const ref = (kind: string, name: string) => ({ kind, namespace: 'shop', name });
const api = ref('Deployment', 'api');
const changes = (parts: object, object = api, explained = [object]) =>
  changesOf(viewOf(parts), Date.parse(ago(60)), { object, explained }).map(
    ({ object: { name }, facts, who, reached }) => ({ name, what: changeText(facts), who, reached }),
  );
const template = (more: object, annotations = {}) =>
  k.deployment.parse({
    spec: { template: { metadata: { annotations }, spec: { containers: [container(more as never)] } } },
  }).spec.template;

describe('what differs between two pod templates', () => {
  it.each([
    [{ image: 'r/app:1' }, { image: 'r/app:2' }, 'image app:1 -> app:2'],
    [{ env: [{ name: 'A', value: '1' }] }, { env: [{ name: 'A', value: '2' }] }, 'env A "1" -> "2"'],
    [
      { env: [] },
      { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
      'env A unset -> Secret s key k',
    ],
    [
      { resources: { limits: { memory: '1Gi' } } },
      { resources: { limits: { memory: '64Mi' } } },
      'limits.memory 1Gi -> 64Mi',
    ],
  ])('%o to %o', (before, after, line) => {
    expect(diffTemplates(template(before), template(after)).map(differenceText)).toEqual([line]);
  });

  it.each<[object, string]>([
    [{ securityContext: { runAsNonRoot: true } }, 'securityContext.runAsNonRoot unset -> true'],
    [{ securityContext: { runAsUser: 1000 } }, 'securityContext.runAsUser unset -> 1000'],
    [
      { securityContext: { readOnlyRootFilesystem: true } },
      'securityContext.readOnlyRootFilesystem unset -> true',
    ],
    [
      { securityContext: { capabilities: { drop: ['ALL'] } } },
      'securityContext.capabilities unset -> {"drop":["ALL"]}',
    ],
    [{ imagePullPolicy: 'Always' }, 'imagePullPolicy unset -> "Always"'],
    [{ command: ['sh'] }, 'command unset -> ["sh"]'],
  ])('sees %o of a container', (after, line) => {
    expect(diffTemplates(template({}), template(after)).map(differenceText)).toEqual([line]);
  });

  it.each<[object, string]>([
    [{ securityContext: { runAsNonRoot: true } }, 'securityContext.runAsNonRoot unset -> true'],
    [{ securityContext: { fsGroup: 2000 } }, 'securityContext.fsGroup unset -> 2000'],
    [{ serviceAccountName: 'api' }, 'serviceAccountName unset -> "api"'],
    [{ hostNetwork: true }, 'hostNetwork false -> true'],
    [{ priorityClassName: 'low' }, 'priorityClassName unset -> "low"'],
    [{ runtimeClassName: 'gvisor' }, 'runtimeClassName unset -> "gvisor"'],
    [{ terminationGracePeriodSeconds: 1 }, 'terminationGracePeriodSeconds unset -> 1'],
    [{ dnsConfig: { nameservers: ['10.0.0.9'] } }, 'dnsConfig unset -> {"nameservers":["10.0.0.9"]}'],
  ])('sees %o of the pod', (spec, line) => {
    const after = k.podTemplate.parse({ spec: { containers: [container({})], ...spec } });
    expect(diffTemplates(template({}), after).map(differenceText)).toEqual([line]);
  });

  it('sees an annotation by its key', () => {
    const after = template({}, { 'checksum/config': 'b2' });
    expect(diffTemplates(template({}), after).map(differenceText)).toEqual([
      'annotations.checksum/config unset -> "b2"',
    ]);
  });

  it('knows a plain restart', () => {
    const restarted = diffTemplates(template({}), template({}, { 'kubectl.kubernetes.io/restartedAt': NOW }));
    expect(restarted.map(differenceText)).toEqual(['restarted (kubectl rollout restart)']);
  });
});

describe('a change in the report', () => {
  const known = { at: NOW, object: api, who: '', beforeOnsetMs: null, reached: 'unknown' } as const;
  const moment = { now: Date.parse(NOW) };
  const reported = (facts: ChangeFacts) =>
    reportedChange({ ...known, facts, why: { says: 'names-no-workload' } }, moment);

  it('has its numbers beside its words', () => {
    const scaling = reported({ kind: 'scaling', from: 2, to: 12 });
    expect(scaling).toMatchObject({ kind: 'scaling', what: '2 -> 12 replicas', from: 2, to: 12 });
    const facts = {
      kind: 'rollout',
      revision: 7,
      reused: false,
      differences: [{ kind: 'restart' }],
    } as const;
    expect(reported(facts)).toMatchObject({ kind: 'rollout', revision: 7 });
    expect(reported({ kind: 'created' })).toEqual({
      ...known,
      kind: 'created',
      what: 'created',
      why: 'it names no workload',
    });
  });
});

describe('the time line', () => {
  const worker = (event_: object) =>
    join(app('api'), {
      deployments: [deployment('worker', { replicas: 12 })],
      replicasets: [replicaSet('worker')],
      pods: [pod('worker')],
      events: [event_],
    });
  const scaled = (message: string, at = ago(90), first = at) =>
    event('Deployment', 'worker', 'ScalingReplicaSet', message, { firstTimestamp: first, lastTimestamp: at });

  it('tells a scaling with both numbers, and whether it reached what fails', () => {
    const parts = worker(scaled('Scaled up replica set worker-6d4cf56db6 from 2 to 12'));
    expect(changes(parts, api, [api, ref('Deployment', 'worker')])).toEqual([
      { name: 'worker', what: '2 -> 12 replicas', who: '', reached: 'yes' },
    ]);
    expect(changes(parts)[0]?.reached).toBe('no');
  });

  describe('of a workload that logs no error itself', () => {
    const db = ref('StatefulSet', 'db');
    const from = (name: string, secret: string, key: string) => ({
      container: { env: [{ name, valueFrom: { secretKeyRef: { name: secret, key } } }] },
    });
    const whole = { container: { envFrom: [{ secretRef: { name: 'urls' } }] } };
    const silent = (ofApi: object, ofWorker: object, message = 'from 2 to 12') =>
      join(app('api', ofApi), {
        statefulsets: [statefulSet('db')],
        deployments: [deployment('worker', { replicas: Number(message.split(' ').at(-1)), ...ofWorker })],
        replicasets: [replicaSet('worker')],
        pods: [pod('worker')],
        services: [service('db', { ports: [{ port: 5432 }] }), service('api')],
        events: [scaled(`Scaled up replica set worker-6d4cf56db6 ${message}`)],
      });
    const reached = (parts: object) =>
      changesOf(viewOf(parts), Date.parse(ago(60)), { object: db, explained: [db, api] }).map(
        ({ reached: how, why }) => [how, wordsFrom(reachWords, why, { now: Date.parse(NOW) })],
      );

    it('takes one that reads the same key as the failing caller for a user of the same thing', () => {
      const url = from('DATABASE_URL', 'urls', 'url');
      expect(reached(silent(url, from('DB', 'urls', 'url')))).toEqual([
        ['yes', 'its pods use what api uses (Secret urls, key url)'],
      ]);
      expect(reached(silent(url, whole))).toEqual([
        ['yes', 'its pods use what api uses (Secret urls, key url)'],
      ]);
      expect(reached(silent(whole, whole))).toEqual([['yes', 'its pods use what api uses (Secret urls)']]);
    });

    it('says nothing of another key, another Secret, a signing key, or fewer pods', () => {
      const url = from('DATABASE_URL', 'urls', 'url');
      for (const other of [
        from('CACHE_URL', 'urls', 'cache'),
        from('DATABASE_URL', 'other', 'url'),
        { container: { env: [{ name: 'DATABASE_URL', value: 'postgres://elsewhere.example:5432/x' }] } },
      ])
        expect(reached(silent(url, other))[0]?.[0]).toBe('no');
      const jwt = from('JWT_SECRET', 'auth', 'jwt');
      expect(reached(silent(jwt, jwt))[0]?.[0]).toBe('no');
      expect(reached(silent(url, url, 'from 12 to 2'))[0]?.[0]).toBe('no');
    });

    it('is not misled by a key that is shared where the way to what fails is known', () => {
      const known = {
        container: {
          env: [
            { name: 'DATABASE_URL', value: 'postgres://db:5432/x' },
            ...from('CACHE_URL', 'cache', 'url').container.env,
          ],
        },
      };
      expect(reached(silent(known, from('CACHE_URL', 'cache', 'url')))[0]?.[0]).toBe('no');
    });
  });

  it('tells both times of a scaling that was done twice: its events are counted in one', () => {
    const parts = worker(scaled('Scaled up replica set worker-6d4cf56db6 from 2 to 12', ago(20), ago(90)));
    const told = changesOf(viewOf(parts), Date.parse(ago(60)), {
      object: api,
      explained: [api, ref('Deployment', 'worker')],
    });
    expect(told.map(({ beforeOnsetMs }) => beforeOnsetMs)).toEqual([-40_000, 30_000]);
  });

  it('does not say of fewer pods that they took more of what they use', () => {
    const parts = worker(scaled('Scaled down replica set worker-6d4cf56db6 from 14 to 12'));
    expect(changes(parts, api, [api, ref('Deployment', 'worker')])[0]?.reached).toBe('no');
  });

  it('leaves out scalings that no longer hold, and those of a rollout', () => {
    expect(changes(worker(scaled('Scaled down replica set worker-6d4cf56db6 from 12 to 2')))).toEqual([]);
    const rolling = join(worker(scaled('Scaled up replica set worker-6d4cf56db6 from 11 to 12')), {
      events: [scaled('Scaled down replica set worker-0000000000 from 1 to 0', ago(100))],
    });
    expect(changes(rolling)).toEqual([]);
  });

  it('reads the scaling of a StatefulSet off the pods that were deleted and not made again', () => {
    const parts = {
      statefulsets: [statefulSet('db', { replicas: 0, ready: 0 })],
      events: [
        event('StatefulSet', 'db', 'SuccessfulDelete', 'delete Pod db-0 in StatefulSet db successful', {
          lastTimestamp: ago(90),
        }),
      ],
    };
    expect(changes(parts, ref('StatefulSet', 'db'))).toEqual([
      { name: 'db', what: '1 -> 0 replicas', who: '', reached: 'yes' },
    ]);
  });

  it.each([
    ['pipeline', { name: 'shop', reached: 'unknown' }],
    ['api', { name: 'api', reached: 'yes' }],
    ['deployment/api', { name: 'api', reached: 'yes' }],
    ['api and more', { name: 'shop', reached: 'unknown' }],
  ])('takes a change event of %s for one of what that names', (source, told) => {
    const summary = 'api: new hero image went live';
    const parts = join(app('api'), { changeevents: [{ at: ago(90), summary, source, url: '' }] });
    expect(changes(parts)).toEqual([{ ...told, what: summary, who: source }]);
  });

  it('tells a rollout by the diff of two revisions', () => {
    const parts = join(app('api'), {
      replicasets: [
        replicaSet('api', {
          hash: 'bbbbbbbbbb',
          revision: 2,
          created: ago(200),
          container: { image: 'r/app:2' },
        }),
      ],
    });
    expect(changes(parts)[0]?.what).toContain('revision 2: image');
  });

  it.each([
    [{ securityContext: { runAsNonRoot: true } }, 'revision 2: securityContext.runAsNonRoot unset -> true'],
    [{ workingDir: '/srv' }, 'revision 2: workingDir unset -> "/srv"'],
    // The controller has made a revision of it, so something differs.
    [{ stdinOnce: true }, 'revision 2: a field of its template that is not read'],
  ])('tells a rollout whose only difference is %o', (changed, what) => {
    const parts = join(app('api'), {
      replicasets: [
        replicaSet('api', { hash: 'bbbbbbbbbb', revision: 2, created: ago(200), container: changed }),
      ],
    });
    expect(changes(parts)[0]).toEqual({ name: 'api', what, who: '', reached: 'yes' });
  });

  it('says that a ConfigMap in env reaches only containers that start after it', () => {
    const config = {
      metadata: {
        name: 'c',
        namespace: 'shop',
        creationTimestamp: ago(90_000),
        managedFields: [{ manager: 'kubectl', time: ago(300), keys: ['data.LEVEL'] }],
      },
      keys: ['LEVEL'],
    };
    const uses = { container: { envFrom: [{ configMapRef: { name: 'c' } }] } };
    const line = { name: 'c', what: 'data.LEVEL (old value unknown)', who: 'kubectl' };
    expect(changes(join(app('api', { ...uses, created: ago(3000) }), { configmaps: [config] }))).toEqual([
      { ...line, reached: 'no' },
    ]);
    expect(changes(join(app('api', { ...uses, created: ago(100) }), { configmaps: [config] }))).toEqual([
      { ...line, reached: 'yes' },
    ]);
  });

  it('does not pretend to know what a whole applied manifest changed', () => {
    const keys = Array.from({ length: 30 }, (_, i) => `spec.key${i}`);
    const budget = {
      metadata: {
        name: 'b',
        namespace: 'shop',
        creationTimestamp: ago(90_000),
        managedFields: [{ manager: 'helm', time: ago(300), keys }],
      },
    };
    expect(changes(join(app('api'), { poddisruptionbudgets: [budget] }))[0]?.what).toBe(
      'applied as a whole (30 fields; which of them changed is not known)',
    );
  });
});

describe('the onset', () => {
  const minute = (minutesAgo: number, errors5xx: number) => ({
    at: ago(minutesAgo * 60),
    requests: 100,
    errors5xx,
    errors4xx: 0,
    byMethod: {},
  });
  const failing = (errors: readonly number[]) =>
    join(app('api'), {
      logs: [
        log(
          {
            pod: podName('api'),
            requests: 100,
            minutes: errors.map((count, i) => minute(errors.length - i, count)),
          },
          {},
        ),
      ],
    });

  it('is the minute in which failures left their baseline', () => {
    expect(onsetOf(viewOf(failing([0, 0, 0, 0, 0, 0, 0, 40, 40, 40])))?.at).toBe('2026-11-25T13:57:00Z');
  });

  it('leaves what fails all day to the baseline, and says how sure it is', () => {
    const found = onsetOf(viewOf(failing([1, 2, 0, 1, 1, 2, 1, 0, 30, 31, 29])));
    expect(found).toMatchObject({ at: '2026-11-25T13:57:00Z', uncertaintyMs: 60_000 });
    expect(found && wordsFrom(onsetWords, found.by, { now: Date.parse(NOW) })).toBe(
      'errors a minute: 0.1 over 57 minutes before, 30 over 3 minutes since',
    );
  });

  it('does not take more traffic for it: the same share of more requests fails', () => {
    const parts = failing([1, 1, 1, 1, 1, 1, 1, 10, 10, 10]);
    const logs = (parts.logs as ReturnType<typeof log>[]).map((entry) => ({
      ...entry,
      summary: {
        ...entry.summary,
        minutes: entry.summary.minutes.map((one) => ({ ...one, requests: one.errors5xx * 100 })),
      },
    }));
    expect(onsetOf(viewOf(parts))).not.toBeNull();
    expect(onsetOf(viewOf({ ...parts, logs }))).toBeNull();
  });

  it('is not that of a failure which has ended', () => {
    expect(onsetOf(viewOf(failing([0, 0, 40, 40, 0, 0, 0, 0, 0, 0])))).toBeNull();
  });

  it('is the first end of a pod that still fails, where there are no requests', () => {
    const state = {
      ready: false,
      restartCount: 2,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 1, finishedAt: ago(200) } },
    };
    expect(onsetOf(viewOf(app('api', { ready: false, state })))?.at).toBe('2026-11-25T13:56:40Z');
  });

  it('is unknown where all is well', () => {
    expect(onsetOf(viewOf(app('api')))).toBeNull();
  });
});
