import type { AwsService } from './port.ts';

/** Part of a variable's name (https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html). */
const VARIABLE: Readonly<Record<AwsService, string>> = {
  s3: 'S3',
  states: 'SFN',
  secretsmanager: 'SECRETS_MANAGER',
  eks: 'EKS',
  sts: 'STS',
  lambda: 'LAMBDA',
};

/** China has a partition and a domain of its own (https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html). */
export const dnsSuffix = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';

/**
 * Where a service is asked, without a slash at the end: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, or the region's
 * own (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
 */
export function endpointOf(
  service: AwsService,
  region: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const given = environment[`AWS_ENDPOINT_URL_${VARIABLE[service]}`] || environment.AWS_ENDPOINT_URL;
  const endpoint = given || `https://${service}.${region}.${dnsSuffix(region)}`;
  return endpoint.replace(/\/+$/, '');
}
