import { describe, expect, it } from '@jest/globals';
import { job, type Pod, pod, replicaSet } from '../../../functions/model/kubernetes/objects.ts';
import { ownerOf, ownersIn } from '../../../functions/model/kubernetes/owner.ts';
import { refKey } from '../../../functions/model/object-ref.ts';

interface Owner {
  readonly kind: string;
  readonly name: string;
  readonly controller?: boolean;
}

const owned = (name: string, ownerReferences: readonly Owner[]) => ({
  metadata: { name, namespace: 'shop', ownerReferences },
});
const podOf = (...owners: readonly Owner[]): Pod => pod.parse(owned('p-1', owners));
const unread = ownersIn([], []);
const keyOf = (...owners: readonly Owner[]): string => refKey(ownerOf(podOf(...owners), unread));

describe('the workload of a pod', () => {
  it('is what its ReplicaSet or Job is owned by, whatever these are called', () => {
    const read = ownersIn(
      [replicaSet.parse(owned('web-canary', [{ kind: 'Deployment', name: 'api', controller: true }]))],
      [job.parse(owned('by-hand', [{ kind: 'CronJob', name: 'report', controller: true }]))],
    );
    const of = (owner: Owner): string => refKey(ownerOf(podOf(owner), read));
    expect(of({ kind: 'ReplicaSet', name: 'web-canary' })).toBe('Deployment/shop/api');
    expect(of({ kind: 'Job', name: 'by-hand' })).toBe('CronJob/shop/report');
  });

  it('is a ReplicaSet or Job that nothing owns, though its name reads otherwise', () => {
    const read = ownersIn(
      [replicaSet.parse(owned('api-5d4f8c7b9', []))],
      [job.parse(owned('move-29401234', []))],
    );
    const of = (owner: Owner): string => refKey(ownerOf(podOf(owner), read));
    expect(of({ kind: 'ReplicaSet', name: 'api-5d4f8c7b9' })).toBe('ReplicaSet/shop/api-5d4f8c7b9');
    expect(of({ kind: 'Job', name: 'move-29401234' })).toBe('Job/shop/move-29401234');
  });

  it.each([
    [{ kind: 'ReplicaSet', name: 'api-5d4f8c7b9' }, 'Deployment/shop/api'],
    [{ kind: 'ReplicaSet', name: 'api-12345' }, 'ReplicaSet/shop/api-12345'],
    [{ kind: 'ReplicaSet', name: 'api-12345678901' }, 'ReplicaSet/shop/api-12345678901'],
    [{ kind: 'Job', name: 'report-29401234' }, 'CronJob/shop/report'],
    [{ kind: 'Job', name: 'report-2026' }, 'Job/shop/report-2026'],
    [{ kind: 'StatefulSet', name: 'db-5d4f8c7b9' }, 'StatefulSet/shop/db-5d4f8c7b9'],
  ])('is told by the names that controllers give where its owner %p was not read', (owner, key) => {
    expect(keyOf(owner)).toBe(key);
  });

  it('is its controller, of several owners', () => {
    expect(keyOf({ kind: 'Custom', name: 'x' }, { kind: 'DaemonSet', name: 'agent', controller: true })).toBe(
      'DaemonSet/shop/agent',
    );
  });

  it('is itself without an owner, and as a static pod of a node', () => {
    expect(keyOf()).toBe('Pod/shop/p-1');
    expect(keyOf({ kind: 'Node', name: 'node-1' })).toBe('Pod/shop/p-1');
  });
});
