import { describe, expect, it } from '@jest/globals';
import { ownResources } from '../../../../functions/diagnosis/mechanisms/load/own-resources.ts';
import { roomEnd } from '../../../../functions/diagnosis/mechanisms/pods/room-end.ts';
import { lines } from '../differences/system.ts';
import { ago, app, findingsOf, join, log, podName, service, short } from './cluster.ts';

const looping = {
  ready: false,
  restartCount: 4,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { reason: 'Error', exitCode: 1, finishedAt: ago(20) } },
};
const mounted = (volume: object) => ({
  container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
  spec: {
    containers: [
      { name: 'main', image: 'registry.example/app:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
    ],
    volumes: [{ name: 'data', ...volume }],
  },
});
const ended = (line: string, options: object = {}, more = {}) =>
  findingsOf(
    roomEnd,
    join(
      app('spool', { ready: false, state: looping, ...options }),
      { logs: [log({ pod: podName('spool'), previous: true, tail: [line] })] },
      more,
    ),
  );
const NODE = 'Error: ENOSPC: no space left on device, write';

describe('room-end', () => {
  it.each([
    ['Node', NODE],
    ['Go', 'panic: write /data/segment-0004: no space left on device'],
    ['Java', 'Exception in thread "main" java.io.IOException: No space left on device'],
    ['Python', 'OSError: [Errno 122] Disk quota exceeded'],
  ])('tells of a program that ends as it cannot write: %s', (_, line) => {
    const [found] = ended(line);
    expect(short(found ? [found] : [])).toEqual(['resource-exhausted Deployment/spool strong']);
    expect(found?.facts).toEqual({ resource: 'disk-space', ends: true });
    expect(found?.title).toBe(`container main ends as no space is left for what it writes: "${line}"`);
    expect(found?.against).toEqual([
      'it writes to no volume of a size of its own: the disk of its node may be full, for others too',
    ]);
  });

  it.each([
    ['a claim', { persistentVolumeClaim: { claimName: 'spool' } }, 'proof'],
    ['an emptyDir in memory', { emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } }, 'proof'],
    ["an emptyDir on the node's disk", { emptyDir: {} }, 'strong'],
    [
      'a claim that it may only read',
      { persistentVolumeClaim: { claimName: 'spool', readOnly: true } },
      'strong',
    ],
  ])('is sure of a volume of a size of its own: %s', (_, volume, strength) => {
    expect(ended(NODE, mounted(volume))[0]?.strength).toBe(strength);
  });

  it.each([
    [
      'the limit of watches on files',
      "Error: ENOSPC: System limit for number of file watchers reached, watch '/srv'",
    ],
    [
      "a database's disk, which its client passes on",
      'FATAL: could not extend file "base/1/2": No space left on device',
    ],
    ['another end', 'Error: EACCES: permission denied, open /data/x'],
  ])('is not told of %s', (_, line) => {
    expect(ended(line)).toEqual([]);
  });

  it('is not told of a program whose callee logs the same at the same time', () => {
    const calling = { container: { env: [{ name: 'STORE_URL', value: 'http://store' }] } };
    const said = lines('segment writer store-7 stopped: no space left on device', [0, 0, 0, 0, 5, 5, 5, 5]);
    const callee = (text: string) =>
      join(app('store'), {
        services: [service('store')],
        logs: [
          log({ pod: podName('spool'), patterns: [said] }),
          log({ pod: podName('store'), patterns: [{ ...said, example: text, template: text }] }),
        ],
      });
    expect(ended(said.example, calling, callee(said.example))).toEqual([]);
    expect(ended(said.example, calling, callee('compaction of the index is done'))).toHaveLength(1);
  });

  it('is not told of a program that goes on: that is told by its lines', () => {
    const logs = [log({ pod: podName('spool') }, { [NODE]: 30 })];
    expect(findingsOf(roomEnd, join(app('spool'), { logs }))).toEqual([]);
    expect(short(findingsOf(ownResources, join(app('spool'), { logs })))).toEqual([
      'resource-exhausted Deployment/spool strong',
    ]);
  });
});
