import { describe, expect, it } from '@jest/globals';
import { volumeUnbound } from '../../../functions/analyzers/volume-unbound.ts';
import { app, event, findingsOf, join, short } from './cluster.ts';

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
    expect(found[0]?.title).toBe('its claim data is Pending: storageclass.storage.k8s.io "fast" not found');
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
      'its claim data is Pending: volume pv-1: access mode ReadWriteMany is asked for, it has ReadWriteOnce',
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
      'its claim data is Pending: storage class fast provisions nothing (kubernetes.io/no-provisioner), and no volume of it was made by hand',
    );
  });

  it.each([
    [
      { accessModes: ['ReadWriteOnce'], capacity: { storage: '50Gi' } },
      'access mode ReadWriteMany is asked for',
    ],
    [{ accessModes: ['ReadWriteMany'], capacity: { storage: '5Gi' } }, '20Gi is asked for, it has 5Gi'],
    [
      {
        accessModes: ['ReadWriteMany'],
        capacity: { storage: '50Gi' },
        claimRef: { name: 'other', namespace: 'shop' },
      },
      'already bound to claim other',
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
