import { describe, expect, it } from '@jest/globals';
import { volumeUnbound } from '../../../../functions/diagnosis/mechanisms/storage/volume-unbound.ts';
import { ago, app, event, findingsOf, join, short, viewOf } from './cluster.ts';

const spec = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const waiting = (message: string) =>
  app('db', {
    ready: false,
    phase: 'Pending',
    node: '',
    spec,
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  });
const claim = (more = {}) => ({
  metadata: { name: 'data', namespace: 'shop' },
  spec: {
    storageClassName: 'fast',
    accessModes: ['ReadWriteMany'],
    resources: { requests: { storage: '20Gi' } },
  },
  status: { phase: 'Pending' },
  ...more,
});
const UNBOUND = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.';

describe('volume-unbound', () => {
  it("says why the claim is not bound, in the provisioner's words", () => {
    const parts = join(waiting(UNBOUND), {
      persistentvolumeclaims: [claim()],
      events: [
        event(
          'PersistentVolumeClaim',
          'data',
          'ProvisioningFailed',
          'storageclass.storage.k8s.io "fast" not found',
        ),
      ],
    });
    const found = findingsOf(volumeUnbound, parts);
    expect(short(found)).toEqual(['volume-unbound Deployment/db proof']);
    expect(found[0]?.title).toBe('its PVC data is Pending: storageclass.storage.k8s.io "fast" not found');
  });

  it('says what keeps a volume that was made by hand from being bound, before the missing class', () => {
    const parts = join(waiting(UNBOUND), {
      persistentvolumeclaims: [claim()],
      storageclasses: [],
      persistentvolumes: [
        {
          metadata: { name: 'pv-1' },
          spec: {
            storageClassName: 'fast',
            accessModes: ['ReadWriteOnce'],
            capacity: { storage: '50Gi' },
          },
        },
      ],
      events: [
        event(
          'PersistentVolumeClaim',
          'data',
          'ProvisioningFailed',
          'storageclass.storage.k8s.io "fast" not found',
        ),
      ],
    });
    expect(findingsOf(volumeUnbound, parts)[0]?.title).toBe(
      'its PVC data is Pending: volume pv-1: the claim asks for access mode ReadWriteMany, the volume has ReadWriteOnce',
    );
  });

  it('says that a class without a provisioner has no volume', () => {
    const parts = join(
      waiting("0/1 nodes are available: 1 node(s) didn't find available persistent volumes to bind."),
      {
        persistentvolumeclaims: [claim()],
        storageclasses: [{ metadata: { name: 'fast' }, provisioner: 'kubernetes.io/no-provisioner' }],
        persistentvolumes: [],
      },
    );
    expect(findingsOf(volumeUnbound, parts)[0]?.title).toBe(
      'its PVC data is Pending: storage class fast has no provisioner (kubernetes.io/no-provisioner), and nobody created a volume for it',
    );
  });

  it('says that its class does not exist, where nobody else does', () => {
    const parts = join(waiting(UNBOUND), {
      persistentvolumeclaims: [claim({ status: {} })],
      storageclasses: [],
    });
    expect(findingsOf(volumeUnbound, parts)[0]?.title).toBe(
      'its PVC data is not bound: storage class fast does not exist',
    );
  });

  it.each([
    [
      '0/2 nodes are available: 2 node(s) had volume node affinity conflict.',
      'its volume is in a zone or on a node that it cannot run on',
    ],
    [UNBOUND, 'its PVC is not bound'],
  ])('says what it can where the claims were not read: %s', (message, title) => {
    expect(findingsOf(volumeUnbound, waiting(message))[0]?.title).toBe(title);
  });

  it.each([
    [
      { accessModes: ['ReadWriteOnce'], capacity: { storage: '50Gi' } },
      'the claim asks for access mode ReadWriteMany',
    ],
    [
      { accessModes: ['ReadWriteMany'], capacity: { storage: '5Gi' } },
      'the claim asks for 20Gi, the volume has 5Gi',
    ],
    [
      {
        accessModes: ['ReadWriteMany'],
        capacity: { storage: '50Gi' },
        claimRef: { name: 'other', namespace: 'shop' },
      },
      'already bound to PVC other',
    ],
  ])('compares it with the volumes there are', (volume, why) => {
    const parts = join(waiting(UNBOUND), {
      persistentvolumeclaims: [claim()],
      persistentvolumes: [{ metadata: { name: 'pv-1' }, spec: { storageClassName: 'fast', ...volume } }],
    });
    expect(findingsOf(volumeUnbound, parts)[0]?.evidence.join()).toContain(why);
  });

  it('leaves out a claim that waits for its first consumer: that is by design', () => {
    expect(findingsOf(volumeUnbound, join(app('db'), { persistentvolumeclaims: [claim()] }))).toEqual([]);
  });

  it('is less sure where the claim does not exist: why, is another question', () => {
    const parts = join(waiting('0/3 nodes are available: persistentvolumeclaim "data" not found.'), {
      persistentvolumeclaims: [],
    });
    expect(short(findingsOf(volumeUnbound, parts))).toEqual(['volume-unbound Deployment/db strong']);
  });
});

