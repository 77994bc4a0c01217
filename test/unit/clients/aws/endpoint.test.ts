import { describe, expect, it } from '@jest/globals';
import { endpointOf } from '../../../../functions/clients/aws/endpoint.ts';

describe('where a service is asked', () => {
  it.each([
    ['s3', 'eu-central-1', {}, 'https://s3.eu-central-1.amazonaws.com'],
    ['states', 'us-east-1', {}, 'https://states.us-east-1.amazonaws.com'],
    ['eks', 'cn-north-1', {}, 'https://eks.cn-north-1.amazonaws.com.cn'],
    ['s3', 'eu-central-1', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' }, 'http://127.0.0.1:4566'],
    [
      'secretsmanager',
      'eu-central-1',
      {
        AWS_ENDPOINT_URL: 'http://a',
        AWS_ENDPOINT_URL_SECRETS_MANAGER: 'https://b',
        AWS_ENDPOINT_URL_S3: 'c',
      },
      'https://b',
    ],
    ['states', 'eu-central-1', { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_SFN: 'http://c' }, 'http://c'],
    ['sts', 'eu-central-1', { AWS_ENDPOINT_URL: '' }, 'https://sts.eu-central-1.amazonaws.com'],
  ] as const)('%s in %s with %j', (service, region, environment, endpoint) => {
    expect(endpointOf(service, region, environment)).toBe(endpoint);
  });
});
