import { awsOverHttps } from '../clients/aws/https.ts';
import type { Aws, AwsAccess } from '../clients/aws/port.ts';
import { Failure } from '../model/failure.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * AWS by the environment's endpoints; region and credentials are those that Lambda gives a function in its environment
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), unless the caller has others.
 * @throws Failure of kind `invalid` when the environment names no region.
 */
export const openAws = (environment: Environment, access: AwsAccess = accessIn(environment)): Aws =>
  awsOverHttps(access, environment);

function accessIn(environment: Environment): AwsAccess {
  const region = environment.AWS_REGION ?? '';
  if (region === '') throw new Failure('invalid', 'AWS_REGION is not set');
  return {
    region,
    async credentials() {
      const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
      if (!accessKeyId || !secretAccessKey) {
        throw new Failure('invalid', 'there are no AWS credentials: AWS_ACCESS_KEY_ID is not set');
      }
      return { accessKeyId, secretAccessKey, sessionToken: environment.AWS_SESSION_TOKEN };
    },
  };
}