describe('a pod that waits for a volume', () => {
  const stated = (...parts: readonly Parameters<typeof viewOf>[0][]) =>
    volumeUnbound.analyze(viewOf(join(...parts)))[0];

  it.each([
    UNBOUND,
    '0/3 nodes are available: persistentvolumeclaim "data" not found.',
    '0/3 nodes are available: persistentvolumeclaim "data" is being deleted.',
    '0/3 nodes are available: persistentvolumeclaim "data" bound to non-existent persistentvolume "pv".',
    '0/3 nodes are available: 3 node(s) had volume node affinity conflict.',
    "0/3 nodes are available: 3 node(s) didn't find available persistent volumes to bind.",
    "0/3 nodes are available: 3 node(s) didn't match PersistentVolume's node affinity.",
    '0/3 nodes are available: no available persistent volumes.',
  ])('is told by the scheduler: %s', (message) => {
    expect(stated(waiting(message))).toMatchObject({ cause: 'volume-unbound' });
  });

  it.each([
    '0/3 nodes are available: 3 Insufficient cpu.',
    '0/3 nodes are available: persistentvolumeclaim "data" was resized.',
    "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity.",
  ])('waits for something else: %s', (message) => {
    expect(stated(waiting(message))).toBeUndefined();
  });

  it('may be told by an event alone, and is over once it has its node', () => {
    const event1 = event('Pod', 'db-6d4cf56db6-aaaaa', 'FailedScheduling', UNBOUND);
    const silent = (node: string) =>
      app('db', { ready: false, phase: 'Pending', node, spec: { ...spec, nodeName: node }, conditions: [] });
    expect(stated(silent(''), { events: [event1] })).toBeDefined();
    expect(stated(silent('node-1'), { events: [event1] })).toBeUndefined();
    expect(stated(silent(''), { events: [{ ...event1, reason: 'Other' }] })).toBeUndefined();
  });

  it('is surer once the pod is a minute old, or something says why', () => {
    const young = (seconds: number) =>
      app('db', {
        ...{ ready: false, phase: 'Pending', node: '', spec, created: ago(seconds) },
        conditions: [{ type: 'PodScheduled', status: 'False', message: UNBOUND }],
      });
    const strength = (...parts: readonly Parameters<typeof viewOf>[0][]) => stated(...parts)?.strength;
    expect([strength(young(59)), strength(young(60))]).toEqual(['hint', 'proof']);
    const says = { events: [event('PersistentVolumeClaim', 'data', 'ProvisioningFailed', 'no quota')] };
    expect(strength(young(59), { persistentvolumeclaims: [claim()] }, says)).toBe('proof');
    expect(strength(young(59), { persistentvolumeclaims: [] })).toBe('strong');
  });

  it.each(['ProvisioningFailed', 'FailedBinding', 'VolumeMismatch', 'ClaimLost', 'ClaimMisbound'])(
    'is told why by the last event of its claim: %s',
    (reason) => {
      const parts = (name: string, why: string) => ({
        events: [
          event('PersistentVolumeClaim', 'data', reason, 'the first', { lastTimestamp: ago(60) }),
          event('PersistentVolumeClaim', 'data', why, 'the last', { metadata: { name } }),
        ],
      });
      const why = (events: object) =>
        stated(waiting(UNBOUND), { persistentvolumeclaims: [claim()] }, events)?.evidence.filter(
          ({ says }) => says === 'claim-event',
        );
      expect(why(parts('a', reason))).toEqual([{ says: 'claim-event', said: 'the last' }]);
      expect(why(parts('a', 'WaitForFirstConsumer'))).toEqual([{ says: 'claim-event', said: 'the first' }]);
    },
  );

  const volumes = (...many: readonly object[]) => ({
    persistentvolumes: many.map((spec, at) => ({
      metadata: { name: `pv-${at}` },
      spec: { storageClassName: 'fast', accessModes: ['ReadWriteMany'], ...spec },
    })),
  });
  const kept = (...many: readonly object[]) =>
    stated(waiting(UNBOUND), { persistentvolumeclaims: [claim()] }, volumes(...many))?.evidence.slice(2);

  it.each<[string, object, readonly object[]]>([
    ['it is as large as what is asked for', { capacity: { storage: '20Gi' } }, []],
    [
      'it is smaller',
      { capacity: { storage: '19Gi' } },
      [{ says: 'volume-too-small', volume: 'pv-0', asked: '20Gi', has: '19Gi' }],
    ],
    ['it does not say how large it is', { capacity: {} }, []],
    ['it does not say who may use it', { accessModes: [], capacity: { storage: '20Gi' } }, []],
    ['it is of another class', { storageClassName: 'slow', capacity: { storage: '1Gi' } }, []],
    ['it is kept for this very claim', { claimRef: { name: 'data' }, capacity: { storage: '20Gi' } }, []],
    ['it is kept for nobody', { claimRef: { name: '' }, capacity: { storage: '20Gi' } }, []],
  ])('is compared with a volume: %s', (_, spec, why) => {
    expect(kept(spec)).toEqual(why);
  });

  it('is compared with three volumes at most', () => {
    const small = { capacity: { storage: '1Gi' } };
    expect(kept(small, small, small, small)?.map((why) => 'volume' in why && why.volume)).toEqual([
      ...['pv-0', 'pv-1', 'pv-2'],
    ]);
  });

  it('is told of every claim of its own that is not bound, and asked about all of them', () => {
    const two = {
      volumes: ['data', 'more'].map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
    };
    const named = (name: string, namespace: string, phase: string) =>
      claim({ metadata: { name, namespace }, status: { phase } });
    const found = stated(
      app('db', {
        ...{ ready: false, phase: 'Pending', node: '', spec: two },
        conditions: [{ type: 'PodScheduled', status: 'False', message: UNBOUND }],
      }),
      {
        persistentvolumeclaims: [
          named('data', 'shop', 'Pending'),
          named('more', 'shop', 'Bound'),
          named('data', 'other', 'Pending'),
          named('else', 'shop', 'Pending'),
        ],
      },
    );
    expect(found?.evidence.filter(({ says }) => says === 'claim-unbound')).toEqual([
      { says: 'claim-unbound', claim: 'data', phase: 'Pending' },
    ]);
    expect(found?.explains.filter(({ kind }) => kind === 'PersistentVolumeClaim')).toHaveLength(1);
    expect(JSON.stringify(found?.actions[0]?.command)).toMatch(/pvc.*data.*more/);
  });
});
