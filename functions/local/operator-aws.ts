import type { Aws } from '../clients/aws/port.ts';
import { openAws } from '../runtime/open-aws.ts';

/**
 * AWS as the person at this machine: region and credentials by the SDK's whole chain (environment, profiles, SSO,
 * processes, instance roles). Loaded here alone: a function's credentials are in its environment.
 */
export async function operatorAws(environment: Readonly<Record<string, string | undefined>>): Promise<Aws> {
  const { EKSClient } = await import('@aws-sdk/client-eks');
  const { config } = new EKSClient({});
  return openAws(environment, { region: await config.region(), credentials: () => config.credentials() });
}
