import { describe, expect, it } from '@jest/globals';
import { eviction } from '../../../../functions/diagnosis/mechanisms/pods/eviction.ts';
import { ago, findingsOf, pod, short } from './cluster.ts';

const evicted = (at: string, message = 'The node was low on resource: ephemeral-storage.') => ({
  pods: [
    pod('api', {
      phase: 'Failed',
      ready: false,
      status: {
        reason: 'Evicted',
        message,
        conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: at }],
      },
    }),
  ],
});

describe('eviction', () => {
  it('names the node that ran short', () => {
    expect(short(findingsOf(eviction, evicted(ago(60))))).toEqual(['node-infrastructure Node/node-1 strong']);
  });

  it('leaves out a pod that was over its own limit', () => {
    expect(
      findingsOf(
        eviction,
        evicted(ago(60), 'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi.'),
      ),
    ).toEqual([]);
  });

  it('leaves out what was evicted long ago', () => {
    expect(findingsOf(eviction, evicted(ago(7200)))).toEqual([]);
  });
});
