import { imagePull } from '../../../../../functions/diagnosis/mechanisms/pods/image-pull.ts';
import { ago, join } from '../../mechanisms/cluster.ts';
import { said, several, waits } from '../parts.ts';
import type { Cases } from '../whole.ts';

const pull = (image: string, reason = 'ImagePullBackOff', message = '') => ({
  ...waits(reason, message),
  container: { image },
});

export const images: Cases = {
  'image: two pods of two images': [
    imagePull,
    join(
      several('api', [
        { ...pull('registry.example/a:1', 'ErrImagePull', 'manifest unknown'), created: ago(400) },
        { ...pull('registry.example/b:1', 'ImagePullBackOff', 'Back-off pulling image'), created: ago(700) },
        {},
      ]),
      several('web', [pull('registry.example/web:1')]),
      several('job', [pull('registry.example/job:1')]),
      several('far', [pull('localhost/far:1')]),
      several('hub', [pull('library/hub:1')]),
    ),
  ],
  'image: what events say before what waits': [
    imagePull,
    join(several('api', [pull('a', 'ErrImagePull', 'no such host'), {}]), {
      events: [
        said('api', 1, 'Failed', `Failed to pull image "other": unauthorized ${'x'.repeat(40)}`, {
          lastTimestamp: ago(99),
        }),
        said('api', 0, 'BackOff', `Failed to pull image "other": x509 ${'x'.repeat(40)}`, {
          lastTimestamp: ago(98),
        }),
        said('api', 0, 'Failed', 'pull: 40 characters of it, x509: unknown  1', { lastTimestamp: ago(97) }),
        said('api', 0, 'Failed', 'pull: 40 characters of it, x509: unkno', { lastTimestamp: ago(97) }),
        said('api', 0, 'Failed', `Error: nothing of an image ${'x'.repeat(40)}`, { lastTimestamp: ago(96) }),
        said(
          'api',
          0,
          'Failed',
          `Failed to pull image: rpc error: code = NotFound desc = failed to resolve ${'reference '.repeat(20)} not found`,
          { lastTimestamp: ago(95) },
        ),
      ],
    }),
  ],
  'image: a pod without a time, of a status alone': [
    imagePull,
    several('api', [{ ...waits('ErrImageNeverPull'), created: '', spec: { containers: [] } }]),
  ],
  ...Object.fromEntries(
    [
      'ErrImagePull',
      'InvalidImageName',
      'ErrImageNeverPull',
      'ImageInspectError',
      'RegistryUnavailable',
      'SignatureValidationFailed',
      'Else',
    ].map((reason) => [`image: waits with ${reason}`, [imagePull, several('api', [pull('a', reason)])]]),
  ),
};
