import { describe, expect, it } from '@jest/globals';
import { startMemory } from '../../../../functions/diagnosis/mechanisms/pods/start-memory.ts';
import { ago, app, commandOf, event, findingsOf, join, pod, podName, short, viewOf } from './cluster.ts';

type Parts = Parameters<typeof findingsOf>[1];

/** runc 1.2, handed on by containerd 1.7. */
const KILLED =
  'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown';
const FULL =
  'MountVolume.SetUp failed for volume "kube-api-access-x" : write /var/lib/kubelet/pods/u/volumes/kubernetes.io~projected/kube-api-access-x/token: no space left on device';
const OTHER = 'Failed to create pod sandbox: plugin type="bridge" failed (add): a word that nobody knows';

const limited = (memory: string | undefined, more: Record<string, unknown> = {}) =>
  app('api', {
    phase: 'Pending',
    ready: false,
    created: ago(300),
    container: memory === undefined ? {} : { resources: { limits: { memory } } },
    state: { ready: false, state: { waiting: { reason: 'ContainerCreating' } } },
    ...more,
  });
const said = (reason: string, message: string, more: Record<string, unknown> = {}): Parts => ({
  events: [event('Pod', podName('api'), reason, message, more)],
});
const found = (...parts: readonly Parts[]) => short(findingsOf(startMemory, join(...parts)));
const SANDBOX = 'FailedCreatePodSandBox';

describe('a pod that is killed for memory before its containers', () => {
  it.each([
    ['5M', SANDBOX, KILLED, 'proof'],
    ['128m', 'FailedMount', FULL, 'strong'],
    ['200Ki', SANDBOX, OTHER, 'strong'],
    ['512Mi', SANDBOX, KILLED, 'strong'],
  ])('is one with a limit of %s and %s', (memory, reason, message, strength) => {
    expect(found(limited(memory), said(reason, message))).toEqual([`oom-killed Deployment/api ${strength}`]);
  });

  it('began with the first of its pods, however they are named', () => {
    const stuck = (created: number, suffix: string) =>
      pod('api', {
        phase: 'Pending',
        ready: false,
        created: ago(created),
        suffix,
        container: { resources: { limits: { memory: '5M' } } },
        state: { ready: false, state: { waiting: { reason: 'ContainerCreating' } } },
      });
    const since = (first: number, second: number) =>
      findingsOf(startMemory, {
        ...app('api'),
        pods: [stuck(first, 'aaaaa'), stuck(second, 'bbbbb')],
        events: ['aaaaa', 'bbbbb'].map((suffix) => event('Pod', podName('api', suffix), SANDBOX, KILLED)),
      })[0]?.since;
    expect([since(300, 900), since(900, 300)]).toEqual([ago(900), ago(900)]);
  });

  it('names the limit as it is written, and what it comes to', () => {
    const parts = join(limited('128m'), said('FailedMount', FULL));
    expect(findingsOf(startMemory, parts)[0]?.title).toBe(
      'its pods have too little memory to start: the limit of main is 128m (0.128 bytes)',
    );
    const [finding] = startMemory.analyze(viewOf(parts));
    expect(commandOf(finding)).toContain('describe pod');
    expect(finding?.actions).toHaveLength(2);
  });

  it.each([
    ['whose limit is no typing error', limited('6Mi'), said(SANDBOX, OTHER)],
    ['without a limit', limited(undefined), said('FailedMount', FULL)],
    ['that nothing was said of', limited('5M'), {}],
    ['whose kubelet said so long ago', limited('5M'), said(SANDBOX, KILLED, { lastTimestamp: ago(700) })],
    [
      'that is past its start',
      app('api', { container: { resources: { limits: { memory: '5M' } } } }),
      said(SANDBOX, KILLED),
    ],
    ['without a node', limited('5M', { node: '' }), said(SANDBOX, KILLED)],
  ])('is none %s', (_, pods, events) => {
    expect(found(pods, events as Parts)).toEqual([]);
  });
});
