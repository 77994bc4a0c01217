import { describe, expect, it } from '@jest/globals';
import { imagePull } from '../../../functions/analyzers/image-pull.ts';
import { app, event, findingsOf, join, podName, short } from './cluster.ts';

const waiting = (reason: string, message = '') => ({ ready: false, state: { waiting: { reason, message } } });
const stuck = (reason: string, said: string) =>
  join(app('api', { ready: false, phase: 'Pending', state: waiting(reason) }), {
    events: [
      event('Pod', podName('api'), 'Failed', `Failed to pull image "registry.example/app:1": ${said}`),
    ],
  });

describe('image-pull', () => {
  it.each([
    ['rpc error: code = NotFound desc = manifest unknown', 'the registry has no such image or tag'],
    ['failed to authorize: failed to fetch anonymous token: 401 Unauthorized', 'the registry refuses access'],
    ['dial tcp: lookup registry.example on 10.0.0.2:53: no such host', 'the registry name does not resolve'],
    ['429 Too Many Requests - toomanyrequests', 'the registry limits the rate'],
    [
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      "the registry's certificate is not accepted",
    ],
  ])('%s: %s', (said, why) => {
    const found = findingsOf(imagePull, stuck('ImagePullBackOff', said));
    expect(short(found)).toEqual(['image-pull Deployment/api proof']);
    expect(found[0]?.title).toContain(why);
  });

  it('leaves out an image that has been pulled since', () => {
    const parts = join(app('api'), {
      events: [
        event('Pod', podName('api'), 'Failed', 'Failed to pull image "registry.example/app:1": not found'),
      ],
    });
    expect(findingsOf(imagePull, parts)).toEqual([]);
  });

  it('tells one registry that is down for all from one bad tag', () => {
    const names = ['a', 'b', 'c'];
    const parts = join(
      ...names.map((name) => app(name, { ready: false, phase: 'Pending', state: waiting('ErrImagePull') })),
    );
    for (const { against } of findingsOf(imagePull, parts))
      expect(against[0]).toContain('3 workloads cannot pull from registry.example');
  });
});
