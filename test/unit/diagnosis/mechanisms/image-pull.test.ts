import { describe, expect, it } from '@jest/globals';
import { imagePull } from '../../../../functions/diagnosis/mechanisms/pods/image-pull.ts';
import { app, event, findingsOf, join, podName, short, viewOf } from './cluster.ts';

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
    [
      'dial tcp: lookup registry.example on 10.0.0.2:53: no such host',
      "the registry's host name does not resolve",
    ],
    ['429 Too Many Requests - toomanyrequests', 'the registry is rate-limiting pulls'],
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

describe('why a registry gives no image', () => {
  /** As the kubelet's event says it, which names the image first. */
  const why = (said: string, reason = 'ImagePullBackOff') =>
    imagePull.analyze(viewOf(stuck(reason, said)))[0]?.title;

  it.each([
    ['registry-unresolved', 'dial tcp: no such host'],
    ['registry-unresolved', 'dial tcp: server misbehaving'],
    ['registry-unresolved', 'Temporary failure in name resolution'],
    ['registry-unresolved', 'dial tcp: lookup r.example on 10.0.0.2:53: x'],
    ['registry-certificate', 'x509: unknown authority'],
    ['registry-certificate', 'tls: bad certificate'],
    ['rate-limit', 'toomanyrequests: x'],
    ['rate-limit', 'you have reached your pull rate limit'],
    ['rate-limit', 'unexpected status 429'],
    ['access-refused', 'unauthorized: x'],
    ['access-refused', 'authorization failed'],
    ['access-refused', 'pull access denied'],
    ['access-refused', 'authentication required'],
    ['access-refused', 'no basic auth credentials'],
    ['access-refused', 'unexpected status: 403 Forbidden'],
    ['access-refused', 'failed to authorize'],
    ['access-refused', 'failed to fetch anonymous token'],
    ['access-refused', 'unexpected status 401'],
    ['no-such-image', 'registry.example/app:1: not found'],
    ['no-such-image', 'manifest unknown'],
    ['no-such-image', 'repository does not exist'],
    ['no-such-image', 'name unknown'],
    ['registry-unreachable', 'dial tcp: i/o timeout'],
    ['registry-unreachable', 'context deadline exceeded'],
    ['registry-unreachable', 'connect: connection refused'],
    ['registry-unreachable', 'connect: no route to host'],
    ['registry-unreachable', 'read: connection reset by peer'],
    ['registry-unreachable', 'unexpected EOF'],
    ['invalid-name', 'invalid reference format'],
    ['invalid-name', "couldn't parse image name"],
    ['never-pulled', 'image is not present with pull policy of Never'],
  ])('%s: %s', (reason, said) => {
    expect(JSON.stringify(why(said))).toContain(`"${reason}"`);
  });

  it.each(['the registry is busy', 'layer 42 is too large', 'no such tag as yet'])(
    'is not known: %s',
    (said) => {
      const known =
        /registry-(?:unresolved|certificate|unreachable)|rate-limit|access-refused|no-such-image|invalid-name|never-pulled/;
      expect(JSON.stringify(why(said))).not.toMatch(known);
    },
  );

  it('is told by the reason alone, where nothing else is said', () => {
    const alone = (reason: string) =>
      JSON.stringify(
        imagePull.analyze(
          viewOf(
            app('api', { ready: false, phase: 'Pending', state: waiting(reason, 'Back-off pulling image') }),
          ),
        )[0],
      );
    expect(alone('ErrImageNeverPull')).toContain('"never-pulled"');
    expect(alone('InvalidImageName')).toContain('"invalid-name"');
    expect(alone('ImagePullBackOff')).not.toContain('Back-off pulling');
  });
});
